package screen

import (
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/spinner"

	"poolschool/tui/tuitest"
)

// opens is the sketch while its session takes a while to open.
func opens(t *testing.T, still bool, made int) Lesson {
	t.Helper()
	m := sketch(t)
	m.env.Still = still
	m.deps.Keys = func() (int, int) { return made, 6 }
	return m
}

func TestWhatIsSaidWhileALessonOpens(t *testing.T) {
	for _, tt := range []struct {
		name  string
		still bool
		made  int // keys
		steps [2]int
		want  string
	}{
		{"it turns", false, 6, [2]int{}, "Opening the account |"},
		{"it stands still without motion", true, 6, [2]int{}, "Opening the account …"},
		{"keys are being made", false, 2, [2]int{}, "Making RSA keys ▮▮▮▮▯▯▯▯▯▯▯▯ 2 of 6"},
		{"steps are played", false, 6, [2]int{9, 12}, "Playing the steps before ▮▮▮▮▮▮▮▮▮▯▯▯ 9 of 12"},
		{"steps wait for keys", true, 3, [2]int{0, 12}, "Making RSA keys ▮▮▮▮▮▮▯▯▯▯▯▯ 3 of 6"},
	} {
		m := opens(t, tt.still, tt.made)
		m.busy.tally.set(tt.steps[0], tt.steps[1])
		s, next := m.Update(slowMsg{from: from{m.self}, gen: m.gen})
		if view := tuitest.Text(s.View()); !strings.Contains(view, tt.want) || next == nil {
			t.Errorf("%s: want %q and a next look, got %v and:\n%s", tt.name, tt.want, next != nil, view)
		}
	}
}

func TestTheSpinnerShowsHowFarItHasCome(t *testing.T) {
	m := opens(t, false, 6)
	s, begin := m.Update(slowMsg{from: from{m.self}, gen: m.gen})
	m.busy.tally.set(1, 2)
	s, next := s.Update(begin().(spinner.TickMsg))
	if view := s.View(); !strings.Contains(view, "1 of 2") || next == nil {
		t.Errorf("want 1 of 2 and a next tick, got %v and:\n%s", next != nil, view)
	}
}

func TestAnEarlierSpinnerTurnsNothing(t *testing.T) {
	m := opens(t, false, 6)
	s, begin := m.Update(slowMsg{from: from{m.self}, gen: m.gen})
	tick := begin()
	late := s.(Lesson)
	late.start(lessonBusy{what: rewinding})
	before := late.View()
	after, next := late.Update(tick)
	if after.View() != before || next != nil {
		t.Error("the tick of work that is over is answered")
	}
}
