package waiting

import (
	"testing"

	"github.com/charmbracelet/bubbles/spinner"

	"poolschool/tui/theme"
)

func TestWhatIsSaidOfWork(t *testing.T) {
	for _, tt := range []struct {
		name  string
		still bool
		part  Part
		want  string
	}{
		{"work without parts turns a spinner", false, Part{}, "Opening |"},
		{"without motion it ends in an ellipsis", true, Part{}, "Opening …"},
		{"nothing done", false, Part{Total: 12}, "Opening ▯▯▯▯▯▯▯▯▯▯▯▯ 0 of 12"},
		{"a quarter", false, Part{Done: 3, Total: 12}, "Opening ▮▮▮▯▯▯▯▯▯▯▯▯ 3 of 12"},
		{"all of it, and more than that", false, Part{Done: 13, Total: 12}, "Opening ▮▮▮▮▮▮▮▮▮▮▮▮ 12 of 12"},
		{"a bar needs no motion", true, Part{Done: 6, Total: 12}, "Opening ▮▮▮▮▮▮▯▯▯▯▯▯ 6 of 12"},
		{"bytes", false, Part{Done: 1 << 19, Total: 1 << 20, Bytes: true}, "Opening ▮▮▮▮▮▮▯▯▯▯▯▯ 0.5 of 1.0 MiB"},
		{"few bytes", false, Part{Done: 1 << 10, Total: 1500, Bytes: true}, "Opening ▮▮▮▮▮▮▮▮▯▯▯▯ 1 of 2 KiB"},
	} {
		if got := New(tt.still).View(theme.Plain(), "Opening", tt.part); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestASpinnerTurnsByItsOwnTicks(t *testing.T) {
	m, other := New(false), New(false)
	mine, ok := m.Begin()().(spinner.TickMsg)
	if !ok {
		t.Fatal("it does not begin with a tick")
	}
	turned, next := m.Update(mine)
	if got, want := turned.View(theme.Plain(), "Opening", Part{}), "Opening /"; got != want || next == nil {
		t.Errorf("got %q and a next tick: %v, want %q", got, next != nil, want)
	}
	same, next := other.Update(mine)
	if got, want := same.View(theme.Plain(), "Opening", Part{}), "Opening |"; got != want || next != nil {
		t.Errorf("a stranger's tick: got %q and a next tick: %v, want %q", got, next != nil, want)
	}
}

func TestWithoutMotionNothingTicks(t *testing.T) {
	m := New(true)
	if m.Begin() != nil {
		t.Error("it asks for ticks")
	}
	if _, next := m.Update(spinner.TickMsg{}); next != nil {
		t.Error("it answers one")
	}
}
