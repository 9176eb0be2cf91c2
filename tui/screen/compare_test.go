package screen_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/assets"
	"poolschool/lessons/compare"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func comparisonTable(t testing.TB) *compare.Table {
	t.Helper()
	table, err := compare.Load(assets.Compare())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func comparison(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewCompare(screen.Env{Theme: theme.Plain()}, comparisonTable(t))
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

func TestCompareFrames(t *testing.T) {
	for name, keys := range map[string][]string{"at first": nil, "another column": {"right"}, "a row": {"down", "right", "right"}} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return comparison(t, width, height, keys...) })
	}
}

func TestCompareFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"end"}, {"right", "right", "right", "right", "down", "down"}} {
		everySize(t, comparison(t, 80, 24, keys...))
	}
}

func TestShowMeOpensThePage(t *testing.T) {
	for _, tt := range []struct {
		keys   []string
		lesson string
	}{
		{nil, "two-pools"}, {[]string{"left", "up"}, "two-pools"}, {[]string{"right"}, "trade"}, {[]string{"right", "right", "right", "right", "right"}, "choose"},
	} {
		_, cmd := comparison(t, 80, 24, tt.keys...).Update(tuitest.Key(t, "enter"))
		if got := opened(cmd); got != tt.lesson {
			t.Errorf("%v: opens %q, want %q", tt.keys, got, tt.lesson)
		}
	}
}

func TestEveryAnswerCanBeReached(t *testing.T) {
	s := comparison(t, 60, 16)
	for range 12 {
		s = tuitest.Press(t, s, "down")
	}
	shows(t, s, "▸ Price, as an")
	s = tuitest.Press(t, s, "right", "right", "right", "right", "home")
	shows(t, s, "▸Identity Center", "Which of our AWS", "← ")
}

func TestCompareByMouse(t *testing.T) {
	s := comparison(t, 80, 24)
	x, y := 50, 2 // the second column's name
	s = tuitest.Click(t, s, x, y)
	shows(t, s, "▸● identity pool")
	if _, cmd := s.Update(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}); opened(cmd) != "trade" {
		t.Error("a click on the selected column opens nothing")
	}
	x, y = find(t, s, "customers and other")
	shows(t, tuitest.Click(t, s, x, y), "▸ For whom", "▸◆ user pool")
	for _, at := range [][2]int{{0, 0}, {79, 23}, {2, 10}} {
		tuitest.Frame(t, tuitest.Click(t, s, at[0], at[1]).View(), 80, 24)
	}
}

func BenchmarkCompareKey(b *testing.B) {
	s := comparison(b, 200, 60)
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
