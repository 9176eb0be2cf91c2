package step

import (
	"context"
	"strings"
	"time"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// Wait moves the account's clock.
type Wait struct {
	base
	For  time.Duration
	Text value.Template // what is over now
}

func parseWait(s Source, _ Known) (Step, mistake.List) {
	var m mistake.List
	w := &Wait{base: base{kind: s.Kind, line: s.Line}}
	d, err := time.ParseDuration(strings.ReplaceAll(s.Info, " ", ""))
	if err != nil || d <= 0 {
		m.Add(s.Line, "\""+s.Info+"\" is no time to wait", "write hours, minutes or seconds: wait 1h, wait 5m, wait 90s")
	}
	w.For = d
	text, wrong := value.Parse(strings.TrimSpace(s.Body), s.Line+1)
	w.Text = text
	return w, append(m, wrong...)
}

// Title is "Wait 1h".
func (w *Wait) Title() string {
	text := w.For.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return "Wait " + text
}

// Runs is true: the clock is part of the account.
func (w *Wait) Runs() bool { return true }

// Uses are the values in the text.
func (w *Wait) Uses() []value.Use { return w.Text.Uses() }

// Play moves the clock and tells what is over.
func (w *Wait) Play(_ context.Context, env *Env) (Outcome, error) {
	before := env.now()
	env.Clock.Advance(w.For)
	return Outcome{Over: env.Values.Over(before, before.Add(w.For))}, nil
}
