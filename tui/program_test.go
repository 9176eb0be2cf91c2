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

// TestAPanicInTheProgramGivesTheTerminalBack runs a guarded model under Bubble Tea itself: the page about the failure is
// drawn, the program goes on, and leaving it restores everything that was switched on.
func TestAPanicInTheProgramGivesTheTerminalBack(t *testing.T) {
	var out bytes.Buffer
	failed := 0
	model := Guard(New(screen.Env{Theme: theme.Plain()}, page{name: "one"}), func(any, []byte) { failed++ })
	p := tea.NewProgram(model, tea.WithInput(nil), tea.WithOutput(&out), tea.WithAltScreen(), tea.WithMouseCellMotion(), tea.WithoutSignalHandler())
	go func() {
		for _, msg := range []tea.Msg{tea.WindowSizeMsg{Width: 80, Height: 24}, tuitest.Key(t, "p"), tuitest.Key(t, "ctrl+c")} {
			p.Send(msg)
		}
	}()
	if _, err := p.Run(); err != nil || failed != 1 {
		t.Fatalf("got %d failures and %v, want one failure that the program survives", failed, err)
	}
	for _, mode := range []string{"1049", "1002", "1006", "2004"} {
		on, off := strings.LastIndex(out.String(), "\x1b[?"+mode+"h"), strings.LastIndex(out.String(), "\x1b[?"+mode+"l")
		if on < 0 || off < on {
			t.Errorf("mode %s: switched on at %d and off at %d", mode, on, off)
		}
	}
	if strings.LastIndex(out.String(), "\x1b[?25h") < strings.LastIndex(out.String(), "\x1b[?25l") {
		t.Error("the cursor stays hidden")
	}
}
