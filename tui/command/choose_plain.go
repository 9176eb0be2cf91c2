package command

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"poolschool/lessons/flowchart"
)

// choosePlain asks the questions of a chart on out and reads answers from in: a number, an answer's id, b to go back or q to leave. It only
// ever appends lines, and draws nothing, for screen readers and pipes. The path it returns rests at an outcome unless q came first; input
// that ends before an outcome is an error.
func choosePlain(in io.Reader, out io.Writer, chart *flowchart.Chart) (flowchart.Path, error) {
	c := conversation{lines: bufio.NewScanner(in), out: out}
	c.say("Which pool do I need? Type the number of an answer. b goes back, q leaves.")
	path := chart.Begin()
	for {
		c.present(path)
		line, more := c.read()
		if err := c.fault(); err != nil {
			return path, err
		}
		decided := path.AtOutcome()
		switch {
		case decided && (line == "" || line == "q" || !more):
			c.say("\nDecided. To see this again: poolschool choose --answers %s", strings.Join(path.IDs(), ","))
			return path, c.err
		case !more:
			return path, fmt.Errorf("the input ended before a choice: %s is still open", path.At())
		case line == "q":
			c.say("\nLeft without a choice.")
			return path, c.err
		case line == "b":
			path = path.Back()
		default:
			path = c.answer(path, line)
		}
	}
}

// conversation keeps the first error of its output, so that not every line has to ask for it.
type conversation struct {
	lines *bufio.Scanner
	out   io.Writer
	err   error
}

func (c *conversation) say(format string, args ...any) {
	if c.err == nil {
		_, c.err = fmt.Fprintf(c.out, format+"\n", args...)
	}
}

// read is the next line, and whether there was one.
func (c *conversation) read() (string, bool) {
	more := c.lines.Scan()
	return strings.TrimSpace(c.lines.Text()), more
}

func (c *conversation) fault() error {
	if c.err != nil {
		return c.err
	}
	if err := c.lines.Err(); err != nil {
		return fmt.Errorf("the answer cannot be read: %w", err)
	}
	return nil
}

// answer takes a number or an id. What is neither is said, and the path stays.
func (c *conversation) answer(path flowchart.Path, line string) flowchart.Path {
	choices := path.Choices()
	id := line
	if n, err := strconv.Atoi(line); err == nil {
		if n < 1 || n > len(choices) {
			c.say("There is no answer %d here. Type a number from 1 to %d.", n, len(choices))
			return path
		}
		id = choices[n-1].ID
	}
	next, err := path.Answer(id)
	if err != nil {
		c.say("That is no answer here. Type a number from 1 to %d, b to go back, or q to leave.", len(choices))
		return path
	}
	steps := next.Steps()
	c.say("You answered: %s", steps[len(steps)-1].Answer.Text)
	c.say("%s", steps[len(steps)-1].Answer.Reason)
	return next
}

// present asks the open question or shows the card.
func (c *conversation) present(path flowchart.Path) {
	if q, open := path.Question(); open {
		c.say("\nQuestion %d. %s", path.Asked()+1, q.Ask)
		c.say("Why it matters: %s", q.Why)
		c.choices(path)
		c.say("Your answer:")
		return
	}
	o, _ := path.Outcome() // a checked chart rests at outcomes only
	if path.At() == o.ID {
		c.card(o, path.Chart().Prices)
	} else { // its card was read before the questions that refined it
		c.say("\nYour choice stays: %s", o.Title)
	}
	if len(path.Choices()) > 0 {
		c.say("\nYou can go on, or press Enter to leave it at that.")
		c.choices(path)
	} else {
		c.say("\nPress Enter to finish.")
	}
}

func (c *conversation) choices(path flowchart.Path) {
	for i, a := range path.Choices() {
		c.say("  %d. %s", i+1, a.Text)
	}
}

func (c *conversation) card(o flowchart.Outcome, prices string) {
	c.say("\nYour choice: %s\n%s", o.Title, o.Choice)
	c.say("When: %s\nWhy: %s\nNot for: %s\nCost (%s): %s", o.When, o.Why, o.NotFor, prices, o.Cost)
	c.say("Set up:")
	for _, line := range o.SetUp {
		c.say("  - %s", line)
	}
	c.say("Calls:")
	for i, line := range o.Calls {
		c.say("  %d. %s", i+1, line)
	}
	c.say("The commonest mistake: %s", o.Mistake)
	if o.Run != "" {
		c.say("Run it: poolschool learn %s", o.Run)
	} else {
		c.say("Not run here: %s", o.Outside)
	}
}
