package lessons

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"poolschool/lessons/progress"
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
	t.para("%s You said: %s %s", tick(a.Correct()), ended(t.shown(q.Choices[a.Chosen].Text), "."), t.shown(q.Choices[a.Chosen].Why))
	if !a.Correct() {
		t.para("It is: %s %s", ended(t.shown(q.Choices[a.Right].Text), "."), t.shown(q.Choices[a.Right].Why))
	}
}

// ended is a text with a mark after it. Some choices are whole sentences and have a mark of their own.
func ended(text, mark string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		return text
	}
	return text + mark
}

// fill asks for each field. Enter alone takes what the form proposed at first, also after a refusal: the field may propose
// the value that it sets itself, and that is the refused one now.
func (t *talk) fill(ctx context.Context, at At, form *step.Form) error {
	first, before := t.proposals(at, form)
	for {
		in := step.Input{Fields: map[string]string{}}
		for _, f := range form.Fields {
			if f.Hint != "" {
				t.para("%s", f.Hint)
			}
			proposed := first[f.Name]
			switch {
			case f.Secret && before:
				proposed = "as it was at first"
			case f.Secret:
				proposed = "as it is"
			}
			typed, err := t.ask("%s [%s]: ", f.Name, proposed)
			if err != nil {
				return err
			}
			if typed == "" && before && !f.File {
				typed = first[f.Name]
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

// proposals are what the fields held when the form was first shown, and whether that was before now.
func (t *talk) proposals(at At, form *step.Form) (first map[string]string, before bool) {
	if first, before = t.proposed[at]; before {
		return first, true
	}
	first = map[string]string{}
	for _, f := range form.Fields {
		first[f.Name] = t.raw(f.Default)
	}
	if t.proposed == nil {
		t.proposed = map[At]map[string]string{}
	}
	t.proposed[at] = first
	return first, false
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
		if a := result.Answer; a != nil {
			e := t.event(progress.Answered, at)
			e.Chosen, e.Right = a.Chosen, a.Correct()
			t.note(e)
		}
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
		case "":
			t.para("Type the call as JSON, or one of the words hint, solution, skip.")
			continue
		case "skip":
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
			t.note(t.event(progress.Played, at))
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
