package command

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// class is a lesson on the screen of the whole program, with its lectern, and the lines that a follower without a terminal writes.
type class struct {
	t       *testing.T
	model   tea.Model
	looks   chan struct{} // one for each time that the follower waits for a presenter; it goes on when one is taken
	lines   *bufio.Scanner
	stop    context.CancelFunc
	stopped chan error
}

func newClass(t *testing.T, id string) *class {
	t.Helper()
	env, _, _ := testEnv()
	env.StateDir = t.TempDir()
	s, _, err := env.school(screen.Env{Theme: theme.Plain()})
	if err != nil {
		t.Fatal(err)
	}
	lesson, err := s.lesson(id, "")
	if err != nil {
		t.Fatal(err)
	}
	c := &class{t: t, looks: make(chan struct{}), stopped: make(chan error, 1)}
	c.model = tuitest.Start(t, tui.New(s.look, s.home(), lesson), 80, 24)
	t.Cleanup(func() {
		if err := s.leave(); err != nil {
			t.Error(err)
		}
	})

	read, write := io.Pipe()
	var ctx context.Context
	ctx, c.stop = context.WithCancel(t.Context())
	c.lines = bufio.NewScanner(read)
	follower := env
	follower.Out = write
	follower.Wait = func(ctx context.Context, _ time.Duration) error {
		select {
		case c.looks <- struct{}{}:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	go func() {
		err := follower.notesPlain(ctx)
		_ = write.Close() // never fails, and ends the lines
		c.stopped <- err
	}()
	t.Cleanup(c.stop)
	return c
}

func (c *class) press(keys ...string) { c.model = tuitest.Press(c.t, c.model, keys...) }

// reads takes as many lines from the follower as are wanted.
func (c *class) reads(want ...string) {
	c.t.Helper()
	for _, w := range want {
		if !c.lines.Scan() {
			c.t.Fatalf("the notes ended, want %q", w)
		}
		if got := c.lines.Text(); !strings.HasPrefix(got, w) || w == "" && got != "" {
			c.t.Fatalf("got %q, want %q", got, w)
		}
	}
}

func TestPlainNotes(t *testing.T) {
	c := newClass(t, "two-pools")
	c.reads("Nobody presents yet.")
	c.press("esc", "p")
	<-c.looks
	c.reads("", "Two pools, two questions · page 1 of 5 · Who are you? · on this page 0:00", "Ask who has used both pools", "After the call", "Next: The token at two doors")
	c.press("pgdown") // another paragraph, and the same notes: nothing is written
	for !strings.Contains(c.model.View(), "Page 2 of 5") {
		c.press("pgdown")
	}
	c.reads("", "Two pools, two questions · page 2 of 5 · The token at two doors", "Let the class vote", "Point at the code", "Next: Trade the token")
	c.press("p")
	c.reads("Nobody presents yet.")
	c.press("p")
	<-c.looks
	c.reads("", "Two pools, two questions · page 2 of 5", "Let the class vote", "Point at the code", "Next: ")
	c.stop()
	if err := <-c.stopped; err != nil {
		t.Errorf("got %v at the end, want nothing", err)
	}
	if c.lines.Scan() {
		t.Errorf("got %q after the end, want nothing", c.lines.Text())
	}
}

// TestAnotherLessonEndsWhatIsPresented opens a lesson over the one that is presented, as the palette does, and goes back.
func TestAnotherLessonEndsWhatIsPresented(t *testing.T) {
	c := newClass(t, "two-pools")
	c.reads("Nobody presents yet.") // before anybody does: from then on the follower waits to be let look again
	c.press("esc", "p")
	<-c.looks
	c.reads("", "Two pools, two questions · page 1 of 5", "Ask who", "After the call", "Next: ")
	c.model = tuitest.Send(t, c.model, screen.OpenLesson{ID: "choose"})
	c.reads("Nobody presents yet.")
	c.press("esc")
	<-c.looks
	c.reads("", "Two pools, two questions · page 1 of 5", "Ask who", "After the call", "Next: ")
}

func TestTheCueSaysWhatThePresenterNeeds(t *testing.T) {
	env, _, _ := testEnv()
	course, err := env.course()
	if err != nil {
		t.Fatal(err)
	}
	l, _ := course.Find("two-pools")
	for _, tt := range []struct {
		name  string
		place screen.Presented
		want  string
	}{
		{"the last page", screen.Presented{Lesson: "two-pools", Page: len(l.Pages) - 1}, screen.LastPage},
		{"a page that is not there", screen.Presented{Lesson: "two-pools", Page: 99}, "the class sees the lesson two-pools, which is not in this course"},
		{"nor this one", screen.Presented{Lesson: "two-pools", Page: -1}, "which is not in this course"},
	} {
		var out strings.Builder
		if err := cueAt(l, nil, tt.place).write(&out, 0); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), tt.want) {
			t.Errorf("%s: got %q, want %q in it", tt.name, out.String(), tt.want)
		}
	}
}
