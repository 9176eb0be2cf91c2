package tui

import (
	"bytes"
	"io"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/hinshun/vt10x"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// TestARealProgramDrawsTheFrame runs Bubble Tea itself and reads what it wrote as a terminal does.
func TestARealProgramDrawsTheFrame(t *testing.T) {
	var out bytes.Buffer
	model := New(screen.Env{Theme: theme.Plain()}, page{name: "◆ one"})
	p := tea.NewProgram(model, tea.WithInput(nil), tea.WithOutput(&out), tea.WithAltScreen(), tea.WithoutSignalHandler())
	go func() {
		for _, msg := range []tea.Msg{tea.WindowSizeMsg{Width: 80, Height: 24}, tuitest.Key(t, "x"), tuitest.Key(t, "ctrl+c")} {
			p.Send(msg)
		}
	}()
	if _, err := p.Run(); err != nil {
		t.Fatal(err)
	}
	drawn, _, left := strings.Cut(out.String(), "\x1b[?1049l")
	if !left {
		t.Fatalf("the alternate screen was not left: %q", out.String())
	}
	terminal := vt10x.New(vt10x.WithSize(80, 24), vt10x.WithWriter(io.Discard))
	if _, err := terminal.Write([]byte(drawn)); err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(terminal.String(), "\n")
	if got, want := strings.TrimSpace(first), "◆ one 80x24 x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
