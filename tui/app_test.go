package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// page is a screen that remembers what reached it.
type page struct {
	name          string
	width, height int
	seen          []string
	asked         func() tea.Msg // the command of the key "a"
}

type answerMsg struct{ text string }

func (p page) Init() tea.Cmd { return nil }

func (p page) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "a":
			return p, p.asked
		case "o":
			return p, screen.Open(page{name: p.name + "+"})
		case "r":
			return p, screen.Swap(page{name: "replaced"})
		case "h":
			return p, screen.Home()
		case "t":
			return p, screen.Say("copied\x1b[2J")
		case "esc":
			return p, screen.Back()
		case "p":
			panic("out of range")
		}
		p.seen = append(p.seen[:len(p.seen):len(p.seen)], msg.String())
	case tea.MouseMsg:
		p.seen = append(p.seen[:len(p.seen):len(p.seen)], "mouse")
	case answerMsg:
		p.seen = append(p.seen[:len(p.seen):len(p.seen)], msg.text)
	case screen.Shown:
		p.seen = append(p.seen[:len(p.seen):len(p.seen)], "shown")
	case screen.Themed:
		p.seen = append(p.seen[:len(p.seen):len(p.seen)], msg.Theme.Name())
	}
	return p, nil
}

func (p page) View() string {
	return fmt.Sprintf("%s %dx%d %s", p.name, p.width, p.height, strings.Join(p.seen, ","))
}

func (p page) SetSize(w, h int) screen.Screen { p.width, p.height = w, h; return p }
func (p page) Title() string                  { return p.name }
func (p page) Keys() []key.Binding            { return nil }

func start(t *testing.T, first page) tea.Model {
	return tuitest.Start(t, New(screen.Env{Theme: theme.Plain()}, first), 80, 24)
}

func firstLine(m tea.Model) string {
	line, _, _ := strings.Cut(m.View(), "\n")
	return strings.TrimRight(line, " ")
}

func TestKeysReachTheTopOnlyAndAnswersReachAll(t *testing.T) {
	m := start(t, page{name: "one"})
	m = tuitest.Press(t, m, "x", "o", "y")
	m = tuitest.Click(t, m, 1, 1)
	m = tuitest.Send(t, m, tea.Msg(answerMsg{"answer"}))
	if got, want := firstLine(m), "one+ 80x24 y,mouse,mouse,answer"; got != want {
		t.Errorf("top: got %q, want %q", got, want)
	}
	m = tuitest.Press(t, m, "esc")
	if got, want := firstLine(m), "one 80x24 x,answer,shown"; got != want {
		t.Errorf("below: got %q, want %q", got, want)
	}
}

func TestOnlyTheTopScreenIsLaidOut(t *testing.T) {
	m := tuitest.Press(t, start(t, page{name: "one"}), "o")
	m = tuitest.Resize(t, m, 100, 40)
	stack := m.(App).stack
	if got, want := stack[0].(page).width, 80; got != want {
		t.Errorf("below: got width %d, want %d", got, want)
	}
	if got, want := stack[1].(page).width, 100; got != want {
		t.Errorf("top: got width %d, want %d", got, want)
	}
	m = tuitest.Press(t, m, "esc")
	if got, want := firstLine(m), "one 100x40 shown"; got != want {
		t.Errorf("on top again: got %q, want %q", got, want)
	}
}

func TestScreensAreReplacedAndTakenAway(t *testing.T) {
	m := start(t, page{name: "one"})
	if got, want := firstLine(tuitest.Press(t, m, "o", "r")), "replaced 80x24"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := firstLine(tuitest.Press(t, m, "o", "o", "o", "h")), "one 80x24 shown"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnOldAppKeepsItsStack(t *testing.T) {
	m := tuitest.Press(t, start(t, page{name: "one"}), "o")
	tuitest.Press(t, m, "esc", "o", "x") // another future of the same app
	if got, want := firstLine(m), "one+ 80x24"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatQuits(t *testing.T) {
	big, small := start(t, page{name: "one"}), tuitest.Resize(t, start(t, page{name: "one"}), 40, 10)
	for _, tt := range []struct {
		name string
		m    tea.Model
		msg  tea.Msg
		want bool
	}{
		{"ctrl+c", big, tuitest.Key(t, "ctrl+c"), true},
		{"the last screen going", big, screen.Pop{}, true},
		{"q is the screen's own key", big, tuitest.Key(t, "q"), false},
		{"q in a small terminal", small, tuitest.Key(t, "q"), true},
		{"ctrl+c in a small terminal", small, tuitest.Key(t, "ctrl+c"), true},
		{"another key in a small terminal", small, tuitest.Key(t, "o"), false},
	} {
		_, cmd := tt.m.Update(tt.msg)
		if got := tuitest.Quits(cmd); got != tt.want {
			t.Errorf("%s: got quit %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestASmallTerminalIsToldBothSizesAndRecovers(t *testing.T) {
	m := start(t, page{name: "one"})
	for _, size := range [][2]int{{59, 24}, {80, 15}, {20, 3}, {1, 1}} {
		m = tuitest.Resize(t, m, size[0], size[1])
		tuitest.Frame(t, m.View(), size[0], size[1])
		sizes := fmt.Sprintf("%d x %d", size[0], size[1])
		if size[0] >= 16 && (!strings.Contains(m.View(), sizes) || !strings.Contains(m.View(), "60 x 16")) {
			t.Errorf("got %q, want both sizes", m.View())
		}
		m = tuitest.Click(t, tuitest.Press(t, m, "x"), 1, 1)
	}
	m = tuitest.Resize(t, m, 60, 16)
	if got, want := firstLine(m), "one 60x16"; got != want {
		t.Errorf("after growing: got %q, want %q", got, want)
	}
}

func TestEveryFrameHasTheTerminalsSize(t *testing.T) {
	m := start(t, page{name: strings.Repeat("wide 漢字\n", 50)})
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 60}} {
		m = tuitest.Resize(t, m, size[0], size[1])
		tuitest.Frame(t, m.View(), size[0], size[1])
		toast := tuitest.Press(t, m, "t")
		tuitest.Frame(t, toast.View(), size[0], size[1])
	}
	if got := New(screen.Env{}, page{}).View(); got != "" {
		t.Errorf("before the size is known: got %q, want nothing", got)
	}
}

func TestAToastStaysUntilTheNextKey(t *testing.T) {
	m := tuitest.Press(t, start(t, page{name: "one"}), "t")
	lines := strings.Split(m.View(), "\n")
	if got, want := strings.TrimSpace(lines[23]), "copied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if m = tuitest.Press(t, m, "x"); strings.Contains(m.View(), "copied") {
		t.Error("the toast is still there after a key")
	}
}

func TestAThemeReachesAllScreens(t *testing.T) {
	m := tuitest.Press(t, start(t, page{name: "one"}), "o")
	m = tuitest.Send(t, m, tea.Msg(screen.Themed{Theme: theme.Plain()}))
	if got, want := firstLine(m), "one+ 80x24 plain"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := firstLine(tuitest.Press(t, m, "esc")), "one 80x24 plain,shown"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestASCIIHoldsForTheWholeFrame(t *testing.T) {
	m := tuitest.Start(t, New(screen.Env{Theme: theme.Plain(), ASCII: true}, page{name: "◆ one"}), 80, 24)
	if got, want := firstLine(m), "# one 80x24"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
