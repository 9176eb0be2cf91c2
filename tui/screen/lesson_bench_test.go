package screen_test

import (
	"io"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// BenchmarkLessonKey is Update and View of one key on a screen of 200x60 with a dozen calls on it. The budget: half of them
// within 0.2 ms, ninety-nine of a hundred within 1 ms on a quiet machine.
func BenchmarkLessonKey(b *testing.B) {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	dark, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		b.Fatal(err)
	}
	room := everyKind(b)
	for _, bb := range []struct {
		name string
		to   []string
		keys []string
	}{
		{"choose", append(slices.Clone(toSolved), "enter"), []string{"down", "up"}},
		{"type", nil, []string{"a", "backspace"}},
		{"scroll", toToken, []string{"down", "up"}},
		{"select a call", toRefused, []string{",", "."}},
		{"turn a panel", toRefused, []string{"tab"}},
		{"turn a page", toRefused, []string{"left", "right"}},
		{"write a request", toWaited, []string{"x", "backspace"}},
		{"present", append(slices.Clone(toRefused), "p", "pgup"), []string{"pgdown", "pgup"}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			s := tuitest.Start(b, screen.NewLesson(screen.Env{Theme: dark}, room.deps(b, "every-kind")), 200, 60)
			s = tuitest.Press(b, s, bb.to...)
			msgs := make([]tea.KeyMsg, len(bb.keys))
			for i, name := range bb.keys {
				msgs[i] = tuitest.Key(b, name)
			}
			var took []time.Duration
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				s, _ = s.Update(msgs[i%len(msgs)])
				if len(s.View()) == 0 {
					b.Fatal("nothing is drawn")
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			at := func(share int) float64 { return float64(took[(len(took)-1)*share/100].Microseconds()) }
			b.ReportMetric(at(50), "p50-µs")
			b.ReportMetric(at(99), "p99-µs")
		})
	}
}
