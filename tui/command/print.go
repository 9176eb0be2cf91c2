package command

import (
	"errors"

	"github.com/spf13/cobra"

	"poolschool/lessons"
)

// printCommand plays lessons without a screen.
func (e Env) printCommand() *cobra.Command {
	var withoutAnswers bool
	cmd := &cobra.Command{
		Use:   "print [LESSON…]",
		Short: "Play lessons without a screen and print them as Markdown",
		Long: "Print plays each lesson on an account of its own and writes it as Markdown, with the values of this run.\n" +
			"Without a lesson it prints the whole course.",
		Example:           "  poolschool print photo-upload\n  poolschool print 010 120 --no-answers > handout.md",
		ValidArgsFunction: lessonNames(allLessons),
		RunE: func(cmd *cobra.Command, args []string) error {
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
			var failed error
			for _, l := range chosen {
				s, err := e.session(c, l)
				if err != nil {
					return err
				}
				failed = errors.Join(failed, lessons.Print(cmd.Context(), e.Out, s, lessons.Options{Answers: !withoutAnswers}))
			}
			return failed
		},
	}
	cmd.Flags().BoolVar(&withoutAnswers, "no-answers", false, "leave the answers out: a hand-out for a class")
	return cmd
}
