package command

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

var (
	monkeyEvents = flag.Int("monkey", 5000, "how many events TestMonkey sends")
	monkeySeed   = flag.Uint64("monkey.seed", 1, "what the luck of TestMonkey begins with")
)

// walk is how many events the monkey sends before it begins at another screen. A failure is found within one walk, so
// it can be told in few events.
const walk = 250

// TestMonkey sends random keys, mouse events, pastes and sizes to the whole program, beginning at every screen in turn.
// No panic, every frame exactly the size of the terminal, esc always leads home, and no goroutine stays behind.
func TestMonkey(t *testing.T) {
	z := newZoo(t)
	for n := range (*monkeyEvents + walk - 1) / walk {
		events := wander(rand.New(rand.NewPCG(*monkeySeed, uint64(n))), min(walk, *monkeyEvents-n*walk))
		at, failure := z.play(n, events)
		if failure == "" {
			continue
		}
		events = z.shortest(n, events[:min(at+1, len(events))])
		_, failure = z.play(n, events)
		var told strings.Builder
		for _, e := range events {
			fmt.Fprintf(&told, "\t%s\n", e)
		}
		t.Fatalf("seed %d, walk %d, from %s, after these events:\n%s%s", *monkeySeed, n, z.start(n), told.String(), failure)
	}
}

// event is what happens to the program. The commands of a late event are run after the next one that is not: the
// learner presses keys while something is still being done.
type event struct {
	msg  tea.Msg
	late bool
}

// String is how a person would say it.
func (e event) String() string {
	s := ""
	switch msg := e.msg.(type) {
	case tea.KeyMsg:
		s = fmt.Sprintf("key %q", msg.String())
		if msg.Paste {
			s = fmt.Sprintf("paste %q", string(msg.Runes))
		}
	case tea.MouseMsg:
		s = fmt.Sprintf("mouse %s at %d,%d", msg, msg.X, msg.Y)
	case tea.WindowSizeMsg:
		s = fmt.Sprintf("size %dx%d", msg.Width, msg.Height)
	}
	if e.late {
		s += ", and what it starts takes a while"
	}
	return s
}

// wander is a walk of random events.
func wander(r *rand.Rand, length int) []event {
	width, height := 80, 24
	events := make([]event, length)
	for i := range events {
		var msg tea.Msg
		switch n := r.IntN(100); {
		case n < 78:
			msg = someKey(r)
		case n < 90:
			msg = someMouse(r, width, height)
		case n < 94:
			msg = tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune(pick(r, pastes()))}
		default:
			width, height = someSize(r)
			msg = tea.WindowSizeMsg{Width: width, Height: height}
		}
		events[i] = event{msg, r.IntN(5) == 0}
	}
	return events
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// someKey is mostly one that does something somewhere.
func someKey(r *rand.Rand) tea.KeyMsg {
	often := []string{"enter", "enter", "enter", "enter", "down", "down", "up", "tab", "right", "left", "space"}
	rarely := []string{
		"esc", "shift+tab", "pgup", "pgdown", "home", "end", "backspace", "delete", "f1", "ctrl+r", "ctrl+p", "ctrl+n", "ctrl+a",
		"ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "alt+b", "alt+f", "ctrl+left", "shift+up", "shift+down", "ctrl+home", "ctrl+end", "ctrl+c",
	}
	letters := []rune("abcdefghijklmnopqrstuvwxyzCFGJKRTUX0123456789?/,.[]<>:+-é世\u0301🙂◆\u202e\x00\uffff")
	name := ""
	switch n := r.IntN(10); {
	case n < 5:
		name = pick(r, often)
	case n < 7:
		name = pick(r, rarely)
	default:
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{pick(r, letters)}}
	}
	return tuitest.Key(picky{}, name)
}

func someMouse(r *rand.Rand, width, height int) tea.MouseMsg {
	buttons := []tea.MouseButton{tea.MouseButtonLeft, tea.MouseButtonLeft, tea.MouseButtonRight, tea.MouseButtonWheelUp, tea.MouseButtonWheelDown, tea.MouseButtonWheelLeft, tea.MouseButtonNone}
	actions := []tea.MouseAction{tea.MouseActionPress, tea.MouseActionPress, tea.MouseActionRelease, tea.MouseActionMotion}
	return tea.MouseMsg{X: r.IntN(width + 3), Y: r.IntN(height + 3), Button: pick(r, buttons), Action: pick(r, actions)}
}

// someSize is one that people have, or any, down to a single cell.
func someSize(r *rand.Rand) (int, int) {
	if r.IntN(3) == 0 {
		return 1 + r.IntN(220), 1 + r.IntN(70)
	}
	size := pick(r, [][2]int{{60, 16}, {80, 24}, {100, 30}, {110, 30}, {120, 40}, {200, 60}, {59, 40}, {200, 15}})
	return size[0], size[1]
}

func pastes() []string {
	return []string{
		"ana", "Sunny-Day-7", "世界 e\u0301 👩‍👩‍👧", "line one\nline two\r\n\ttab", "\x1b[31mred\x1b[0m\x1b]0;title\a", "{\"Limit\": 3}", "{{idToken}}",
		strings.Repeat("long ", 400), "\x00\x07\x7f\u202e", " ", "uploads/../../secret", "2147483648999",
	}
}

// zoo holds what all walks share.
type zoo struct {
	tb    testing.TB
	env   Env
	whole *lessons.Course
	base  int // goroutines before the first walk
}

func newZoo(t *testing.T) *zoo {
	t.Helper()
	env, _, _ := testEnv()
	env.Open = func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist } // no file of this machine
	env.StateDir = t.TempDir()
	whole, err := env.course()
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.Fill(); err != nil {
		t.Fatal(err)
	}
	return &zoo{tb: t, env: env, whole: whole, base: runtime.NumGoroutine()}
}

// presenter is the place of a walk in front of a class.
const presenter = "the presenter"

// start says where walk n begins.
func (z *zoo) start(n int) string {
	places := []string{"home", "the welcome", "the search", "the notes", presenter}
	for _, e := range (&school{}).entries() {
		places = append(places, e.Title)
	}
	if n %= len(places) + len(z.whole.Lessons); n < len(places) {
		return places[n]
	}
	return z.whole.Lessons[n-len(places)].ID
}

// open is the program at the beginning of walk n. home is set by a frame that the home screen drew.
func (z *zoo) open(n int) (model tea.Model, home *bool, err error) {
	s, _, err := z.env.school(screen.Env{Theme: theme.Plain(), Copy: func(string) (string, error) { return "", nil }})
	if err != nil {
		return nil, nil, err
	}
	s.lectern = nil // no sockets, which outlive a walk
	s.notebook = &notebook{now: z.env.Now, store: &progress.Memory{}}
	s.course = func() (*lessons.Course, error) { return z.whole, nil }
	home = new(bool)
	stack := []screen.Screen{watched{s.home(), home}}
	var above screen.Screen
	switch name := z.start(n); name {
	case "home":
	case "the welcome":
		above = screen.NewWelcome(s.look, firstLesson)
	case "the search":
		above, err = s.search("token")
	case "the notes":
		above = notesOf(z.whole, screen.Presented{Lesson: firstLesson, Page: 1})
	case presenter:
		above, err = s.lesson(firstLesson, "") // and play begins to present
	default:
		above, err = s.entryOrLesson(name)
	}
	if err != nil {
		return nil, nil, err
	}
	if above != nil {
		stack = append(stack, above)
	}
	return tui.New(s.look, stack[0], stack[1:]...), home, nil
}

// notesOf are notes to one place, at which the presenter stays.
func notesOf(c *lessons.Course, place screen.Presented) screen.Screen {
	return screen.NewNotes(screen.Env{Theme: theme.Plain()}, screen.NotesDeps{
		Next: func() screen.Presented { return place },
		Now:  func() time.Time { return time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC) },
		Lesson: func(id string) (*lessons.Lesson, error) {
			l, _ := c.Find(id)
			return l, nil
		},
	})
}

// entryOrLesson opens a row of the map.
func (s *school) entryOrLesson(name string) (screen.Screen, error) {
	for _, e := range s.entries() {
		if e.Title == name {
			return e.Open()
		}
	}
	return s.lesson(name, "")
}

// watched is the home screen, which tells when it is drawn.
type watched struct {
	screen.Screen
	drawn *bool
}

func (w watched) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	s, cmd := w.Screen.Update(msg)
	return watched{s, w.drawn}, cmd
}

func (w watched) SetSize(width, height int) screen.Screen {
	return watched{w.Screen.SetSize(width, height), w.drawn}
}

// Typing hands on, as all that App may ask a screen.
func (w watched) Typing() bool {
	typist, ok := w.Screen.(screen.Typist)
	return ok && typist.Typing()
}

func (w watched) View() string {
	*w.drawn = true
	return w.Screen.View()
}

// picky turns what would fail a test into a panic, which play reports. A walk that fails is played again many times.
type picky struct{ testing.TB }

func (picky) Helper() {}

func (picky) Errorf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

func (picky) Fatalf(format string, args ...any) { panic(broken(fmt.Sprintf(format, args...))) }

// broken is a rule that does not hold.
type broken string

// play sends events and returns the first failure, and the event after which it showed.
func (z *zoo) play(n int, events []event) (at int, failure string) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case broken:
			failure = string(r)
		default:
			failure = fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	model, home, err := z.open(n)
	if err != nil {
		return 0, err.Error()
	}
	width, height := 80, 24
	model = tuitest.Start(picky{}, model, width, height)
	if z.start(n) == presenter {
		model = tuitest.Press(picky{}, model, "esc", "p")
	}
	var late []tea.Cmd
	for i, e := range events {
		at = i
		if size, ok := e.msg.(tea.WindowSizeMsg); ok {
			width, height = size.Width, size.Height
		}
		var cmd tea.Cmd
		model, cmd = model.Update(e.msg)
		late = append(late, cmd)
		if !e.late {
			for _, cmd := range late {
				model = tuitest.Run(picky{}, model, cmd)
			}
			late = nil
		}
		tuitest.Frame(picky{}, model.View(), width, height)
		if i%25 == 24 || i == len(events)-1 {
			escape(model, home)
		}
	}
	for _, cmd := range late {
		model = tuitest.Run(picky{}, model, cmd)
	}
	return at, z.leftBehind()
}

// escape leads home from wherever the learner is. It goes its own way: the model is a value, and the walk goes on from
// where it was.
func escape(model tea.Model, home *bool) {
	before := model.View()
	away := tuitest.Resize(picky{}, model, 80, 24)
	const patient = 12
	for range patient {
		away = tuitest.Press(picky{}, away, "esc")
	}
	*home = false
	frame := away.View()
	if !*home {
		panic(broken(fmt.Sprintf("esc does not lead home; after %d it shows\n%s", patient, tuitest.Text(frame))))
	}
	if after := model.View(); after != before {
		panic(broken(fmt.Sprintf("esc on a copy changed the model itself:\n%s\nbefore:\n%s", tuitest.Text(after), tuitest.Text(before))))
	}
}

// leftBehind waits for goroutines that are about to end, and names those that stay.
func (z *zoo) leftBehind() string {
	for range 1000 {
		if runtime.NumGoroutine() <= z.base {
			return ""
		}
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<16)
	return fmt.Sprintf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), z.base, stacks[:runtime.Stack(stacks, true)])
}

// shortest leaves out events, many and then single ones, for as long as the walk still fails.
func (z *zoo) shortest(n int, events []event) []event {
	tries := 400
	for size := max(len(events)/2, 1); size > 0; size /= 2 {
		for i := 0; i+size <= len(events) && tries > 0; {
			fewer := append(append([]event{}, events[:i]...), events[i+size:]...)
			tries--
			if at, failure := z.play(n, fewer); failure != "" {
				events = fewer[:min(at+1, len(fewer))]
			} else {
				i += size
			}
		}
	}
	return events
}
