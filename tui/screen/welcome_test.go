package screen_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func TestWelcome(t *testing.T) {
	welcome := func(t *testing.T, width, height int) screen.Screen {
		return tuitest.Start(t, screen.NewWelcome(screen.Env{Theme: theme.Plain()}, "two-pools"), width, height)
	}
	frames(t, "first start", welcome)
	for width := 60; width <= 200; width += 10 {
		tuitest.Frame(t, welcome(t, width, 16).View(), width, 16)
	}
}

func TestWelcomeLeadsToTheFirstLesson(t *testing.T) {
	s := screen.NewWelcome(screen.Env{Theme: theme.Plain()}, "two-pools")
	_, cmd := s.Update(tuitest.Key(t, "enter"))
	if got := opened(cmd); got != "two-pools" {
		t.Errorf("enter opens %q, want two-pools", got)
	}
	_, cmd = s.Update(tuitest.Key(t, "esc"))
	if _, ok := cmd().(screen.Pop); !ok {
		t.Errorf("esc = %v, want to leave", tea.Msg(cmd()))
	}
}
