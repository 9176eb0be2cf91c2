package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/panels"
)

func (m Follow) pressed(msg tea.KeyMsg) (Follow, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Back) && m.calls, key.Matches(msg, k.Calls):
		m.calls = !m.calls && m.cursor < len(m.visits)
	case key.Matches(msg, k.Back):
		return m, Back()
	case m.calls:
		return m.pressedCalls(msg)
	case key.Matches(msg, k.Play):
		return m.play()
	case key.Matches(msg, k.Again):
		return m.again()
	case key.Matches(msg, k.Up):
		m.to(m.cursor - 1)
	case key.Matches(msg, k.Down):
		m.to(m.cursor + 1)
	case key.Matches(msg, k.Scroll):
		m.text, _ = m.text.Update(msg) // a pane has no commands
	}
	return m, nil
}

// pressedCalls is what keys do among the calls of a station.
func (m Follow) pressedCalls(msg tea.KeyMsg) (Follow, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Earlier):
		m.another(tea.KeyUp)
	case key.Matches(msg, k.Later):
		m.another(tea.KeyDown)
	case key.Matches(msg, k.Fold):
		if at := m.diagram.Selected(); at != 0 {
			m.diagram.ToggleFold(at)
		}
	case key.Matches(msg, k.Copy):
		return m, copyFocus(m.env, m.panels)
	default:
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	}
	return m, nil
}

// another selects the call before or after the present one.
func (m *Follow) another(arrow tea.KeyType) {
	m.diagram, _ = m.diagram.Update(tea.KeyMsg{Type: arrow}) // a diagram has no commands
	m.choose(m.diagram.Selected())
}

// to selects a station.
func (m *Follow) to(i int) {
	m.cursor = max(min(i, len(m.stations)-1), 0)
	m.show()
}

// show puts the calls of the selected station into diagram and panels.
func (m *Follow) show() {
	m.text.Top()
	if m.cursor >= len(m.visits) {
		m.calls = false
		m.diagram.SetMessages(nil)
		m.choose(0)
		return
	}
	exchanges := m.visits[m.cursor].Exchanges
	m.diagram.SetMessages(drawn(exchanges))
	if e, ok := outer(exchanges); ok {
		m.choose(e.ID)
	}
}

// choose puts a call into the panels; 0 is none.
func (m *Follow) choose(id int) {
	m.diagram.Select(id)
	content := panels.Content{}
	if m.cursor < len(m.visits) {
		exchanges := m.visits[m.cursor].Exchanges
		for _, e := range exchanges {
			if e.ID == id {
				content.Exchange, content.Inner = e, inner(exchanges, id)
			}
		}
	}
	m.panels.Set(content)
}

// clicked selects the station or the call under the mouse, and scrolls.
func (m *Follow) clicked(msg tea.MouseMsg) {
	y := msg.Y - followAbove
	switch {
	case m.calls && y >= m.size.diagram:
		msg.Y = y - m.size.diagram
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	case m.calls && pressedLeft(msg):
		if id, ok := m.diagram.At(y); ok {
			m.choose(id)
		}
	case m.calls:
		m.diagram, _ = m.diagram.Update(msg) // nor has a diagram
	case pressedLeft(msg) && y >= 0 && y < len(m.stations) && (m.size.right == 0 || msg.X < m.size.left):
		m.to(y)
	default:
		m.text, _ = m.text.Update(msg)
	}
}
