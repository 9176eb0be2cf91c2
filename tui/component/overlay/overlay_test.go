package overlay

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func TestBoxFitsItsLines(t *testing.T) {
	got := strings.Join(Box(NewStyles(theme.Plain()), "Keys", []string{"enter run", "u undo"}, 40, 10), "\n")
	want := "╭─ Keys ────╮\n│ enter run │\n│ u undo    │\n╰───────────╯"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBoxStaysWithinItsBounds(t *testing.T) {
	long := strings.Repeat("long ", 20)
	for _, size := range [][2]int{{10, 3}, {30, 4}, {12, 2}} {
		box := Box(NewStyles(theme.Plain()), "A title that is long", []string{long, long, long}, size[0], size[1])
		if len(box) > size[1] {
			t.Errorf("%v: got %d lines", size, len(box))
		}
		for _, line := range box {
			if w := ansi.StringWidth(line); w > size[0] {
				t.Errorf("%v: got %d cells: %q", size, w, line)
			}
		}
	}
}

func TestOverKeepsTheFrame(t *testing.T) {
	frame := strings.TrimSuffix(strings.Repeat("\x1b[1m0123456789\x1b[0m\n", 5), "\n")
	for _, tt := range []struct {
		name string
		box  []string
		want string
	}{
		{"a box stands in the middle", []string{"ab", "cd"}, "0123456789\n0123ab6789\n0123cd6789\n0123456789\n0123456789\n"},
		{"no box changes nothing", nil, strings.Repeat("0123456789\n", 5)},
	} {
		view := Over(frame, tt.box, 10, 5)
		tuitest.Frame(t, view, 10, 5)
		if got := tuitest.Text(view); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOverCutsWideRunes(t *testing.T) {
	tuitest.Frame(t, Over("漢字漢字漢字\n漢字漢字漢字", []string{"abc"}, 12, 2), 12, 2)
}
