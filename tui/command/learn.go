package command

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/tui/screen"
)

// firstLesson is where a new learner begins.
const firstLesson = "two-pools"

// learnCommand opens a lesson.
func (e Env) learnCommand(o *options) *cobra.Command {
	var plain, notes bool
	cmd := &cobra.Command{
		Use:   "learn LESSON",
		Short: "Open a lesson, by number or name",
		Long: "Learn opens a lesson. Press p in it to present it to a class. With --notes it follows that presenter from a second\n" +
			"terminal of the same user: the notes to the page, the time on it, and what comes next. With --plain too, and in a pipe,\n" +
			"these come as lines of text.",
		Example: "  poolschool learn photo-upload\n  poolschool learn 010\n" +
			"  poolschool learn 010 --plain\n  poolschool learn --notes",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 && (len(args) != 0 || !notes) {
				return usageError{errors.New("learn needs one lesson: poolschool learn photo-upload")}
			}
			return nil
		},
		ValidArgsFunction: lessonNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if notes {
				return e.notes(cmd.Context(), args, plain, *o)
			}
			if plain || e.Term == "dumb" {
				return e.converse(cmd.Context(), args[0])
			}
			return e.learn(cmd.Context(), args[0], *o)
		},
	}
	cmd.Flags().BoolVar(&plain, "plain", false, "draw nothing: hold the lesson as a conversation on standard input and output, or write the notes as lines")
	cmd.Flags().BoolVar(&notes, "notes", false, "follow a presenter in another terminal")
	return cmd
}

// start opens the welcome the first time, and the map later.
func (e Env) start(ctx context.Context, o options) error {
	return e.show(ctx, o, func(look screen.Env) (opened, error) {
		s, notice, err := e.school(look)
		if err != nil {
			return opened{}, err
		}
		stack := []screen.Screen{s.home()}
		if !s.notebook.progress().Started() {
			stack = append(stack, screen.NewWelcome(look, s.first()))
		}
		return opened{stack, notice, s.leave}, nil
	})
}

// learn opens a lesson on top of the map.
func (e Env) learn(ctx context.Context, name string, o options) error {
	f, err := find(name, e.course, e.runs, e.reference)
	if err != nil {
		return err // before a screen opens, so that the line stays on the terminal
	}
	return e.show(ctx, o, func(look screen.Env) (opened, error) {
		s, notice, err := e.school(look)
		if err != nil {
			return opened{}, err
		}
		open, err := s.lesson(f.lesson.ID, s.notebook.progress().PageOf(f.lesson.ID))
		if err != nil {
			return opened{}, err
		}
		return opened{[]screen.Screen{s.home(), open}, notice, s.leave}, nil
	})
}

// converse holds a lesson without a screen.
func (e Env) converse(ctx context.Context, name string) error {
	f, err := find(name, e.course, e.runs, e.reference)
	if err != nil {
		return err
	}
	s, err := e.session(f.course, f.lesson)
	if err != nil {
		return err
	}
	n, notice := e.openNotebook(e.saves())
	if notice != "" {
		if _, err := fmt.Fprintln(e.Err, "poolschool:", notice); err != nil {
			return err
		}
	}
	err = lessons.Plain(ctx, s, e.In, e.prose(), func(event progress.Event) { n.note(event) })
	return errors.Join(err, n.save())
}
