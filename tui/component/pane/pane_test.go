package pane

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d", i)
	}
	return lines
}

func with(lines []string, width, height int) Model {
	m := New(NewStyles(theme.Plain()))
	m.SetSize(width, height)
	m.SetLines(lines)
	return m
}

func TestLinesAreFittedToTheSize(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		w, h  int
		want  []string
		wrap  bool
	}{
		{"short lines are padded, missing ones blank", []string{"ab"}, 4, 2, []string{"ab  ", "    "}, false},
		{"long lines are cut", []string{"abcdef"}, 4, 1, []string{"abc…"}, false},
		{"or wrapped", []string{"ab cdef"}, 4, 2, []string{"ab  ", "cdef"}, true},
		{"wide runes and combining marks keep columns", []string{"漢字", "e\u0301"}, 5, 2, []string{"漢字 ", "e\u0301    "}, false},
		{"a line feed makes two lines", []string{"a\nb"}, 1, 2, []string{"a", "b"}, false},
		{"tabs and control characters are cleaned", []string{"a\tb\x1b[2J"}, 6, 1, []string{"a   b "}, false},
		{"more lines than rows get a scroll bar", []string{"abcd", "e", "f", "g"}, 4, 2, []string{"ab…┃", "e  │"}, false},
		{"no height", []string{"a"}, 4, 0, []string{}, false},
	} {
		m := New(NewStyles(theme.Plain()))
		m.Wrap = tt.wrap
		m.SetLines(tt.lines)
		m.SetSize(tt.w, tt.h)
		if got := m.Lines(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if got, want := m.View(), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s: View got %q, want %q", tt.name, got, want)
		}
	}
}

func TestKeysScroll(t *testing.T) {
	for _, tt := range []struct {
		keys         []string
		above, below int
	}{
		{nil, 0, 90},
		{[]string{"down", "j"}, 2, 88},
		{[]string{"up"}, 0, 90},
		{[]string{"pgdown"}, 9, 81},
		{[]string{"space", "pgup", "down"}, 1, 89},
		{[]string{"end"}, 90, 0},
		{[]string{"end", "down"}, 90, 0},
		{[]string{"G", "up"}, 89, 1},
		{[]string{"end", "home"}, 0, 90},
		{[]string{"x"}, 0, 90},
	} {
		m := tuitest.Press(t, with(numbered(100), 20, 10), tt.keys...)
		if m.Above() != tt.above || m.Below() != tt.below {
			t.Errorf("%v: got %d above and %d below, want %d and %d", tt.keys, m.Above(), m.Below(), tt.above, tt.below)
		}
		tuitest.Frame(t, m.View(), 20, 10)
	}
}

func TestTheWheelScrollsThreeLines(t *testing.T) {
	m := with(numbered(100), 20, 10)
	m = tuitest.Send(t, m, tea.Msg(tea.MouseMsg{Button: tea.MouseButtonWheelDown}), tea.Msg(tea.MouseMsg{Button: tea.MouseButtonWheelDown}))
	m = tuitest.Send(t, m, tea.Msg(tea.MouseMsg{Button: tea.MouseButtonWheelUp}))
	if got := m.Above(); got != 3 {
		t.Errorf("got %d above, want 3", got)
	}
}

func TestScrollToMovesAsLittleAsItCan(t *testing.T) {
	for _, tt := range []struct{ from, to, want int }{
		{0, 5, 0}, {0, 9, 0}, {0, 10, 1}, {50, 20, 20}, {50, 59, 50}, {50, 60, 51}, {0, 500, 90}, {50, -3, 0},
	} {
		m := with(numbered(100), 20, 10)
		m.ScrollBy(tt.from)
		m.ScrollTo(tt.to)
		if got := m.Above(); got != tt.want {
			t.Errorf("from %d to line %d: got %d above, want %d", tt.from, tt.to, got, tt.want)
		}
	}
	empty := New(Styles{})
	empty.ScrollTo(3) // must not panic
}

func TestALineIsFoundWhereItStands(t *testing.T) {
	m := New(NewStyles(theme.Plain()))
	m.Wrap = true
	m.SetSize(5, 3)
	m.SetLines([]string{"ab cd ef", "g", "h"}) // four cells are left beside the scroll bar: ab, cd, ef, g, h
	m.ScrollBy(1)
	for _, tt := range []struct {
		y, want int
		ok      bool
	}{{0, 0, true}, {1, 0, true}, {2, 1, true}, {3, 0, false}, {-1, 0, false}} {
		if got, ok := m.LineAt(tt.y); got != tt.want || ok != tt.ok {
			t.Errorf("row %d: got line %d, %t, want %d, %t (%q)", tt.y, got, ok, tt.want, tt.ok, m.Lines())
		}
	}
}

func TestANewSizeKeepsThePlace(t *testing.T) {
	m := with(numbered(100), 20, 10)
	m.ScrollBy(40)
	m.SetSize(30, 20)
	if got := m.Above(); got != 40 {
		t.Errorf("got %d above, want 40", got)
	}
	m.SetLines(numbered(30))
	if got := m.Above(); got != 10 {
		t.Errorf("with fewer lines: got %d above, want 10", got)
	}
	m.Top()
	if got := m.Above(); got != 0 {
		t.Errorf("after Top: got %d above, want 0", got)
	}
}

func TestAnOlderPaneKeepsItsLines(t *testing.T) {
	old := with(numbered(100), 20, 10)
	before := old.View()
	young := tuitest.Press(t, old, "down")
	young.SetStyles(Styles{})
	if got := old.View(); got != before {
		t.Errorf("got %q, want %q", got, before)
	}
}

func TestAPaneIsExactAtEverySize(t *testing.T) {
	lines := []string{"漢字漢字漢字 and words", "\x1b[1;31mcoloured words that go on\x1b[0m", "", "e\u0301tude", strings.Repeat("x", 300)}
	for _, wrap := range []bool{false, true} {
		m := New(NewStyles(theme.Plain()))
		m.Wrap = wrap
		m.SetLines(lines)
		for width := 1; width <= 160; width++ {
			m.SetSize(width, 4)
			tuitest.Frame(t, m.View(), width, 4)
		}
	}
}

// BenchmarkScroll is a key in a pane of 200x60: Update and View.
func BenchmarkScroll(b *testing.B) {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	dark, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		b.Fatal(err)
	}
	lines := make([]string, 1000)
	for i := range lines {
		lines[i] = dark.Muted.Render(fmt.Sprintf("%4d ", i)) + dark.UserPool.Render("◆ user pool") + " gives tokens to an application"
	}
	m := New(NewStyles(dark))
	m.SetSize(200, 60)
	m.SetLines(lines)
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	took := make([]time.Duration, 0, 1<<20)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		msg := down
		if i%1800 >= 900 {
			msg = up
		}
		start := time.Now()
		m, _ = m.Update(msg)
		_ = m.View()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
