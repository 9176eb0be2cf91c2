package tui

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/prose"
	"poolschool/tui/component/sequence"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// lesson is laid out as the lesson screen is: prose on the left, the diagram on the right.
type lesson struct {
	theme    theme.Theme
	width    int
	text     pane.Model
	diagram  sequence.Model
	edges    [2]string
	vertical string
}

func (l lesson) Init() tea.Cmd { return nil }

func (l lesson) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	if press, ok := msg.(tea.KeyMsg); ok && strings.HasPrefix(press.String(), "pg") {
		l.text, _ = l.text.Update(msg)
		return l, nil
	}
	l.diagram, _ = l.diagram.Update(msg)
	return l, nil
}

func (l lesson) View() string {
	body := layout.Columns(l.vertical, l.text.Lines(), l.diagram.Lines())
	return layout.Stack(l.edges[:1], body, l.edges[1:])
}

func (l lesson) SetSize(width, height int) screen.Screen {
	l.width = width
	l.text.SetSize(width/2, height-2)
	l.diagram.SetSize(width-width/2-1, height-2)
	l.edges = [2]string{layout.Header(l.theme, l.Title(), width), layout.Footer(l.theme, l.Keys(), "", width)}
	l.vertical = l.theme.Border.Render("│")
	return l
}

func (l lesson) Title() string { return "Photo upload" }

func (l lesson) Keys() []key.Binding {
	return []key.Binding{key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "run"))}
}

func newLesson(tb testing.TB) lesson {
	tb.Helper()
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	dark, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		tb.Fatal(err)
	}
	paragraph := "S3 has **never heard** of your `user pool`. It understands one thing: requests signed with AWS credentials.\n\n"
	text, err := prose.Render(strings.Repeat(paragraph, 60), nil, 98, dark)
	if err != nil {
		tb.Fatal(err)
	}
	l := lesson{theme: dark, text: pane.New(pane.NewStyles(dark)), diagram: sequence.New(sequence.NewStyles(dark))}
	l.text.SetLines(text.Paint(nil))
	var calls []sequence.Message
	for i := range 40 {
		calls = append(calls, sequence.Message{ID: i + 1, From: "app", To: "users", Label: fmt.Sprintf("InitiateAuth %d", i), Answer: "3 tokens", OK: i%3 > 0})
	}
	l.diagram.SetPlan([]sequence.Lifeline{
		{ID: "app", Name: "App"}, {ID: "users", Name: "User pool", Side: theme.UserPool}, {ID: "ident", Name: "Identity pool", Side: theme.IdentityPool},
	}, calls)
	l.diagram.SetMessages(calls)
	return l
}

func TestALessonsFrameFits(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
		m := tuitest.Start(t, New(screen.Env{Theme: theme.Plain()}, newLesson(t)), size[0], size[1])
		l := m.(App).top().(lesson)
		tuitest.Frame(t, l.View(), size[0], size[1]) // before App holds it to its size
	}
}

// BenchmarkKey is a key in a lesson of 200x60, from Update to the frame: the text scrolls, or the mark in the diagram
// moves. The budget is 200 µs at the median, 1 ms for 99 of 100 on a quiet machine.
func BenchmarkKey(b *testing.B) {
	for _, bench := range []struct{ name, there, back string }{{"scroll", "pgdown", "pgup"}, {"select", "up", "down"}} {
		b.Run(bench.name, func(b *testing.B) {
			m := tuitest.Start(b, New(screen.Env{Theme: theme.Plain()}, newLesson(b)), 200, 60)
			there, back := tuitest.Key(b, bench.there), tuitest.Key(b, bench.back)
			took := make([]time.Duration, 0, 1<<18)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				msg := there
				if i%2 == 1 {
					msg = back
				}
				start := time.Now()
				m, _ = m.Update(msg)
				_ = m.View()
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
