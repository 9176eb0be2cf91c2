package screen

import (
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/step"
)

// lessonTop is how many rows stand above the body.
const lessonTop = 2

// clicked scrolls what is under the mouse, and selects the choice, field, arrow or tab that is.
func (m Lesson) clicked(msg tea.MouseMsg) Screen {
	if m.presenter.on {
		return m.presenterClicked(msg)
	}
	if m.menu.kind != noMenu || m.session == nil {
		return m
	}
	y := msg.Y - lessonTop
	switch {
	case y < 0 || y >= m.size.body:
		return m
	case m.staged():
		return m.clickedCalls(msg, msg.X, y)
	case m.size.right > 0 && msg.X > m.size.left:
		return m.clickedCalls(msg, msg.X-m.size.left-1, y)
	case m.panelBelow() && y >= m.size.body-m.size.below:
		msg.Y = y - (m.size.body - m.size.below)
		m.panels, _ = m.panels.Update(msg)
		return m
	}
	return m.clickedText(msg, y-m.size.heading)
}

// clickedCalls hands the mouse to the diagram or the panels, in their own cells.
func (m Lesson) clickedCalls(msg tea.MouseMsg, x, y int) Screen {
	msg.X, msg.Y = x, y
	if y >= m.size.diagram {
		msg.Y = y - m.size.diagram
		m.panels, _ = m.panels.Update(msg)
		return m
	}
	if id, ok := m.diagram.At(y); ok && pressedLeft(msg) {
		m.choose(id)
		return m
	}
	m.diagram, _ = m.diagram.Update(msg)
	return m
}

func pressedLeft(msg tea.MouseMsg) bool {
	return msg.Action == tea.MouseActionPress && msg.Button == tea.MouseButtonLeft
}

// clickedText selects a choice or a field of the present step, or scrolls.
func (m Lesson) clickedText(msg tea.MouseMsg, y int) Screen {
	if !pressedLeft(msg) {
		m.text, _ = m.text.Update(msg)
		return m
	}
	line, ok := m.text.LineAt(y)
	at, s, present := m.present()
	first, last, _, drawn := m.span(at)
	if !ok || !present || !drawn || line < first || line > last {
		return m
	}
	switch s := s.(type) {
	case *step.Question:
		if i, hit := m.choiceAt(at, s.Asked, line-first); hit {
			m.choice = i
		}
	case *step.Form:
		skip := 0
		if m.retry != nil && m.retry.form == at {
			skip = len(m.refusedLines())
		}
		if i, hit := m.form.FieldAt(line - first - skip); hit {
			m.form.Go(i)
		}
	}
	m.redraw(at)
	m.drawFoot()
	return m
}
