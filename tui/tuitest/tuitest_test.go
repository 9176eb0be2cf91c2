package tuitest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/spinner"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// log is a component that keeps what it was told, and runs what it was asked to.
type log struct {
	told  []string
	onKey map[string]tea.Cmd
}

func (l log) Init() tea.Cmd { return says("init") }

func (l log) Update(msg tea.Msg) (log, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if cmd, ok := l.onKey[msg.String()]; ok {
			return l, cmd
		}
		l.told = append(l.told, msg.String())
	case tea.WindowSizeMsg:
		l.told = append(l.told, fmt.Sprintf("%dx%d", msg.Width, msg.Height))
	case tea.MouseMsg:
		l.told = append(l.told, msg.String())
	case string:
		l.told = append(l.told, msg)
	}
	return l, nil
}

func says(text string) tea.Cmd { return func() tea.Msg { return text } }

func TestCommandsRunInTurnUntilNothingIsLeft(t *testing.T) {
	chain := func() tea.Msg { return tea.BatchMsg{says("c"), nil, says("d")} }
	for _, tt := range []struct {
		name string
		cmd  tea.Cmd
		want []string
	}{
		{"one", says("a"), []string{"a"}},
		{"a batch", tea.Batch(says("a"), says("b")), []string{"a", "b"}},
		{"a sequence", tea.Sequence(says("a"), tea.Batch(says("b"), chain), says("e")), []string{"a", "b", "c", "d", "e"}},
		{"a timer is left out", tea.Batch(tick(), says("a")), []string{"a"}},
		{"a quit ends it", tea.Sequence(says("a"), tea.Quit, says("b")), []string{"a"}},
	} {
		got := Press(t, log{onKey: map[string]tea.Cmd{"r": tt.cmd}}, "r").told
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func tick() tea.Cmd {
	return tea.Tick(time.Hour, func(time.Time) tea.Msg { return "tick" })
}

func TestTimersOfWidgetsAreLeftOut(t *testing.T) {
	s := spinner.New()
	Run(t, s, s.Tick)
	input := textinput.New()
	cmd := input.Focus()
	input = Type(t, Run(t, input, cmd), "a b")
	if got, want := input.Value(), "a b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStartInitialisesAndResizes(t *testing.T) {
	got := Click(t, Start(t, log{}, 80, 24), 3, 4).told
	if want := []string{"init", "80x24", "left press", "left release"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryKeyNameMeansItself(t *testing.T) {
	for _, name := range []string{
		"enter", "esc", "tab", "shift+tab", "ctrl+c", "ctrl+p", "left", "right", "up", "down", "home", "end",
		"pgup", "pgdown", "backspace", "delete", "a", "?", "ä", "alt+a", "alt+enter", "f1", "ctrl+left",
	} {
		if got := Key(t, name).String(); got != name {
			t.Errorf("got %q, want %q", got, name)
		}
	}
	if got := Key(t, "space").String(); got != " " {
		t.Errorf("got %q, want a blank", got)
	}
}

func TestQuitsLooksInsideBatches(t *testing.T) {
	for _, tt := range []struct {
		name string
		cmd  tea.Cmd
		want bool
	}{
		{"nothing", nil, false},
		{"a quit", tea.Quit, true},
		{"a batch with one", tea.Batch(says("a"), tea.Quit), true},
		{"a batch without", tea.Batch(says("a"), tick()), false},
	} {
		if got := Quits(tt.cmd); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}

// failing counts the errors that a check would report.
type failing struct {
	testing.TB
	errors int
}

func (f *failing) Helper()               {}
func (f *failing) Errorf(string, ...any) { f.errors++ }

func TestFrameComplainsOfEachWrongLine(t *testing.T) {
	for _, tt := range []struct {
		name, view string
		want       int
	}{
		{"exact", "ab\n\x1b[1m漢\x1b[0m", 0},
		{"a short line", "ab\nc", 1},
		{"a line too many", "ab\ncd\nef", 1},
	} {
		f := &failing{}
		if Frame(f, tt.view, 2, 2); f.errors != tt.want {
			t.Errorf("%s: got %d complaints, want %d", tt.name, f.errors, tt.want)
		}
	}
}

func TestTextHasNoColoursAndNoBlanksAtEnds(t *testing.T) {
	if got, want := Text("\x1b[1ma \x1b[0m \n b"), "a\n b\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
