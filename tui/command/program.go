package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/flowchart"
	"poolschool/tui"
	"poolschool/tui/screen"
)

// errNoTerminal is said where a screen was asked for and there is none.
var errNoTerminal = errors.New("this needs a terminal; poolschool print LESSON writes a lesson as text, poolschool learn LESSON --plain holds it as a conversation")

// framesPerSecond is the most that Bubble Tea allows. The first frame waits for the first tick, so
// this is what makes the program open at once; when nothing moves it costs nothing.
const framesPerSecond = 120

// show runs the program from a first screen until the learner leaves it.
func (e Env) show(ctx context.Context, o options, first func(screen.Env) screen.Screen) error {
	if !e.interactive() {
		return errNoTerminal
	}
	look, err := e.theme(o.theme)
	if err != nil {
		return err
	}
	env := screen.Env{Theme: look, ASCII: o.ascii}
	var reports []string // of panics; read when the program is over
	model := tui.Guard(tui.New(env, first(env)), func(reason any, _ []byte) { reports = append(reports, fmt.Sprint(reason)) })
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
	if len(reports) > 0 {
		return fmt.Errorf("the program failed inside and went on: %s; please report this", strings.Join(reports, "; "))
	}
	return err
}

// choose opens the flowchart.
func (e Env) choose(ctx context.Context, chart *flowchart.Chart, save func(string) (string, error), o options) error {
	return e.show(ctx, o, func(env screen.Env) screen.Screen { return screen.NewFlowchart(env, chart, save) })
}

// warm makes what the first calls need while the first screen is read: RSA keys, one after another.
func (e Env) warm() tea.Cmd {
	return func() tea.Msg {
		if err := e.Keys.Fill(); err != nil {
			return screen.Toast{Text: err.Error()}
		}
		return nil
	}
}

var _ = lessons.Region
