package command

import (
	"os"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// lessonOn opens a lesson as the program does, without colours, at a fixed hour and with luck that repeats.
func lessonOn(t *testing.T, id string, width, height int) tea.Model {
	t.Helper()
	env, _, _ := testEnv()
	env.StateDir = t.TempDir()
	s, notice, err := env.school(screen.Env{Theme: theme.Plain()})
	if err != nil || notice != "" {
		t.Fatal(notice, err)
	}
	first, err := s.lesson(id, "")
	if err != nil {
		t.Fatal(err)
	}
	return tuitest.Start(t, tui.New(s.look, s.home(), first), width, height)
}

// until presses enter until a text is on the screen.
func until(t *testing.T, m tea.Model, text string) tea.Model {
	t.Helper()
	const most = 60
	for range most {
		if strings.Contains(m.View(), text) {
			return m
		}
		m = tuitest.Press(t, m, "enter")
	}
	t.Fatalf("%q did not come up; the screen shows:\n%s", text, m.View())
	return nil
}

// picture is the frame that the README shows: the trade, and why the identity pool agreed to it.
func picture(t *testing.T) string {
	m := lessonOn(t, "photo-upload", 112, 37)
	m = until(t, m, "The role PhotoUser has a")
	m = tuitest.Press(t, m, "down")
	m = until(t, m, "Select the call to STS")
	var lines []string
	for line := range strings.Lines(m.View()) {
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	return strings.Join(lines, "\n")
}

func TestReadmeShowsTheRealScreen(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := picture(t); !strings.Contains(string(readme), "```text\n"+want+"\n```") {
		t.Errorf("the picture in README.md is not what the program shows now; it should be:\n%s", want)
	}
}
