package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"poolschool/assets"
	"poolschool/lessons/flowchart"
	"poolschool/tui/screen"
)

// chartFile is the decision's file in the folder that is handed in.
const chartFile = "choose.json"

// chooser is what choosing needs of the program around it.
type chooser struct {
	in       io.Reader
	out, err io.Writer
	prose    io.Writer // where a conversation is held
	terminal bool      // whether a screen can be opened
	charts   fs.FS     // holds chartFile
	// show opens the flowchart's screen and returns when it is left. Save writes the record; it is nil without --out.
	show func(ctx context.Context, save func(record string) (string, error)) error
}

// chooseCommand decides between the pools.
func (e Env) chooseCommand(o *options) *cobra.Command {
	return chooser{
		in: e.In, out: e.Out, prose: e.prose(), err: e.Err, terminal: e.interactive(), charts: assets.Flowchart(),
		show: func(ctx context.Context, save func(string) (string, error)) error { return e.choose(ctx, save, *o) },
	}.command()
}

// choose opens the flowchart on top of the map, where "run it" finds its lessons.
func (e Env) choose(ctx context.Context, save func(string) (string, error), o options) error {
	return e.show(ctx, o, func(look screen.Env) (opened, error) {
		s, notice, err := e.school(look)
		if err != nil {
			return opened{}, err
		}
		s.record = save
		chart, err := s.flowchart()
		if err != nil {
			return opened{}, err
		}
		return opened{[]screen.Screen{s.home(), chart}, notice, s.leave}, nil
	})
}

// chooseFlags are the flags as they were given.
type chooseFlags struct {
	plain, json, force bool
	answers            []string
	answered           bool
	out                string
}

// usageError is a wrong use of the command line; the program ends with exit code 2.
type usageError struct{ cause error }

func (e usageError) Error() string { return e.cause.Error() }
func (e usageError) Unwrap() error { return e.cause }

// ExitCode is the code that the program should end with.
func (e usageError) ExitCode() int { return 2 }

// command is the sub-command choose.
func (c chooser) command() *cobra.Command {
	var f chooseFlags
	cmd := &cobra.Command{
		Use:   "choose",
		Short: "Decide between user pool, identity pool, both, or neither",
		Long: "Choose opens the flowchart. A few questions lead to a choice, with its reasons, what it costs and what to set up.\n" +
			"With --plain it asks on standard input and output; with --answers it asks nothing.",
		Example: "  poolschool choose\n  poolschool choose --plain\n  poolschool choose --answers both --out decision.md\n" +
			"  poolschool choose --answers unsure,machine,on-aws --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.NoArgs(cmd, args); err != nil {
				return usageError{fmt.Errorf("choose takes no arguments, but got %q: give answers as --answers a,b,c", strings.Join(args, " "))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.answered = cmd.Flags().Changed("answers")
			return c.run(cmd.Context(), f)
		},
	}
	cmd.Flags().BoolVar(&f.plain, "plain", false, "ask on standard input and output, one line after another")
	cmd.Flags().StringSliceVar(&f.answers, "answers", nil, "answer without being asked: ids in order, `a,b,c`")
	cmd.Flags().BoolVar(&f.json, "json", false, "with --answers: print the decision as JSON")
	cmd.Flags().StringVar(&f.out, "out", "", "write the decision as a Markdown record to `FILE.md`")
	cmd.Flags().BoolVar(&f.force, "force", false, "with --out: replace a file that exists")
	return cmd
}

func (c chooser) run(ctx context.Context, f chooseFlags) error {
	switch {
	case f.json && !f.answered:
		return usageError{errors.New("--json needs --answers: it prints a decision and asks nothing")}
	case f.plain && f.answered:
		return usageError{errors.New("--plain asks and --answers does not: give one of them")}
	case f.force && f.out == "":
		return usageError{errors.New("--force needs --out FILE.md: there is nothing else to replace")}
	}
	chart, err := flowchart.Load(c.charts, chartFile)
	if err != nil {
		return err
	}
	switch {
	case f.answered:
		return c.answer(chart, f)
	case f.plain || !c.terminal:
		return c.ask(chart, f)
	}
	return c.show(ctx, saver(f))
}

// saver writes the record of the screen; without --out there is none.
func saver(f chooseFlags) func(string) (string, error) {
	if f.out == "" {
		return nil
	}
	var mine atomic.Bool // commands of the screen run at the same time
	mine.Store(f.force)
	return func(record string) (string, error) {
		// The second record of one sitting replaces the first: the file is the learner's own by then.
		if err := writeRecord(f.out, record, mine.Load()); err != nil {
			return "", err
		}
		mine.Store(true)
		return "Wrote " + f.out + ".", nil
	}
}

// answer decides by the answers of the command line.
func (c chooser) answer(chart *flowchart.Chart, f chooseFlags) error {
	path, err := walked(chart, f.answers)
	if err != nil {
		return err
	}
	// The file first: when it cannot be written, a reader of the output should not take the run for a success.
	if err := c.record(path, f); err != nil {
		return err
	}
	return printDecision(c.out, path, f.json)
}

// ask decides in a conversation.
func (c chooser) ask(chart *flowchart.Chart, f chooseFlags) error {
	path, err := choosePlain(c.in, c.prose, chart)
	if err != nil {
		return err
	}
	if !path.AtOutcome() {
		return nil // the learner left
	}
	return c.record(path, f)
}

func (c chooser) record(path flowchart.Path, f chooseFlags) error {
	if f.out == "" {
		return nil
	}
	code, err := snippets()
	if err != nil {
		return err
	}
	if err := writeRecord(f.out, flowchart.Record(path, code), f.force); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.err, "Wrote %s.\n", f.out)
	return err
}
