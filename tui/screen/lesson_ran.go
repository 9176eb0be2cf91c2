package screen

import (
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/tui/component/editor"
	"poolschool/tui/component/form"
	"poolschool/tui/component/panels"
)

// ran shows what came of a step.
func (m Lesson) ran(msg stepRanMsg) (Screen, tea.Cmd) {
	m.busy = lessonBusy{}
	if msg.err != nil {
		return m.failed(msg.at, msg.err)
	}
	at, r := msg.at, msg.result
	m.state, m.now = r.State, r.State.Now
	m.judged(at, r)
	if len(r.Exchanges) > 0 {
		m.follow(r.Exchanges)
		m.panels.Show(m.telling(r))
		m.panel = true
	} else {
		m.choose(m.selected) // the account may have changed
	}
	if r.Inspection != nil {
		m.showInspected(r.Inspection)
	}
	if again := m.retry; again != nil && again.form == at {
		return m.again(again.step)
	}
	m.paused = m.passed(at) && m.readsOn(at)
	m.refresh()
	m.place()
	m.look(m.readFrom(at))
	if m.presenter.on {
		m.presentRan(at)
	}
	return m, m.save(m.earned(at)...)
}

// telling is the panel that says most about what came: the one that the lesson asks for, or why something was refused.
func (m *Lesson) telling(r lessons.Result) panels.Tab {
	if e, ok := outer(r.Exchanges); ok && !e.OK() && !r.Held() {
		return panels.Why
	}
	return panels.Tab(r.Show)
}

// judged remembers what a refusal means: a form to fill in again, or something that cannot be mended here.
func (m *Lesson) judged(at lessons.At, r lessons.Result) {
	if r.Held() {
		m.note(at, func(n *stepNote) { n.message, n.needs = "", nil })
		return
	}
	if r.Retry != nil && r.Retry.Page == at.Page {
		if *r.Retry != at {
			m.retry = &lessonRetry{form: *r.Retry, step: at}
		}
		m.note(at, func(n *stepNote) { n.message = r.Differs })
		return
	}
	m.note(at, func(n *stepNote) {
		n.settled = true
		n.message = r.Differs + " You can go on, or take the step back with u."
	})
}

// again runs the refused step once more, now that its form was sent again.
func (m Lesson) again(at lessons.At) (Screen, tea.Cmd) {
	m.retry = nil
	m.start(lessonBusy{what: playing, at: at})
	m.refresh()
	m.look(at)
	return m, m.play(at, step.Input{})
}

// readFrom is the block at which reading goes on after a step: what was said before it, if that is judged now.
func (m Lesson) readFrom(at lessons.At) lessons.At {
	if front, _, ok := m.present(); ok {
		return front
	}
	for i := at.Block - 1; i >= 0 && m.settles(at); i-- {
		b, _ := m.deps.Lesson.Block(lessons.At{Page: at.Page, Block: i})
		if b.Step != nil && b.Step.Kind() == step.KindPredict {
			return lessons.At{Page: at.Page, Block: i}
		}
	}
	return at
}

// failed says why a step did not run. Nothing was changed.
func (m Lesson) failed(at lessons.At, err error) (Screen, tea.Cmd) {
	var input *step.InputError
	var notYet *lessons.NotYetError
	switch {
	case errors.Is(err, lessons.ErrBusy):
		m.refresh()
		return m, Say("One step at a time.")
	case errors.As(err, &input) && input.Field != "":
		m.form.Wrong(input.Field, input.Text)
	case errors.As(err, &input):
		m.note(at, func(n *stepNote) { n.message = input.Error() })
	case errors.As(err, &notYet):
		m.note(at, func(n *stepNote) {
			n.needs = &notYet.At
			n.message = fmt.Sprintf("This step needs %s, which comes from page %d, %q.", notYet.Name, notYet.At.Page+1, m.deps.Lesson.Pages[notYet.At.Page].Title)
		})
	default:
		m.note(at, func(n *stepNote) { n.message = err.Error() })
	}
	m.refresh()
	m.look(at)
	return m, nil
}

// earned are the events of a passed step.
func (m Lesson) earned(at lessons.At) []progress.Event {
	if !m.passed(at) {
		return nil
	}
	l := m.deps.Lesson
	b, _ := l.Block(at)
	e := progress.Event{Kind: progress.Played, Lesson: l.ID, Page: l.Pages[at.Page].ID, Block: b.Step.ID()}
	if p := m.state.Played[at]; p.Answer != nil {
		e.Kind, e.Chosen, e.Right = progress.Answered, p.Answer.Chosen, p.Answer.Correct()
	}
	return append([]progress.Event{e}, m.finished()...)
}

// finished is the event of a lesson whose every step is passed or skipped.
func (m Lesson) finished() []progress.Event {
	if done, all := m.count(); done < all {
		return nil
	}
	return []progress.Event{{Kind: progress.Finished, Lesson: m.deps.Lesson.ID}}
}

// skipped leaves a step out.
func (m Lesson) skipped(at lessons.At) (Screen, tea.Cmd) {
	m.note(at, func(n *stepNote) { n.skipped = true })
	b, _ := m.deps.Lesson.Block(at)
	q, asked := b.Step.(*step.Question)
	m.paused = asked && q.Asked.Kind == quiz.Recall && m.readsOn(at)
	m.refresh()
	m.look(m.readFrom(at))
	return m, m.save(m.finished()...)
}

// hinted shows the next hint, and after the last one the solution.
func (m *Lesson) hinted(at lessons.At, s *step.Try) {
	if m.notes[at].hints < step.Hints {
		m.note(at, func(n *stepNote) { n.hints++ })
	} else {
		m.editor.SetText(s.Solution().Source())
	}
	m.refresh()
	m.look(at)
}

// prepare gets choice, form or editor ready when another step is present.
func (m *Lesson) prepare() {
	at, s, ok := m.present()
	if !ok || at == m.prepared {
		return
	}
	m.prepared = at
	switch s := s.(type) {
	case *step.Question:
		m.choice = 0
	case *step.Form:
		m.form = form.New(m.env.Theme, m.fields(s, at))
		m.form.SetWidth(m.size.widget)
	case *step.Try:
		m.editor = editor.New(editor.NewStyles(m.env.Theme), s.Start().Source())
		m.editor.SetWidth(m.size.widget)
	}
	if m.presenter.on {
		m.quietly()
	}
}

// fields are a form's, with what they propose; or with what was typed, when it was refused. A secret goes back to what was
// proposed at first: the learner has never seen it, so who overwrote it could not find the way on.
func (m *Lesson) fields(s *step.Form, at lessons.At) []form.Field {
	var fields []form.Field
	secrets := map[string]string{}
	typed, first := m.state.Played[at].Input.Fields, m.notes[at].secrets
	for _, f := range s.Fields {
		text, err := f.Default.Fill(m.state.Values, m.now, nil)
		if err != nil {
			text = ""
		}
		if again, ok := typed[f.Name]; ok {
			text = again
		}
		if f.Secret {
			if proposed, ok := first[f.Name]; ok {
				text = proposed
			}
			secrets[f.Name] = text
		}
		fields = append(fields, form.Field{Name: f.Name, Value: text, Secret: f.Secret, Hint: f.Hint})
	}
	m.note(at, func(n *stepNote) { n.secrets = secrets })
	return fields
}
