package screen

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// OpenLesson asks for a lesson by its id. The screen at the bottom of the stack knows the course and opens it.
type OpenLesson struct {
	ID   string
	Page string // "" is where the learner left off
}

// SearchCourse asks for the screen that searches the text of all pages. The screen at the bottom of the stack opens it.
type SearchCourse struct{ Query string }

// Search asks for the screen that searches the text of all pages.
func Search(query string) tea.Cmd { return send(SearchCourse{query}) }

// Learn asks for a lesson.
func Learn(id string) tea.Cmd { return send(OpenLesson{ID: id}) }

// LearnPage asks for a page of a lesson.
func LearnPage(id, page string) tea.Cmd { return send(OpenLesson{ID: id, Page: page}) }

// pageOf leads to LESSON/PAGE; anything else leads nowhere.
func pageOf(place string) tea.Cmd {
	lesson, page, ok := strings.Cut(place, "/")
	if !ok {
		return nil
	}
	return LearnPage(lesson, page)
}
