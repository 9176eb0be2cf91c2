package screen_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/assets"
	"poolschool/lessons/progress"
	"poolschool/lessons/review"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// box is a learner who answered the questions of the course some days ago, every third one wrong.
type box struct {
	deck   *review.Deck
	events []progress.Event
	now    time.Time
	err    error // of saving
}

func newBox(t testing.TB, answered int) *box {
	t.Helper()
	deck, err := review.NewDeck(newClassroom(t, "../../lessons/course").course)
	if err != nil {
		t.Fatal(err)
	}
	b := &box{deck: deck, now: lessonHour}
	for i, c := range deck.Cards[:answered] {
		choice := c.Question.Right()
		if i%3 == 0 {
			choice = (choice + 1) % len(c.Question.Choices)
		}
		e, _ := c.Answered(choice)
		e.At = lessonHour.AddDate(0, 0, -2)
		b.events = append(b.events, e)
	}
	return b
}

func (b *box) deps() screen.ReviewDeps {
	return screen.ReviewDeps{
		Lay: func() (review.Table, time.Time, error) { return b.deck.Lay(b.events), b.now, nil },
		Save: func(events ...progress.Event) func() error {
			for _, e := range events {
				e.At = b.now
				b.events = append(b.events, e)
			}
			return func() error { return b.err }
		},
		Most: 4,
	}
}

func (b *box) open(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewReview(screen.Env{Theme: theme.Plain()}, b.deps())
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

func TestReviewFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"a question": {"down"}, "right": {"1"}, "wrong": {"2"}, "results": {"1", "enter", "1", "enter", "1", "enter", "1", "enter"},
		"all skipped": {"s", "s", "s", "s"},
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen {
			return newBox(t, 12).open(t, width, height, keys...)
		})
	}
}

func TestReviewFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"enter"}, {"s", "s", "s", "s"}} {
		everySize(t, newBox(t, 12).open(t, 80, 24, keys...))
	}
	everySize(t, newBox(t, 0).open(t, 80, 24))
}

func TestReviewAsksWhatIsDueAndKeepsTheAnswers(t *testing.T) {
	b := newBox(t, 15)
	before := len(b.events)
	s := b.open(t, 80, 24)
	shows(t, s, "Question 1 of 4", "▸ 1 ", "enter answer")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "You said", "enter next question")
	if got := len(b.events) - before; got != 1 {
		t.Fatalf("%d answers are kept, want 1", got)
	}
	shows(t, tuitest.Press(t, s, "2", "enter"), "Question 2 of 4") // a number answers nothing twice
	s = tuitest.Press(t, s, "enter", "s", "s", "s")
	shows(t, s, "of 1 right.", "Right, by idea")
	if got := len(b.events) - before; got != 1 {
		t.Errorf("%d answers are kept after skipping, want 1", got)
	}
}

func TestReviewEndsWhenNothingIsDue(t *testing.T) {
	b := newBox(t, 0)
	shows(t, b.open(t, 80, 24, "enter", "1", "s", "p"), "Nothing is due. Questions come back")
	b = newBox(t, 6)
	b.now = lessonHour.AddDate(0, 0, -2)
	shows(t, b.open(t, 80, 24), "The next question comes tomorrow.", "Right, by idea")
	b.now = lessonHour.AddDate(0, 0, 30)
	shows(t, b.open(t, 80, 24, "s", "s", "s", "s"), "more have come due", "enter more questions")
	shows(t, b.open(t, 80, 24, "s", "s", "s", "s", "enter"), "Question 1 of 4")
}

func TestReviewShowsThePageOfACard(t *testing.T) {
	b := newBox(t, 12)
	_, cmd := b.open(t, 80, 24, "1").Update(tuitest.Key(t, "p"))
	if opened(cmd) == "" {
		t.Error("p leads to no lesson")
	}
	if _, cmd = b.open(t, 80, 24).Update(tuitest.Key(t, "p")); cmd != nil {
		t.Error("p tells the answer before it is given")
	}
}

func TestReviewSaysWhatIsNotSaved(t *testing.T) {
	b := newBox(t, 12)
	b.err = errors.New("disk full")
	_, cmd := b.open(t, 80, 24).Update(tuitest.Key(t, "enter"))
	if toast, ok := cmd().(screen.Toast); !ok || !strings.Contains(toast.Text, "disk full") {
		t.Errorf("got %v", toast)
	}
}

func TestReviewByMouse(t *testing.T) {
	b := newBox(t, 12)
	s := b.open(t, 80, 24)
	x, y := find(t, s, "  2 ")
	s = tuitest.Click(t, s, x, y)
	shows(t, s, "▸ 2 ")
	hides(t, s, "You said")
	s, cmd := s.Update(tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
	shows(t, tuitest.Run(t, s, cmd), "You said")
	shows(t, tuitest.Click(t, b.open(t, 80, 24), 3, 23), "▸ 1 ")
}

func TestReadingFrames(t *testing.T) {
	text, err := fs.ReadFile(assets.Outside(), "outside.md")
	if err != nil {
		t.Fatal(err)
	}
	frames(t, "outside", func(t *testing.T, width, height int) screen.Screen {
		return tuitest.Start(t, screen.NewReading(screen.Env{Theme: theme.Plain()}, "Outside this course", string(text), nil), width, height)
	})

}

func BenchmarkReviewKey(b *testing.B) {
	s := newBox(b, 12).open(b, 200, 60)
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
