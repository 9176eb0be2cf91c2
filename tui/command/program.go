package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
)

// errNoTerminal is said where a screen was asked for and there is none.
var errNoTerminal = errors.New("this needs a terminal; \"poolschool print LESSON\" writes a lesson as text, \"poolschool learn LESSON --plain\" holds it as a conversation")

// framesPerSecond is the most that Bubble Tea allows. The first frame waits for the first tick, so
// this is what makes the program open at once; when nothing moves it costs nothing.
const framesPerSecond = 120

// opened are the screens to begin with, from the bottom up, a line for the learner or "", and the end.
type opened struct {
	stack  []screen.Screen
	notice string
	last   func() error // what is left to do when the learner has gone
}

// show runs the program until the learner leaves it. The notice shows on the first screen, and stands on the terminal when
// the program is left.
func (e Env) show(ctx context.Context, o options, screens func(screen.Env) (opened, error)) error {
	if !e.interactive() {
		return errNoTerminal
	}
	look, err := e.theme(o.theme)
	if err != nil {
		return err
	}
	var faults faults
	var start began
	env := screen.Env{Theme: look, ASCII: o.ascii, Looks: e.looks(), Copy: e.copy, Still: e.still()}
	cards := env
	env.Places = func() []screen.Place { return e.places(cards) }
	model := tui.Guard(opening{
		began: &start, warm: e.warm(),
		build: func() openedMsg {
			first, err := screens(env)
			if err != nil {
				return openedMsg{err: err}
			}
			return openedMsg{model: tui.New(env, first.stack[0], first.stack[1:]...), notice: first.notice, last: first.last}
		},
	}, faults.add)
	settings := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(e.keyboard()), tea.WithOutput(e.Out),
		tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(),
	}
	if !o.noMouse {
		settings = append(settings, tea.WithMouseCellMotion())
	}
	_, err = tea.NewProgram(model, settings...).Run()
	var last error
	if start.last != nil {
		last = start.last()
	}
	if start.notice != "" {
		_, _ = fmt.Fprintln(e.Err, "poolschool:", start.notice) // where else could this go?
	}
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return errors.Join(context.Canceled, last) // a signal ended the program; the terminal is as it was
	}
	return errors.Join(err, last, start.err, faults.err())
}

// faults are panics that the program survived. Commands run side by side, so they may come from anywhere.
type faults struct {
	mu   sync.Mutex
	seen []string
}

func (f *faults) add(reason any, _ []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = append(f.seen, fmt.Sprint(reason))
}

func (f *faults) err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.seen) == 0 {
		return nil
	}
	return fmt.Errorf("the program failed inside and went on (%s); please report this", strings.Join(f.seen, "; "))
}

// opening is the program while its screens are made: the renderer's first tick takes longer than that, so nobody
// waits for it.
type opening struct {
	build func() openedMsg
	warm  tea.Cmd
	began *began

	model tea.Model // nil until they are there
	early []tea.Msg // the size, and what was typed before that
}

// began is how it began, for when the program has ended: why there are no screens, what the learner should know, and what
// is left to do.
type began struct {
	err    error
	notice string
	last   func() error
}

// openedMsg brings the screens.
type openedMsg struct {
	model  tea.Model
	notice string
	last   func() error
	err    error
}

// Init makes the screens.
func (o opening) Init() tea.Cmd {
	return func() tea.Msg { return o.build() }
}

// Update waits for the screens, then hands everything on to them.
func (o opening) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if opened, ok := msg.(openedMsg); ok {
		return o.opened(opened)
	}
	if o.model == nil {
		if press, ok := msg.(tea.KeyMsg); ok && press.String() == "ctrl+c" {
			return o, tea.Quit
		}
		o.early = append(slices.Clip(o.early), msg) // keys that are typed ahead count
		return o, nil
	}
	var cmd tea.Cmd
	o.model, cmd = o.model.Update(msg)
	return o, cmd
}

func (o opening) opened(msg openedMsg) (tea.Model, tea.Cmd) {
	o.began.err, o.began.notice, o.began.last = msg.err, msg.notice, msg.last
	if msg.err != nil {
		return o, tea.Quit
	}
	o.model = msg.model
	cmds := []tea.Cmd{o.model.Init()}
	if msg.notice != "" {
		o.early = append([]tea.Msg{screen.Toast{Text: msg.notice}}, o.early...)
	}
	for _, early := range o.early {
		var cmd tea.Cmd
		o.model, cmd = o.model.Update(early)
		cmds = append(cmds, cmd)
	}
	o.early = nil
	return o, tea.Batch(append(cmds, o.warm)...)
}

// View is empty for the few milliseconds before the first frame.
func (o opening) View() string {
	if o.model == nil {
		return ""
	}
	return o.model.View()
}

// coolness is how long the first keys wait: made at once they would hold up the first frame.
const coolness = 50 * time.Millisecond

// warm makes the RSA keys while the first screen is read, one after another.
func (e Env) warm() tea.Cmd {
	return tea.Tick(coolness, func(time.Time) tea.Msg {
		if err := e.Keys.Fill(); err != nil {
			return screen.Toast{Text: err.Error()}
		}
		return nil
	})
}
