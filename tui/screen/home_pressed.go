package screen

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

func (m CourseMap) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Open):
		return m, m.openRow(m.cursor)
	case m.typing:
		return m.typed(msg)
	case key.Matches(msg, k.Up):
		return m.moved(-1), nil
	case key.Matches(msg, k.Down):
		return m.moved(1), nil
	case key.Matches(msg, k.Know):
		return m, m.know()
	case key.Matches(msg, k.PageUp):
		return m.moved(-m.page()), nil
	case key.Matches(msg, k.PageDown):
		return m.moved(m.page()), nil
	case key.Matches(msg, k.First):
		return m.moved(-len(m.rows)), nil
	case key.Matches(msg, k.Last):
		return m.moved(len(m.rows)), nil
	case key.Matches(msg, k.Search):
		return m.searching()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Quit):
		return m, tea.Quit
	}
	return m, nil
}

// page is how many rows a page moves.
func (m CourseMap) page() int { return max(len(m.list.Lines())-1, 1) }

// openRow opens what stands in a row.
func (m CourseMap) openRow(i int) tea.Cmd {
	if i < 0 || i >= len(m.rows) {
		return nil
	}
	return m.rows[i].open
}

// moved goes n rows on, not counting those that cannot be opened, and stays at the ends.
func (m CourseMap) moved(n int) CourseMap {
	var places []int
	for i, r := range m.rows {
		if r.open != nil {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return m
	}
	at := max(slices.Index(places, m.cursor), 0)
	m.cursor = places[min(max(at+n, 0), len(places)-1)]
	m.layOut()
	return m
}

func (m CourseMap) searching() (Screen, tea.Cmd) {
	m.typing = true
	m.search.SetValue("")
	cmd := m.search.Focus()
	m.filter()
	m.cursor = m.firstRow()
	m.layOut()
	return m, cmd
}

// typed gives a key to the search; arrows still move.
func (m CourseMap) typed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Stop):
		return m.stopped(), nil
	case msg.Type == tea.KeyUp:
		return m.moved(-1), nil
	case msg.Type == tea.KeyDown:
		return m.moved(1), nil
	case msg.Type == tea.KeyBackspace && m.search.Value() == "":
		return m.stopped(), nil
	}
	before := m.search.Value()
	var cmd tea.Cmd
	m.search, cmd = m.search.Update(msg)
	if m.search.Value() != before {
		m.filter()
		m.cursor = m.firstRow()
	}
	m.layOut()
	return m, cmd
}

// stopped ends the search and selects where to go on.
func (m CourseMap) stopped() CourseMap {
	m.typing = false
	m.search.Blur()
	m.search.SetValue("")
	m.filter()
	m.cursor = m.firstRow()
	m.layOut()
	return m
}

// clicked selects the row under the mouse, and opens it if it was selected; the wheel moves the cursor.
func (m CourseMap) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		return m.moved(-1), nil
	case msg.Button == tea.MouseButtonWheelDown:
		return m.moved(1), nil
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft || msg.X >= m.listWidth():
		return m, nil
	}
	line, ok := m.list.LineAt(msg.Y - len(m.top))
	row := line - m.homeAbove()
	if !ok || row < 0 || row >= len(m.rows) || m.rows[row].open == nil {
		return m, nil
	}
	if row == m.cursor {
		return m, m.openRow(row)
	}
	m.cursor = row
	m.layOut()
	return m, nil
}
