package tui

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
)

// Guard is a model that survives its own panics. Bubble Tea v1 catches a panic of Update, View or a command too, but
// only to give the terminal back, print the stack over the learner's shell and end the program. Here the model stays
// as it was before the message, a page says what happened, and any key goes on.
//
// What report is given is for whoever mends the program: the panic's value and the stack. It is called from any
// goroutine. Tests drive models without a guard, so that a panic fails the test.
func Guard(m tea.Model, report func(reason any, stack []byte)) tea.Model {
	return guarded{model: m, report: report}
}

type guarded struct {
	model  tea.Model
	report func(any, []byte)
	width  int
	height int
	failed string // what happened, empty if all is well
}

// panickedMsg reports a command that panicked.
type panickedMsg struct{ reason string }

// Init starts the guarded model.
func (g guarded) Init() tea.Cmd { return g.watch(g.model.Init()) }

// Update hands the message on, and keeps the model as it was if that panics.
func (g guarded) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case panickedMsg:
		g.failed = msg.reason
		return g, nil
	case tea.WindowSizeMsg:
		g.width, g.height = msg.Width, msg.Height
	case tea.KeyMsg:
		if g.failed != "" && msg.String() != "ctrl+c" {
			g.failed = ""
			return g, nil
		}
	}
	defer func() {
		if r := recover(); r != nil {
			g.failed = g.reported(r)
			next, cmd = g, nil
		}
	}()
	model, cmd := g.model.Update(msg)
	g.model = model
	return g, g.watch(cmd)
}

// View draws the guarded model, or the page that says what happened.
func (g guarded) View() (frame string) {
	if g.failed != "" {
		return g.page(g.failed)
	}
	defer func() {
		if r := recover(); r != nil {
			frame = g.page(g.reported(r))
		}
	}()
	return g.model.View()
}

func (g guarded) page(reason string) string {
	lines := []string{
		"Something in poolschool broke. Your progress is kept.", "",
		cells.Cut(cells.Clean(strings.ReplaceAll(reason, "\n", " ")), g.width), "",
		"Any key goes on, ctrl+c leaves.",
	}
	return cells.Frame(strings.Join(lines, "\n"), g.width, g.height)
}

func (g guarded) reported(reason any) string {
	if g.report != nil {
		g.report(reason, debug.Stack())
	}
	return fmt.Sprint(reason)
}

// watch makes a command, and those that it answers with, survive a panic.
func (g guarded) watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = panickedMsg{g.reported(r)}
			}
		}()
		return g.watchAll(cmd())
	}
}

// watchAll guards the commands of a batch or a sequence. The type of a sequence is unexported, but its kind is not.
func (g guarded) watchAll(msg tea.Msg) tea.Msg {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	guardedCmds := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		guardedCmds.Index(i).Set(reflect.ValueOf(g.watch(v.Index(i).Interface().(tea.Cmd))))
	}
	return guardedCmds.Interface()
}
