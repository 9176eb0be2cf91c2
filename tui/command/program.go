package command

import (
	"context"
	"errors"
	"fmt"
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

// show runs the program until the learner leaves it. screens makes the stack, from the bottom up.
func (e Env) show(ctx context.Context, o options, screens func(screen.Env) ([]screen.Screen, error)) error {
	if !e.interactive() {
		return errNoTerminal
	}
	look, err := e.theme(o.theme)
	if err != nil {
		return err
	}
	var faults faults
	var failed error
	env := screen.Env{Theme: look, ASCII: o.ascii, Looks: e.looks(), Copy: e.copy}
	cards := env
	env.Places = func() []screen.Place { return e.places(cards) }
	model := tui.Guard(opening{
		failed: &failed, warm: e.warm(),
		build: func() (tea.Model, error) {
			stack, err := screens(env)
			if err != nil {
				return nil, err
			}
			return tui.New(env, stack[0], stack[1:]...), nil
		},
	}, faults.add)
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
	return errors.Join(err, failed, faults.err())
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
	build  func() (tea.Model, error)
	warm   tea.Cmd
	failed *error // why there are no screens

	model tea.Model // nil until they are there
	size  tea.WindowSizeMsg
	early []tea.KeyMsg // pressed before there was a screen
}

// openedMsg brings the screens.
type openedMsg struct {
	model tea.Model
	err   error
}

// Init makes the screens.
func (o opening) Init() tea.Cmd {
	return func() tea.Msg {
		model, err := o.build()
		return openedMsg{model, err}
	}
}

// Update waits for the screens, then hands everything on to them.
func (o opening) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if opened, ok := msg.(openedMsg); ok {
		return o.opened(opened)
	}
	if o.model == nil {
		switch msg := msg.(type) {
		case tea.WindowSizeMsg:
			o.size = msg
		case tea.KeyMsg:
			if msg.String() == "ctrl+c" {
				return o, tea.Quit
			}
			o.early = append(o.early, msg)
		}
		return o, nil
	}
	var cmd tea.Cmd
	o.model, cmd = o.model.Update(msg)
	return o, cmd
}

func (o opening) opened(msg openedMsg) (tea.Model, tea.Cmd) {
	if msg.err != nil {
		*o.failed = msg.err
		return o, tea.Quit
	}
	o.model = msg.model
	cmds := []tea.Cmd{o.model.Init()}
	late := []tea.Msg{}
	if o.size != (tea.WindowSizeMsg{}) {
		late = append(late, o.size)
	}
	for _, k := range o.early {
		late = append(late, k)
	}
	for _, msg := range late {
		var cmd tea.Cmd
		o.model, cmd = o.model.Update(msg)
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
