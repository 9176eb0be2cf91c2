package step

import (
	"context"
	"strings"

	"poolschool/lessons/mistake"
)

// Notes are for the presenter and never stand on the learner's screen.
type Notes struct {
	base
	Text string // Markdown
}

func parseNotes(s Source, _ Known) (Step, mistake.List) {
	return &Notes{base: base{kind: s.Kind, line: s.Line}, Text: strings.TrimSpace(s.Body)}, nil
}

// Title is "Notes".
func (n *Notes) Title() string { return "Notes" }

// Play does nothing.
func (n *Notes) Play(context.Context, *Env) (Outcome, error) { return Outcome{}, nil }
