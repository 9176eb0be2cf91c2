package command

import (
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// program is the whole program with a screen on top of the map ("" for none), in true colour at 200x60.
func program(tb testing.TB, place string) tea.Model {
	tb.Helper()
	env, _, _ := testEnv()
	env.StateDir = tb.TempDir()
	env.Renderer = lipgloss.NewRenderer(io.Discard)
	env.Renderer.SetColorProfile(termenv.TrueColor)
	look, err := env.theme("dark")
	if err != nil {
		tb.Fatal(err)
	}
	places := env.places(screen.Env{Theme: look})
	s, _, err := env.school(screen.Env{Theme: look, Looks: env.looks(), Places: func() []screen.Place { return places }})
	if err != nil {
		tb.Fatal(err)
	}
	stack := []screen.Screen{s.home()}
	var above screen.Screen
	switch place {
	case "":
	case "welcome":
		above = screen.NewWelcome(s.look, firstLesson)
	case "flowchart":
		above, err = s.flowchart()
	case "sandbox":
		above, err = s.freshSandbox()
	case "pages":
		above, err = s.search("")
	default:
		above, err = s.lesson(place, "")
	}
	if err != nil {
		tb.Fatal(err)
	}
	if above != nil {
		stack = append(stack, above)
	}
	return tuitest.Start(tb, tui.New(s.look, stack[0], stack[1:]...), 200, 60)
}

// into leads into the middle of a lesson, with half a dozen calls made: enter until a text is on the screen.
func into(tb testing.TB, m tea.Model, text string) tea.Model {
	tb.Helper()
	for range 200 {
		if strings.Contains(tuitest.Text(m.View()), text) {
			return m
		}
		m = tuitest.Press(tb, m, "enter")
	}
	tb.Fatalf("enter does not lead to %q; the last screen:\n%s", text, tuitest.Text(m.View()))
	return m
}

// BenchmarkScreens is a key on each screen, Update and the frame together. The budget is 200 µs for half of them and
// 1 ms for 99 of 100 on a quiet machine.
func BenchmarkScreens(b *testing.B) {
	const traded = "Select the call to STS"
	for _, bench := range []struct {
		name, place, text string
		to, keys          []string
	}{
		{"home", "", "", nil, []string{"down", "up"}},
		{"search", "", "", []string{"/"}, []string{"p", "backspace"}},
		{"welcome", "welcome", "", nil, []string{"x"}},
		{"flowchart", "flowchart", "", nil, []string{"down", "up"}},
		{"help", "photo-upload", "", []string{"?"}, []string{"down", "up"}},
		{"palette", "photo-upload", "", []string{"ctrl+p"}, []string{"p", "backspace"}},
		{"pages", "pages", "", nil, []string{"p", "backspace"}},
		{"operations", "sandbox", "", nil, []string{"p", "backspace"}},
		{"editor", "sandbox", "", []string{"enter", "e"}, []string{"a", "backspace"}},
		{"form", "photo-upload", "", nil, []string{"a", "backspace"}},
		{"text", "photo-upload", traded, nil, []string{"pgup", "pgdown"}},
		{"page", "photo-upload", traded, nil, []string{"left", "right"}},
		{"panel", "photo-upload", traded, nil, []string{"tab"}},
		{"call", "photo-upload", traded, nil, []string{",", "."}},
		{"calls", "photo-upload", traded, []string{"z"}, []string{"down", "up"}},
		{"presenter", "photo-upload", traded, []string{"p"}, []string{"pgup", "pgdown"}},
		{"hands", "two-pools", "What comes back?", []string{"p"}, []string{"1", "-"}},
		{"menu", "photo-upload", traded, []string{"t"}, []string{"esc", "t"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			m := tuitest.Press(b, into(b, program(b, bench.place), bench.text), bench.to...)
			msgs := make([]tea.KeyMsg, len(bench.keys))
			for i, name := range bench.keys {
				msgs[i] = tuitest.Key(b, name)
			}
			took := make([]time.Duration, 0, 1<<18)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				began := time.Now()
				m, _ = m.Update(msgs[i%len(msgs)])
				if len(m.View()) == 0 {
					b.Fatal("nothing is drawn")
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1000, "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1000, "p99-µs")
		})
	}
}

// BenchmarkMemory reports what the program holds when the whole course has been played and no lesson was left: each lies
// on top of the one before, with all its calls. The budget is 64 MiB.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		env, _, _ := testEnv()
		env.StateDir = b.TempDir()
		s, _, err := env.school(screen.Env{Theme: theme.Plain()})
		if err != nil {
			b.Fatal(err)
		}
		c, err := s.course()
		if err != nil {
			b.Fatal(err)
		}
		m := tuitest.Start(b, tui.New(s.look, s.home()), 200, 60)
		for _, l := range c.Lessons {
			open, err := s.lesson(l.ID, l.Pages[len(l.Pages)-1].ID) // everything before is played as proposed
			if err != nil {
				b.Fatal(err)
			}
			m = into(b, tuitest.Send(b, m, tea.Msg(screen.Push{Screen: open})), fmt.Sprintf("Page %d of %d", len(l.Pages), len(l.Pages)))
		}
		runtime.GC()
		var after runtime.MemStats
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapInuse)/(1<<20), "heap-MiB")
		b.ReportMetric(float64(after.Sys)/(1<<20), "system-MiB")
		runtime.KeepAlive(m)
	}
}

// BenchmarkBuild is `go build` when nothing has changed but the program has to be linked again.
func BenchmarkBuild(b *testing.B) {
	built(b, "poolschool") // warms the cache
	path := filepath.Join(b.TempDir(), "program")
	for b.Loop() {
		if out, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, "poolschool").CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
}
