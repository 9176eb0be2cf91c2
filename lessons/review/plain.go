package review

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"poolschool/lessons/progress"
)

// Plain asks the cards one after another on lines of text, and hands each answer to save. It ends with the cards, with the
// word quit, or with the input. right and asked count this sitting.
func Plain(due []Place, in io.Reader, out io.Writer, save func(progress.Event) error) (right, asked int, err error) {
	lines := bufio.NewScanner(in)
	for i, p := range due {
		if _, err := io.WriteString(out, question(p.Card, i+1, len(due))); err != nil {
			return right, asked, err
		}
		event, ok, err := choose(p.Card, lines, out)
		if err != nil || !ok {
			return right, asked, err
		}
		asked++
		if event.Right {
			right++
		}
		if _, err := io.WriteString(out, verdict(p.Card, event)); err != nil {
			return right, asked, err
		}
		if err := save(event); err != nil {
			return right, asked, err
		}
	}
	return right, asked, nil
}

func question(c Card, n, of int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Question %d of %d, about %s (from %s: %s)\n\n", n, of, c.Idea, c.Lesson.Title, c.Page.Title)
	if c.Context != "" {
		b.WriteString(c.Context + "\n\n")
	}
	b.WriteString(c.Question.Ask.Source() + "\n\n")
	for i, choice := range c.Question.Choices {
		fmt.Fprintf(&b, "%d. %s\n", i+1, choice.Text.Source())
	}
	b.WriteString("\n")
	return b.String()
}

// choose reads lines until one is a choice; ok is false when the learner leaves.
func choose(c Card, lines *bufio.Scanner, out io.Writer) (e progress.Event, ok bool, err error) {
	for {
		if _, err := fmt.Fprintf(out, "1 to %d, or quit: ", len(c.Question.Choices)); err != nil {
			return e, false, err
		}
		if !lines.Scan() {
			_, err := io.WriteString(out, "\n")
			if err == nil {
				err = lines.Err()
			}
			return e, false, err
		}
		text := strings.TrimSpace(lines.Text())
		if text == "quit" {
			return e, false, nil
		}
		n, notNumber := strconv.Atoi(text)
		if notNumber == nil {
			if e, ok = c.Answered(n - 1); ok {
				return e, true, nil
			}
		}
	}
}

func verdict(c Card, e progress.Event) string {
	var b strings.Builder
	chosen, right := c.Question.Choices[e.Chosen], c.Question.Choices[c.Question.Right()]
	if e.Right {
		fmt.Fprintf(&b, "\n✓ Yes. %s\n\n", chosen.Why.Source())
		return b.String()
	}
	fmt.Fprintf(&b, "\n✗ %s\nIt is: %s\n%s\n", chosen.Why.Source(), right.Text.Source(), right.Why.Source())
	fmt.Fprintf(&b, "See it again: poolschool learn %s, page %s\n\n", c.Lesson.ID, c.Page.ID)
	return b.String()
}
