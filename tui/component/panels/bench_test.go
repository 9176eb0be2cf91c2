package panels

import (
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// BenchmarkKey is a key in the panels at 120x45, what a terminal of 200x60 leaves them, from Update to the lines. The budget of
// a whole screen is 200 µs at the median, 1 ms for 99 of 100 on a quiet machine.
func BenchmarkKey(b *testing.B) {
	contents, s := contentsOf(b)
	for _, bench := range []struct {
		name, content string
		tab           Tab
		there, back   string
	}{
		{"cursor in a response", "sign-in", Response, "down", "up"},
		{"cursor in a token", "sign-in", Token, "down", "up"},
		{"scroll why", "other folder", Why, "down", "up"},
		{"another tab", "credentials", Response, "tab", "shift+tab"},
		{"fold in the account", "upload", Account, "left", "right"},
		{"reveal", "credentials", Response, "v", "v"},
		{"another token", "sign-in", Token, "n", "n"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			m := shownAt(contents[bench.content], s, bench.tab, 120, 45)
			there, back := tuitest.Key(b, bench.there), tuitest.Key(b, bench.back)
			measure(b, func(i int) {
				msg := tea.Msg(there)
				if i%2 == 1 {
					msg = back
				}
				m, _ = m.Update(msg)
				_ = m.Lines()
			})
		})
	}
}

// BenchmarkSet is another exchange in the panels.
func BenchmarkSet(b *testing.B) {
	contents, s := contentsOf(b)
	for _, tab := range All() {
		b.Run(string(tab), func(b *testing.B) {
			m := New(NewStyles(theme.Plain()))
			m.SetSize(120, 45)
			m.SetNow(s.world.Now())
			m.Show(tab)
			measure(b, func(i int) {
				m.Set(contents[[]string{"sign-in", "other folder"}[i%2]])
				_ = m.Lines()
			})
		})
	}
}

func measure(b *testing.B, f func(i int)) {
	b.Helper()
	took := make([]time.Duration, 0, 1<<18)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		f(i)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
}
