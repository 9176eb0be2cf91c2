package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Commands that wait for time are left out in tests. These are what they would bring.

// Tick is a second that went by for a lesson.
func Tick(s Screen, now time.Time) Screen {
	next, _ := s.Update(clockMovedMsg{from: from{s.(Lesson).self}, now: now, tick: true})
	return next
}

// Seek is the next look for a presenter.
func Seek() tea.Msg { return presenterSoughtMsg{} }
