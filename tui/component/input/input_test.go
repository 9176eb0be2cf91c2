package input

import (
	"strings"
	"testing"

	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func TestTypedTextIsTheValue(t *testing.T) {
	m := New(theme.Plain(), 20)
	m.Focus()
	m = tuitest.Press(t, tuitest.Type(t, m, "ana b"), "backspace", "c")
	if got, want := m.Value(), "ana c"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if strings.Contains(m.View(), "\x1b") {
		t.Errorf("got %q, want no colours with the plain theme", m.View())
	}
}

func TestAPasswordIsHidden(t *testing.T) {
	m := Password(theme.Plain(), 20)
	m.Focus()
	m = tuitest.Type(t, m, "S3cret!")
	if got := m.View(); strings.Contains(got, "S3cret!") || !strings.Contains(got, strings.Repeat("•", 7)) {
		t.Errorf("got %q, want seven dots", got)
	}
}

func TestTheCursorDoesNotBlink(t *testing.T) {
	m := New(theme.Plain(), 20)
	if cmd := m.Focus(); cmd != nil {
		t.Errorf("got command answering %v, want none", cmd())
	}
}
