package command

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"poolschool/lessons/progress"
	"poolschool/lessons/review"
	"poolschool/tui/screen"
)

// sitting is how many questions one review asks unless told otherwise.
const sitting = 10

// reviewCommand asks the questions that have come due.
func (e Env) reviewCommand(o *options) *cobra.Command {
	var plain bool
	var most int
	cmd := &cobra.Command{
		Use:   "review",
		Short: "Answer the questions that have come due",
		Long: "Review asks questions again that you have answered in lessons: wrong ones the next day, right ones after three days,\n" +
			"a week, and so on.",
		Example: "  poolschool review\n  poolschool review --plain --most 5",
		Args:    noArguments("review"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if most < 1 {
				return usageError{fmt.Errorf("--most %d asks nothing; give 1 or more", most)}
			}
			if plain || !e.interactive() {
				return e.review(most)
			}
			return e.show(cmd.Context(), *o, func(look screen.Env) (opened, error) {
				s, notice, err := e.school(look)
				if err != nil {
					return opened{}, err
				}
				return opened{[]screen.Screen{s.home(), s.reviewOf(most)}, notice, s.leave}, nil
			})
		},
	}
	cmd.Flags().BoolVar(&plain, "plain", false, "ask on standard input and output, one line after another")
	cmd.Flags().IntVar(&most, "most", sitting, "ask `N` questions at most")
	return cmd
}

func (e Env) review(most int) error {
	c, err := e.course()
	if err != nil {
		return err
	}
	deck, err := review.NewDeck(c)
	if err != nil {
		return err
	}
	file, events, err := e.history()
	if err != nil {
		return err
	}
	table := deck.Lay(events)
	due := table.Due(e.Now())
	if len(due) == 0 {
		_, err := fmt.Fprintln(e.prose(), nothingDue(table))
		return err
	}
	save := func(event progress.Event) error {
		event.At = e.Now().UTC()
		if !e.saves() {
			return nil
		}
		return file.Append(event)
	}
	right, asked, err := review.Plain(due[:min(most, len(due))], e.In, e.prose(), save)
	if err != nil || asked == 0 {
		return err
	}
	_, err = fmt.Fprintf(e.Out, "%d of %d right. %d more due.\n", right, asked, len(due)-asked)
	return err
}

func nothingDue(t review.Table) string {
	if next, ok := t.Next(); ok {
		return "Nothing is due. The next question comes on " + next.Local().Format(time.DateOnly) + "."
	}
	return "Nothing is due: questions come back after you have answered them in a lesson."
}
