package lessons

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// settle says what was right about the last prediction.
func (t *talk) settle() {
	if t.pending == nil {
		return
	}
	a := *t.pending
	t.pending = nil
	q, ok := t.session.Lesson().Question(a.ID)
	if !ok {
		return
	}
	t.para("%s You said: %s. %s", tick(a.Correct()), t.shown(q.Choices[a.Chosen].Text), t.shown(q.Choices[a.Chosen].Why))
	if !a.Correct() {
		t.para("It is: %s. %s", t.shown(q.Choices[a.Right].Text), t.shown(q.Choices[a.Right].Why))
	}
}

func (t *talk) fill(ctx context.Context, at At, form *step.Form) error {
	for {
		in := step.Input{Fields: map[string]string{}}
		for _, f := range form.Fields {
			if f.Hint != "" {
				t.para("%s", f.Hint)
			}
			proposed := t.raw(f.Default)
			if f.Secret {
				proposed = "as it is"
			}
			typed, err := t.ask("%s [%s]: ", f.Name, proposed)
			if err != nil {
				return err
			}
			if typed != "" {
				in.Fields[f.Name] = typed
			}
		}
		_, err := t.session.Play(ctx, at, in)
		var wrong *step.InputError
		if !errors.As(err, &wrong) {
			return err
		}
		t.para("%v.", wrong)
	}
}

// raw is a text with its values as they are, not as Markdown.
func (t *talk) raw(tpl value.Template) string {
	state := t.session.State()
	text, err := tpl.Fill(state.Values, state.Now, nil)
	if err != nil {
		return tpl.Source()
	}
	return text
}

func (t *talk) choose(ctx context.Context, at At, q *quiz.Question) error {
	t.settle()
	t.para("%s", t.shown(q.Ask))
	var lines []string
	for i, c := range q.Choices {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, t.shown(c.Text)))
	}
	t.para("%s", strings.Join(lines, "\n"))
	for {
		text, err := t.ask("1 to %d, or Enter to go on: ", len(q.Choices))
		if err != nil || text == "" {
			return err
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(q.Choices) {
			t.para("Type a number from 1 to %d.", len(q.Choices))
			continue
		}
		result, err := t.session.Play(ctx, at, step.Input{Choice: n - 1})
		if err != nil {
			return err
		}
		t.pending = result.Answer
		if q.Kind == quiz.Recall {
			t.settle()
		}
		return nil
	}
}

// write lets the learner write a call: lines of JSON, an empty line sends them.
func (t *talk) write(ctx context.Context, at At, s *step.Try) error {
	t.printer.try(s, nil)
	hints := 0
	for {
		text, err := t.lines()
		if err != nil {
			return err
		}
		switch strings.TrimSpace(text) {
		case "skip", "":
			return nil
		case "hint":
			if hint, ok := s.Hint(hints); ok {
				t.para("%s", t.shown(hint))
				hints++
			} else {
				t.para("There are no more hints. The word solution does it for you.")
			}
			continue
		case "solution":
			t.fence("json", s.Solution().Source())
			text = s.Solution().Source()
		}
		result, err := t.session.Play(ctx, at, step.Input{Text: text})
		var wrong *step.InputError
		if errors.As(err, &wrong) {
			t.para("%v", wrong)
			continue
		}
		if err != nil {
			return err
		}
		t.exchanges(&result)
		if result.Held() {
			t.para("✓ Done.")
			return nil
		}
		t.para("%s", result.Differs)
	}
}

// lines reads until an empty line; a word that stands alone is a command and needs none.
func (t *talk) lines() (string, error) {
	var all []string
	prompt := "JSON, then an empty line (or hint, solution, skip): "
	for {
		line, err := t.ask("%s", prompt)
		if err != nil {
			return "", err
		}
		if len(all) == 0 && (line == "hint" || line == "solution" || line == "skip") {
			return line, nil
		}
		if line == "" {
			return strings.Join(all, "\n"), nil
		}
		all, prompt = append(all, line), "… "
	}
}
