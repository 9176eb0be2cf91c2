package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/tuitest"
)

func TestPiecesOfMouseReportsAreNotTyped(t *testing.T) {
	for _, tt := range []struct {
		text  string
		paste bool
		want  bool
	}{
		{"[<65;44;12M", false, true},
		{"<65;44;12M", false, true},
		{"[<65;44;12M", true, false},
		{"[<b>", false, false},
		{"<", false, false},
		{"<3", false, false},
		{"a", false, false},
	} {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(tt.text), Paste: tt.paste}
		if got := isMouseReport(msg); got != tt.want {
			t.Errorf("%q, pasted %t: got %t, want %t", tt.text, tt.paste, got, tt.want)
		}
	}
	m := tuitest.Send(t, start(t, page{name: "one"}), tea.Msg(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("[<65;44;12M")}))
	if got, want := firstLine(m), "one 80x24"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
