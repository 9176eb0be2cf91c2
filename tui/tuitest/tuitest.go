// Package tuitest drives models without a terminal and without waiting: it hands keys to Update, runs the commands that
// come back, hands their messages to Update, and goes on until nothing is left. A key costs microseconds.
package tuitest

import (
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// Model is whatever Update can be called on: a tea.Model, a screen.Screen, or a component whose Update returns its own
// type.
type Model[M any] interface {
	Update(tea.Msg) (M, tea.Cmd)
}

// most is how many messages one call may lead to. A model that needs more feeds itself.
const most = 10_000

// Start runs Init, if the model has one, and sets the size.
func Start[M Model[M]](t testing.TB, m M, width, height int) M {
	t.Helper()
	if starter, ok := any(m).(interface{ Init() tea.Cmd }); ok {
		m = Run(t, m, starter.Init())
	}
	return Resize(t, m, width, height)
}

// Resize tells the model the terminal's size: a screen by SetSize, as the program does, anything else by the message.
func Resize[M Model[M]](t testing.TB, m M, width, height int) M {
	t.Helper()
	if screen, ok := any(m).(interface{ SetSize(width, height int) M }); ok {
		return screen.SetSize(width, height)
	}
	return Send(t, m, tea.WindowSizeMsg{Width: width, Height: height})
}

// Press presses keys, named as Bubble Tea names them: "enter", "ctrl+p", "shift+tab", "left", "a", "alt+a", "space".
func Press[M Model[M]](t testing.TB, m M, keys ...string) M {
	t.Helper()
	for _, name := range keys {
		m = Send(t, m, Key(t, name))
	}
	return m
}

// Type types text, a key for each rune.
func Type[M Model[M]](t testing.TB, m M, text string) M {
	t.Helper()
	for _, r := range text {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			msg.Type = tea.KeySpace
		}
		m = Send(t, m, msg)
	}
	return m
}

// Click presses and releases the left button on a cell, counted from 0.
func Click[M Model[M]](t testing.TB, m M, x, y int) M {
	t.Helper()
	for _, action := range []tea.MouseAction{tea.MouseActionPress, tea.MouseActionRelease} {
		m = Send(t, m, tea.Msg(tea.MouseMsg{X: x, Y: y, Action: action, Button: tea.MouseButtonLeft}))
	}
	return m
}

// Send hands the model messages and settles what follows.
func Send[M Model[M]](t testing.TB, m M, msgs ...tea.Msg) M {
	t.Helper()
	for _, msg := range msgs {
		var cmd tea.Cmd
		m, cmd = m.Update(msg)
		m = Run(t, m, cmd)
	}
	return m
}

// Run runs a command and all that follows from it, in turn: batches and sequences first to last. Commands that wait
// for time to pass (tea.Tick, tea.Every, a blinking cursor) are left out. A quit ends it.
func Run[M Model[M]](t testing.TB, m M, cmd tea.Cmd) M {
	t.Helper()
	queue := []tea.Cmd{cmd}
	for n := 0; len(queue) > 0; n++ {
		if n > most {
			t.Fatalf("the model never settles: %d messages and still %s", n, name(queue[0]))
		}
		cmd, queue = queue[0], queue[1:]
		if cmd == nil || waits(cmd) {
			continue
		}
		msg := cmd()
		if several, ok := commands(msg); ok {
			queue = append(several, queue...)
			continue
		}
		if _, quit := msg.(tea.QuitMsg); quit {
			return m
		}
		if msg != nil {
			m, cmd = m.Update(msg)
			queue = append(queue, cmd)
		}
	}
	return m
}

// Quits says whether a command, or one of its batch, ends the program.
func Quits(cmd tea.Cmd) bool {
	if cmd == nil || waits(cmd) {
		return false
	}
	msg := cmd()
	several, ok := commands(msg)
	if !ok {
		_, quit := msg.(tea.QuitMsg)
		return quit
	}
	return slices.ContainsFunc(several, Quits)
}

// commands unpacks a batch or a sequence. The type of a sequence is unexported, but its kind is not.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	several := make([]tea.Cmd, v.Len())
	for i := range several {
		several[i] = v.Index(i).Interface().(tea.Cmd)
	}
	return several, true
}

// waiting matches the functions inside which Bubble Tea's and the bubbles' timers wait.
var waiting = regexp.MustCompile(`(\b|\.)(Tick|Every|BlinkCmd)\.func\d+$`)

func waits(cmd tea.Cmd) bool { return waiting.MatchString(name(cmd)) }

func name(cmd tea.Cmd) string {
	if cmd == nil {
		return "nothing"
	}
	return runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
}

// Frame fails the test unless a drawing is exactly width x height cells.
func Frame(t testing.TB, view string, width, height int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		t.Errorf("got %d lines, want %d", len(lines), height)
	}
	for i, line := range lines {
		if got := ansi.StringWidth(line); got != width {
			t.Errorf("line %d: got %d cells, want %d: %q", i+1, got, width, ansi.Strip(line))
		}
	}
}

// Text is a drawing as a golden file holds it: without colours and without blanks at the ends of lines.
func Text(view string) string {
	lines := strings.Split(ansi.Strip(view), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Key is the message for a key's name.
func Key(t testing.TB, name string) tea.KeyMsg {
	t.Helper()
	msg := tea.KeyMsg{}
	rest, alt := strings.CutPrefix(name, "alt+")
	msg.Alt = alt
	if rest == "space" || rest == " " {
		msg.Type, msg.Runes = tea.KeySpace, []rune{' '}
		return msg
	}
	if utf8.RuneCountInString(rest) == 1 {
		r, _ := utf8.DecodeRuneInString(rest)
		msg.Type, msg.Runes = tea.KeyRunes, []rune{r}
		return msg
	}
	for kind := tea.KeyType(-100); kind < 128; kind++ { // the range that Bubble Tea's own table uses
		if kind != tea.KeyRunes && (tea.Key{Type: kind}).String() == rest {
			msg.Type = kind
			return msg
		}
	}
	t.Fatalf("no key is called %q", name)
	return msg
}
