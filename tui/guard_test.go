package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func guard(t *testing.T, first screen.Screen) (tea.Model, *[]any) {
	reported := new([]any)
	m := Guard(New(screen.Env{Theme: theme.Plain()}, first), func(reason any, stack []byte) {
		if len(stack) == 0 {
			t.Error("got no stack")
		}
		*reported = append(*reported, reason)
	})
	return tuitest.Start(t, m, 80, 24), reported
}

func TestAPanicInUpdateLosesOneMessageOnly(t *testing.T) {
	m, reported := guard(t, page{name: "one"})
	m = tuitest.Press(t, m, "x", "p")
	tuitest.Frame(t, m.View(), 80, 24)
	if !strings.Contains(m.View(), "out of range") || len(*reported) != 1 {
		t.Errorf("got %d reports and %q, want one and the reason", len(*reported), m.View())
	}
	m = tuitest.Press(t, m, "enter", "y")
	if got, want := firstLine(m), "one 80x24 x,y"; got != want {
		t.Errorf("after any key: got %q, want %q", got, want)
	}
}

func TestAPanicInACommandIsReported(t *testing.T) {
	fails := func() tea.Msg { panic("in a command") }
	for name, cmd := range map[string]tea.Cmd{
		"alone":         fails,
		"in a batch":    tea.Batch(screen.Say("x"), fails),
		"in a sequence": tea.Sequence(screen.Say("x"), fails),
	} {
		m, reported := guard(t, page{name: "one", asked: cmd})
		m = tuitest.Press(t, m, "a")
		if !strings.Contains(m.View(), "in a command") || len(*reported) != 1 {
			t.Errorf("%s: got %d reports and %q, want one and the reason", name, len(*reported), m.View())
		}
	}
}

// broken is a screen that cannot be drawn.
type broken struct{ page }

func (broken) View() string { panic("cannot draw") }

func (b broken) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	_, cmd := b.page.Update(msg)
	return b, cmd
}

func (b broken) SetSize(int, int) screen.Screen { return b }

func TestAPanicInViewLeavesTheKeysWorking(t *testing.T) {
	m, _ := guard(t, page{name: "one"})
	m = tuitest.Send(t, m, tea.Msg(screen.Push{Screen: broken{}}))
	tuitest.Frame(t, m.View(), 80, 24)
	if !strings.Contains(m.View(), "cannot draw") {
		t.Errorf("got %q, want the reason", m.View())
	}
	m = tuitest.Press(t, m, "esc")
	if got, want := firstLine(m), "one 80x24 shown"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, cmd := m.Update(tuitest.Key(t, "ctrl+c")); !tuitest.Quits(cmd) {
		t.Error("ctrl+c does not quit")
	}
}
