package step

import (
	"context"
	"fmt"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/quiz"
	"poolschool/lessons/value"
)

// Question asks before a call (predict) or at the end (recall).
type Question struct {
	base
	Asked *quiz.Question
}

func parseQuestion(s Source, _ Known) (Step, mistake.List) {
	r := questionReader{q: &quiz.Question{Kind: quiz.Kind(s.Kind), Line: s.Line}}
	r.q.ID, _ = s.idOf(&r.mistakes)
	for _, l := range s.lines() {
		r.line(l)
	}
	r.finish(s.Line)
	return &Question{base: base{kind: s.Kind, id: r.q.ID, line: s.Line}, Asked: r.q}, r.mistakes
}

// questionReader collects the lines of a question: the question, "- choice [x]", "  : why". Further lines that are
// indented belong to what stands above them.
type questionReader struct {
	q        *quiz.Question
	ask      []string
	askLine  int
	choices  []rawChoice
	mistakes mistake.List
}

type rawChoice struct {
	text, why string
	line      int
	whyLine   int
}

func (r *questionReader) line(l line) {
	text := strings.TrimSpace(l.text)
	indented := strings.HasPrefix(l.text, " ")
	last := len(r.choices) - 1
	switch {
	case strings.HasPrefix(l.text, "- "):
		r.choices = append(r.choices, rawChoice{text: strings.TrimSpace(l.text[2:]), line: l.n})
	case text == "":
		if last < 0 && len(r.ask) > 0 {
			r.ask = append(r.ask, "")
		}
	case last < 0:
		if len(r.ask) == 0 {
			r.askLine = l.n
		}
		r.ask = append(r.ask, l.text)
	case indented && strings.HasPrefix(text, ":") && r.choices[last].whyLine == 0:
		r.choices[last].why, r.choices[last].whyLine = strings.TrimSpace(text[1:]), l.n
	case indented && r.choices[last].whyLine == 0:
		r.choices[last].text += " " + text
	case indented:
		r.choices[last].why += " " + text
	default:
		r.mistakes.Add(l.n, "text after the choices", "write a choice as \"- text\", and its reason below it as \"  : why\"")
	}
}

func (r *questionReader) finish(n int) {
	template := func(text string, n int) value.Template {
		t, wrong := value.Parse(text, n)
		r.mistakes = append(r.mistakes, wrong...)
		return t
	}
	if r.q.Ask = template(strings.TrimSpace(strings.Join(r.ask, "\n")), r.askLine); r.q.Ask.Empty() {
		r.mistakes.Add(n, "no question", "write it before the choices")
	}
	right := 0
	for _, raw := range r.choices {
		text, marked := strings.CutSuffix(raw.text, "[x]")
		if marked {
			right++
		}
		if raw.why == "" {
			r.mistakes.Add(raw.line, "a choice without its why", "add a line below it: \"  : one sentence about AWS\"")
		}
		r.q.Choices = append(r.q.Choices, quiz.Choice{
			Text: template(strings.TrimSpace(text), raw.line), Right: marked,
			Why: template(raw.why, max(raw.whyLine, raw.line)), Line: raw.line,
		})
	}
	if len(r.choices) < 2 {
		r.mistakes.Add(n, "a question needs at least two choices", "write each as \"- text\", the right one with [x] at its end")
	} else if right != 1 {
		r.mistakes.Add(n, fmt.Sprintf("%d choices are marked right", right), "mark exactly one with [x] at its end")
	}
}

// Title is the question.
func (q *Question) Title() string { return q.Asked.Ask.Source() }

// Uses are the values in the question and its choices.
func (q *Question) Uses() []value.Use {
	var uses []value.Use
	for _, t := range q.Asked.Templates() {
		uses = append(uses, t.Uses()...)
	}
	return uses
}

// Play notes the choice.
func (q *Question) Play(_ context.Context, env *Env) (Outcome, error) {
	a, ok := q.Asked.Check(env.Input.Choice)
	if !ok {
		return Outcome{}, &InputError{Text: fmt.Sprintf("there is no choice %d; choose 1 to %d", env.Input.Choice+1, len(q.Asked.Choices))}
	}
	return Outcome{Answer: &a}, nil
}
