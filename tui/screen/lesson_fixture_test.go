package screen_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/cryptotest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// lessonHour is when every lesson of these tests begins.
var lessonHour = time.Date(2026, 3, 2, 10, 4, 12, 0, time.UTC)

// classroom plays lessons on the real account, with keys, chance and clock that are the same in every run.
type classroom struct {
	course *lessons.Course
	keys   *keyring.Ring
	opened int               // sessions
	events []progress.Event  // what was saved
	files  map[string]string // the learner's own
}

// newClassroom loads a folder of lessons.
func newClassroom(t testing.TB, folder string) *classroom {
	t.Helper()
	c := &classroom{keys: &keyring.Ring{}, files: map[string]string{}}
	if t, ok := t.(*testing.T); ok {
		cryptotest.SetGlobalRandom(t, 7)
	}
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a, Keys: c.keys}) }
	var err error
	c.course, err = lessons.LoadCourse(lessons.Sources{Lessons: os.DirFS(folder), Accounts: os.DirFS("../../lessons/accounts")}, know)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// everyKind is a classroom with the lesson that has a step of each kind.
func everyKind(t testing.TB) *classroom {
	t.Helper()
	return newClassroom(t, "testdata/lesson")
}

func (c *classroom) session(l *lessons.Lesson) (*lessons.Session, error) {
	c.opened++
	a, ok := c.course.Account(l.Account)
	if !ok {
		return nil, fs.ErrNotExist
	}
	return lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, Seed: [32]byte{1}, Now: lessonHour,
		Files: map[string][]byte{"cat.jpg": []byte("a cat")},
		Open: func(path string) (io.ReadCloser, error) {
			text, ok := c.files[path]
			if !ok {
				return nil, errors.New("no such file")
			}
			return io.NopCloser(strings.NewReader(text)), nil
		},
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Account: s.Account, Clock: s.Clock, Chance: s.Chance, Keys: c.keys})
		},
	})
}

// deps are those of a lesson by its id.
func (c *classroom) deps(t testing.TB, id string) screen.LessonDeps {
	t.Helper()
	l, ok := c.course.Find(id)
	if !ok {
		t.Fatalf("no lesson %s", id)
	}
	return screen.LessonDeps{
		Lesson: l, Next: c.course.Next(l, func(string) bool { return false }),
		Open: func() (*lessons.Session, error) { return c.session(l) },
		Save: func(events ...progress.Event) func() error {
			c.events = append(c.events, events...)
			return func() error { return nil }
		},
	}
}

// lesson opens a lesson and presses keys.
func (c *classroom) lesson(t testing.TB, id string, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewLesson(screen.Env{Theme: theme.Plain()}, c.deps(t, id))
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

// shows fails the test unless the screen holds all texts, each within a line.
func shows(t *testing.T, s screen.Screen, texts ...string) {
	t.Helper()
	view := tuitest.Text(s.View())
	for _, text := range texts {
		if !strings.Contains(view, text) {
			t.Errorf("the screen does not show %q:\n%s", text, view)
		}
	}
}

func hides(t *testing.T, s screen.Screen, texts ...string) {
	t.Helper()
	view := tuitest.Text(s.View())
	for _, text := range texts {
		if strings.Contains(view, text) {
			t.Errorf("the screen shows %q:\n%s", text, view)
		}
	}
}

// pressOnce hands a key to the screen and returns its command without running it.
func pressOnce(t *testing.T, s screen.Screen, name string) (screen.Screen, tea.Cmd) {
	t.Helper()
	return s.Update(tuitest.Key(t, name))
}

// large is a file of n bytes.
func large(n int) string { return string(bytes.Repeat([]byte("x"), n)) }
