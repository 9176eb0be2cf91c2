package screen

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// elsewhere is what keys do that lead out of the text: forward again, into the history, the sandbox, the search, or onto the
// clipboard.
func (m Lesson) elsewhere(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case m.session == nil:
		return m, nil
	case key.Matches(msg, k.Find):
		return m, Search("")
	case key.Matches(msg, k.Code) && len(m.deps.Code) > 0:
		return m, Open(NewSnippets(m.env, m.Title(), m.deps.Code))
	case key.Matches(msg, k.Copy) && m.env.Copy != nil:
		return m, copyFocus(m.env, m.panels)
	case key.Matches(msg, k.CopyAs) && m.env.Copy != nil && m.selected != 0:
		return m, Open(newCopyMenu(m.env, m, m.panels))
	case m.busy.what != idle:
		return m, nil
	case key.Matches(msg, k.Redo):
		if m.state.Undone == 0 {
			return m, Say("There is nothing to do again.")
		}
		return m.goes(m.session.Redo)
	case key.Matches(msg, k.History):
		return m, m.asksPast()
	case key.Matches(msg, k.Picture) && m.deps.Diagram != nil:
		d := m.deps.Diagram
		return m, Open(NewDiagrams(m.env, DiagramsDeps{Shown: []ShownDiagram{{d, d.Lit(m.state.Exchanges)}}}))
	case key.Matches(msg, k.Sandbox) && m.deps.Sandbox != nil:
		return m, Open(m.deps.Sandbox(m.session))
	}
	return m, nil
}

// asksPast lists the steps so far, those that were taken back, and the ways that were left for another one.
func (m Lesson) asksPast() tea.Cmd {
	past := m.session.History()
	if len(past) == 0 {
		return Say("Nothing was done yet.")
	}
	places := []Place{{Title: "The beginning", Go: m.way(0)}}
	for i, p := range past {
		note := fmt.Sprintf("page %d", p.At.Page+1)
		if p.Undone {
			note = "taken back · " + note
		}
		places = append(places, Place{Title: m.pastTitle(p), Note: note, Go: m.way(i + 1)})
	}
	selected := m.state.Steps
	for i, t := range m.session.Tries() {
		title := "Another way"
		if t.Fork < len(t.Steps) {
			title += ": " + m.pastTitle(t.Steps[t.Fork])
		}
		session := m.session
		take := func(ctx context.Context) (lessons.State, error) { return session.Switch(ctx, i) }
		places = append(places, Place{Kind: "first try", Title: title, Note: counted(len(t.Steps), "step"), Go: send(wayMsg{from{m.self}, take})})
	}
	return Open(NewChoice(m.env, m, "History: go to the moment after", places, selected))
}

// counted is a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// way leads to the moment after n steps.
func (m Lesson) way(n int) tea.Cmd {
	session := m.session
	return send(wayMsg{from{m.self}, func(ctx context.Context) (lessons.State, error) { return session.Go(ctx, n) }})
}

// pastTitle is a step in a few words, with what was typed where that is no secret.
func (m Lesson) pastTitle(p lessons.Past) string {
	b, ok := m.deps.Lesson.Block(p.At)
	if !ok || b.Step == nil {
		return ""
	}
	title := b.Step.Title()
	switch s := b.Step.(type) {
	case *step.Question:
		title = s.Asked.ID
		if p.Input.Choice >= 0 && p.Input.Choice < len(s.Asked.Choices) {
			title = "You said: " + s.Asked.Choices[p.Input.Choice].Text.Source()
		}
	case *step.HTTP:
		title = m.called(s.Planned()[0].Operation, p.At)
	case *step.Form:
		var typed []string
		for _, f := range s.Fields {
			if text := p.Input.Fields[f.Name]; text != "" && !f.Secret {
				typed = append(typed, f.Name+" "+text)
			} else {
				typed = append(typed, f.Name)
			}
		}
		title = "Typed " + strings.Join(typed, ", ")
	}
	return title
}

// goes takes a way through the history.
func (m Lesson) goes(way func(context.Context) (lessons.State, error)) (Screen, tea.Cmd) {
	m.start(lessonBusy{what: rewinding})
	m.drawFoot()
	session, self, gen := m.session, m.self, m.gen
	run := func() tea.Msg {
		state, err := way(context.Background())
		return wentMsg{from: from{self}, gen: gen, state: state, past: session.History(), err: err}
	}
	return m, tea.Batch(run, m.slow())
}

// went shows the moment to which the history led.
func (m Lesson) went(msg wentMsg) (Screen, tea.Cmd) {
	m.busy = lessonBusy{}
	if msg.err != nil {
		m.refresh()
		return m, Say(msg.err.Error())
	}
	if back, any := m.firstGone(msg.state); any {
		m.forget(back)
	}
	m.state, m.now = msg.state, msg.state.Now
	m.retry, m.paused, m.prepared = nil, false, nowhere()
	last := lessons.At{}
	if n := msg.state.Steps; n > 0 && n <= len(msg.past) {
		last = msg.past[n-1].At
		m.note(last, func(n *stepNote) { n.message, n.needs = "", nil })
	}
	m.passOver(last)
	m.page = last.Page
	m.panels.SetNow(m.now)
	m.follow(m.state.Exchanges)
	m.turned()
	return m, nil
}
