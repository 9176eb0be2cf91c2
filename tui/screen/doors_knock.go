package screen

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/doors"
	"poolschool/tui/component/panels"
)

// What commands report.
type (
	doorsOpenedMsg struct {
		self  *doorsScreen
		house *doors.House
		err   error
	}
	doorKnockedMsg struct {
		self *doorsScreen
		at   doorsAt
		cell doors.Cell
		err  error
	}
)

func (m Doors) pressed(msg tea.KeyMsg) (Doors, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Back):
		return m.left()
	case key.Matches(msg, k.Zoom):
		_, knocked := m.known[m.at]
		m.zoom = !m.zoom && knocked
	case key.Matches(msg, k.Copy):
		return m, copyFocus(m.env, m.panels)
	case m.zoom, key.Matches(msg, k.Panel, k.PanelBack, k.Numbers, m.panels.KeyMap.Reveal):
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	case key.Matches(msg, k.PanelUp):
		m.scroll(tea.KeyMsg{Type: tea.KeyUp})
	case key.Matches(msg, k.PanelDown):
		m.scroll(tea.KeyMsg{Type: tea.KeyDown})
	case key.Matches(msg, k.Scroll):
		m.scroll(msg)
	case key.Matches(msg, k.Knock):
		return m.knock(m.at)
	case key.Matches(msg, k.Run):
		return m.everywhere()
	case key.Matches(msg, k.Up):
		m.to(doorsAt{m.at.row - 1, m.at.column})
	case key.Matches(msg, k.Down):
		m.to(doorsAt{m.at.row + 1, m.at.column})
	case key.Matches(msg, k.Left):
		m.to(doorsAt{m.at.row, m.at.column - 1})
	case key.Matches(msg, k.Right):
		m.to(doorsAt{m.at.row, m.at.column + 1})
	}
	return m, nil
}

// scroll moves the panels, or the words where there is no room for panels.
func (m *Doors) scroll(msg tea.KeyMsg) {
	if m.size.panels == 0 {
		m.said, _ = m.said.Update(msg) // a pane has no commands
		return
	}
	m.panels, _ = m.panels.Update(msg) // nor have panels
}

// left goes back from the panels, or leaves.
func (m Doors) left() (Doors, tea.Cmd) {
	if m.zoom {
		m.zoom = false
		return m, nil
	}
	return m, Back()
}

// to selects a cell.
func (m *Doors) to(at doorsAt) {
	m.at = doorsAt{max(min(at.row, len(m.rows)-1), 0), max(min(at.column, len(m.columns)-1), 0)}
	m.showCell()
}

// showCell puts the selected cell's calls into the panels.
func (m *Doors) showCell() {
	content := panels.Content{}
	if c, ok := m.known[m.at]; ok && len(c.Exchanges) > 0 {
		content.Exchange, content.Inner = c.Exchanges[0], c.Exchanges[1:]
	}
	m.panels.Set(content)
	m.said.Top()
}

// knock tries a door, once the account is open and no other knock is under way.
func (m Doors) knock(at doorsAt) (Doors, tea.Cmd) {
	if len(m.todo) > 0 || m.house == nil && m.trouble != "" {
		return m, nil
	}
	m.todo, m.total, m.trouble = []doorsAt{at}, 1, ""
	return m, m.next()
}

// everywhere tries all doors with everything, or stops doing so.
func (m Doors) everywhere() (Doors, tea.Cmd) {
	switch {
	case len(m.todo) > 1:
		m.todo = m.todo[:1:1] // this one is under way
		return m, nil
	case len(m.todo) == 1, m.house == nil && m.trouble != "":
		return m, nil
	}
	m.trouble = ""
	for row := range m.rows {
		for column := range m.columns {
			m.todo = append(m.todo, doorsAt{row, column})
		}
	}
	m.total = len(m.todo)
	return m, m.next()
}

// next knocks at the first of those that are to do.
func (m Doors) next() tea.Cmd {
	if len(m.todo) == 0 || m.house == nil {
		return nil
	}
	at, house, self := m.todo[0], m.house, m.self
	row, column := m.rows[at.row].ID, m.columns[at.column].ID
	return func() tea.Msg {
		cell, err := house.Knock(context.Background(), row, column)
		return doorKnockedMsg{self, at, cell, err}
	}
}

func (m Doors) opened(msg doorsOpenedMsg) (Doors, tea.Cmd) {
	if msg.self != m.self {
		return m, nil
	}
	if msg.err != nil {
		m.trouble, m.todo = "The account cannot be opened: "+msg.err.Error(), nil
		return m, nil
	}
	m.house = msg.house
	return m, m.next()
}

func (m Doors) knocked(msg doorKnockedMsg) (Doors, tea.Cmd) {
	if msg.self != m.self {
		return m, nil
	}
	if len(m.todo) > 0 {
		m.todo = m.todo[1:]
	}
	if msg.err != nil {
		m.trouble, m.todo = msg.err.Error(), nil
		return m, nil
	}
	m.remember(msg.at, msg.cell)
	if msg.at == m.at {
		m.showCell()
	}
	return m, m.next()
}

// clicked selects the cell under the mouse, and knocks if it was selected.
func (m Doors) clicked(msg tea.MouseMsg) (Doors, tea.Cmd) {
	row := msg.Y - doorsAbove
	if m.zoom || row >= len(m.rows) {
		msg.Y -= m.size.panelsTop
		m.panels, _ = m.panels.Update(msg) // panels have no commands
		return m, nil
	}
	column := m.from + (msg.X-m.size.name)/max(m.size.cell, 1)
	if !pressedLeft(msg) || row < 0 || msg.X < m.size.name || column >= min(m.from+m.size.columns, len(m.columns)) {
		return m, nil
	}
	at := doorsAt{row, column}
	if at == m.at {
		return m.knock(at)
	}
	m.to(at)
	return m, nil
}
