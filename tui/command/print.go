package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"poolschool/lessons"
	"poolschool/lessons/setup"
	"poolschool/lessons/step"
	"poolschool/sim/trace"
)

// printFlags are the flags of print as they were given.
type printFlags struct {
	account        string
	withoutAnswers bool
}

// printCommand plays lessons without a screen.
func (e Env) printCommand() *cobra.Command {
	var f printFlags
	cmd := &cobra.Command{
		Use:   "print [LESSON…]",
		Short: "Play lessons without a screen and print them as Markdown",
		Long: "Print plays each lesson on an account of its own and writes it as Markdown, with the values of this run.\n" +
			"Without a lesson it prints the whole course. With --account it plays one lesson on your own pools, roles and policies\n" +
			"and shows every refusal with its reasons.",
		Example: "  poolschool print photo-upload\n  poolschool print 010 120 --no-answers > handout.md\n" +
			"  poolschool print photo-upload --account account.json",
		ValidArgsFunction: lessonNames(allLessons),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.account != "" && len(args) != 1 {
				return usageError{errors.New("--account needs one lesson to play on it: poolschool print photo-upload --account FILE")}
			}
			c, err := e.course()
			if err != nil {
				return err
			}
			chosen := c.Lessons
			if len(args) > 0 {
				chosen = nil
			}
			for _, name := range args {
				l, err := lesson(c, name)
				if err != nil {
					return err
				}
				chosen = append(chosen, l)
			}
			if f.account != "" {
				return e.printOn(cmd.Context(), chosen[0], f)
			}
			code, err := snippets()
			if err != nil {
				return err
			}
			var failed error
			work := e.meter(e.ErrTerminal && !e.OutTerminal && len(chosen) > 1) // on one terminal it would stand in the text
			defer work.end()
			for i, l := range chosen {
				work.begin(i, len(chosen), l)
				s, err := e.session(c, l)
				if err != nil {
					return err
				}
				var paper strings.Builder
				failed = errors.Join(failed, lessons.Print(cmd.Context(), &paper, s, lessons.Options{Answers: !f.withoutAnswers, Code: code[l.Code]}))
				if _, err := io.WriteString(e.Out, paper.String()); err != nil {
					return err // the lessons that follow could not be written either
				}
			}
			return failed
		},
	}
	cmd.Flags().BoolVar(&f.withoutAnswers, "no-answers", false, "leave the answers out: a hand-out for a class")
	cmd.Flags().StringVar(&f.account, "account", "", "play the lesson on the account in `FILE`: your own pools, roles and policies")
	return cmd
}

// printOn plays a lesson on an account of the learner's own. Where it goes otherwise than the lesson expects, the paper says
// so; the error is that nothing was uploaded by a lesson that uploads.
func (e Env) printOn(ctx context.Context, l *lessons.Lesson, f printFlags) error {
	own, err := e.readAccount(f.account)
	if err != nil {
		return err
	}
	staged, notes := setup.Staged(own)
	s, err := e.sessionOn(staged, l)
	if err != nil {
		return fmt.Errorf("%s: %w", f.account, err)
	}
	if err := lessons.Print(ctx, e.Out, s, lessons.Options{Answers: !f.withoutAnswers, OwnAccount: true, Notes: notes}); err != nil {
		return err
	}
	if uploads(l) && !slices.ContainsFunc(s.State().Exchanges, stored) {
		return fmt.Errorf("%s: nothing could be uploaded on this account; the lesson above shows who refused, and poolschool doctor %s what mends it", f.account, f.account)
	}
	return nil
}

// uploads reports whether a lesson has an upload that is promised to succeed.
func uploads(l *lessons.Lesson) bool {
	return slices.ContainsFunc(l.Steps(), func(at lessons.At) bool {
		b, _ := l.Block(at)
		return b.Step.Kind() == step.KindCall && slices.ContainsFunc(b.Step.Planned(), func(m step.Message) bool { return m.Operation == "PutObject" })
	})
}

func stored(x trace.Exchange) bool { return x.To == "s3" && x.Operation == "PutObject" && x.OK() }
