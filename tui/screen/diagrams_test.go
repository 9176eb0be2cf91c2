package screen_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/assets"
	"poolschool/lessons/diagram"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// pictures are the course's pictures for a learner who has been to some pages.
func pictures(t testing.TB) screen.DiagramsDeps {
	t.Helper()
	all, err := diagram.Load(assets.Diagrams())
	if err != nil {
		t.Fatal(err)
	}
	deps := screen.DiagramsDeps{Leads: true, Last: "Which pool do I need?", Go: screen.Say("the flowchart")}
	for _, id := range []string{"identity-sources", "photo-upload"} {
		seen := func(_, page string) bool { return page == "guest" || page == "google" || page == "sign-in" }
		deps.Shown = append(deps.Shown, screen.ShownDiagram{Diagram: all[id], Lit: all[id].Seen(seen)})
	}
	return deps
}

func pictured(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewDiagrams(screen.Env{Theme: theme.Plain()}, pictures(t))
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

func TestDiagramsFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"sources": nil, "a part of it": {"down"}, "upload": {"right"}, "the flowchart": {"left"},
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return pictured(t, width, height, keys...) })
	}
}

func TestDiagramsFillEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"right", "down"}, {"left"}, {"up", "pgdown", "down", "down", "down", "down", "down", "down", "down", "down", "down"}} {
		everySize(t, pictured(t, 80, 24, keys...))
	}
}

func TestAPartLeadsToItsPage(t *testing.T) {
	for _, tt := range []struct {
		keys   []string
		lesson string
	}{{nil, "many-doors"}, {[]string{"right"}, "photo-upload"}, {[]string{"right", "right", "right"}, "many-doors"}} {
		_, cmd := pictured(t, 60, 16, tt.keys...).Update(tuitest.Key(t, "enter"))
		if got := opened(cmd); got != tt.lesson {
			t.Errorf("%v: opens %q, want %q", tt.keys, got, tt.lesson)
		}
	}
	_, cmd := pictured(t, 60, 16, "left").Update(tuitest.Key(t, "enter"))
	if toast, ok := cmd().(screen.Toast); !ok || toast.Text != "the flowchart" {
		t.Error("the last picture does not open the flowchart")
	}
}

func TestDiagramsByMouse(t *testing.T) {
	s := pictured(t, 80, 24)
	x, y := find(t, s, "a user pool")
	click := tea.MouseMsg{X: x, Y: y + 1, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
	s, cmd := s.Update(click)
	if cmd != nil {
		t.Error("the first click opens a page")
	}
	shows(t, s, "▸ ✓ Google")
	if _, cmd = s.Update(click); opened(cmd) != "many-doors" {
		t.Error("the second click opens nothing")
	}
}

// TestTheLessonLightsItsPicture presses d before and after a call of the lesson.
func TestTheLessonLightsItsPicture(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	deps := room.deps(t, "many-doors")
	all, err := diagram.Load(assets.Diagrams())
	if err != nil {
		t.Fatal(err)
	}
	deps.Diagram = all[deps.Lesson.Diagram]
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 80, 24)
	lit := func(s screen.Screen) screen.Screen {
		_, cmd := s.Update(tuitest.Key(t, "d"))
		return cmd().(screen.Push).Screen.SetSize(80, 24)
	}
	shows(t, lit(s), "· guest, no login", "0/9")
	s = tuitest.Press(t, s, "enter", "enter", "enter", "enter")
	shows(t, lit(s), "✓ guest, no login", "· Google")
	deps.Diagram = nil
	s = tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 80, 24)
	if _, cmd := s.Update(tuitest.Key(t, "d")); cmd != nil {
		t.Error("a lesson without a picture shows one")
	}
}

func BenchmarkDiagramsKey(b *testing.B) {
	s := pictured(b, 200, 60)
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
