package command

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
)

// errNoTerminal is said where a screen was asked for and there is none.
var errNoTerminal = errors.New("this needs a terminal; \"poolschool print LESSON\" writes a lesson as text, \"poolschool learn LESSON --plain\" holds it as a conversation")

// framesPerSecond is the most that Bubble Tea allows. The first frame waits for the first tick, so
// this is what makes the program open at once; when nothing moves it costs nothing.
const framesPerSecond = 120

// show runs the program until the learner leaves it. screens makes the stack, from the bottom up.
func (e Env) show(ctx context.Context, o options, screens func(screen.Env) ([]screen.Screen, error)) error {
	if !e.interactive() {
		return errNoTerminal
	}
	look, err := e.theme(o.theme)
	if err != nil {
		return err
	}
	env := screen.Env{Theme: look, ASCII: o.ascii, Looks: e.looks(), Copy: e.copy}
	cards := env
	env.Places = func() []screen.Place { return e.places(cards) }
	stack, err := screens(env)
	if err != nil {
		return err
	}
	var faults faults
	model := tui.Guard(warming{tui.New(env, stack[0], stack[1:]...), e.warm()}, faults.add)
	settings := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithInput(e.In), tea.WithOutput(e.Out),
		tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(),
	}
	if !o.noMouse {
		settings = append(settings, tea.WithMouseCellMotion())
	}
	_, err = tea.NewProgram(model, settings...).Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return context.Canceled // a signal ended the program; the terminal is as it was
	}
	return errors.Join(err, faults.err())
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

// warming is the program's model with one more thing to start: what the first calls need.
type warming struct {
	tea.Model
	warm tea.Cmd
}

// Init starts the screens first, the keys after them.
func (w warming) Init() tea.Cmd { return tea.Sequence(w.Model.Init(), w.warm) }

// Update hands on; the wrapper is done after Init.
func (w warming) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return w.Model.Update(msg) }

// warm makes the RSA keys while the first screen is read, one after another: made side by side they
// would hold up the first frame.
func (e Env) warm() tea.Cmd {
	return func() tea.Msg {
		if err := e.Keys.Fill(); err != nil {
			return screen.Toast{Text: err.Error()}
		}
		return nil
	}
}
