// Package picker is a list to choose from by typing: what is typed need not be whole words, and the best fit stands first.
//
//	/ sign▏
//
//	▸ lesson  Signing in                      10 min
//	  key     s  skip
package picker

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/input"
	"poolschool/tui/theme"
)

// Item is one thing to choose.
type Item struct {
	Kind  string // in a column of its own: "lesson"; may be empty for all
	Title string
	Note  string // at the right end
	About string // searched for whole words, and not shown
	Mark  theme.Side
}

// KeyMap is what a picker listens to beside characters.
type KeyMap struct {
	Up, Down, PageUp, PageDown, First, Last key.Binding
}

// DefaultKeyMap are the arrows; letters are text.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Up: bind("↑↓", "select", "up"), Down: bind("", "", "down", "ctrl+n"),
		PageUp: bind("", "", "pgup"), PageDown: bind("", "", "pgdown"),
		First: bind("", "", "home"), Last: bind("", "", "end"),
	}
}

// Model is a picker. It is a value; a copy goes its own way.
type Model struct {
	KeyMap KeyMap
	// Empty is said when nothing fits.
	Empty string

	theme         theme.Theme
	items         []Item
	known         names // of the items, for finding them
	found         []int // indexes of items, best first
	cursor        int   // index of found
	filter        textinput.Model
	active        bool
	width, height int
	offset        int // the item of found in the first row
	lines         []string
}

// New is a picker with the keys.
func New(t theme.Theme, items []Item) Model {
	m := Model{KeyMap: DefaultKeyMap(), Empty: "nothing fits", theme: t, active: true, filter: input.New(t, 20)}
	m.filter.Placeholder = "type to find"
	m.filter.Focus() // its command only blinks
	m.SetItems(items)
	return m
}

// SetItems changes what there is to choose. The filter stays, and so does the cursor as far as there are rows.
func (m *Model) SetItems(items []Item) {
	m.items, m.known = items, namesOf(items)
	m.found = m.known.find(m.filter.Value())
	m.cursor = max(min(m.cursor, len(m.found)-1), 0)
	m.draw()
}

// SetTheme changes the looks.
func (m *Model) SetTheme(t theme.Theme) {
	m.theme = t
	input.Wear(&m.filter, t)
	m.draw()
}

// SetSize sets width and height in cells.
func (m *Model) SetSize(width, height int) {
	if width != m.width || height != m.height {
		m.width, m.height = max(width, 0), max(height, 0)
		m.draw()
	}
}

// SetActive gives the picker the keys, or takes them; then it shows no cursor in its field.
func (m *Model) SetActive(active bool) {
	m.active = active
	if active {
		m.filter.Focus()
	} else {
		m.filter.Blur()
	}
	m.draw()
}

// SetQuery writes into the field.
func (m *Model) SetQuery(text string) {
	m.filter.SetValue(text)
	m.filter.CursorEnd()
	m.refind()
}

// Query is what was typed.
func (m Model) Query() string { return m.filter.Value() }

// Found is how many items fit.
func (m Model) Found() int { return len(m.found) }

// Selected is the index of the item under the cursor; ok is false when nothing fits.
func (m Model) Selected() (index int, ok bool) {
	if m.cursor < 0 || m.cursor >= len(m.found) {
		return 0, false
	}
	return m.found[m.cursor], true
}

// Select puts the cursor on an item, if it fits.
func (m *Model) Select(index int) {
	for i, at := range m.found {
		if at == index {
			m.cursor = i
			m.draw()
		}
	}
}

// Update moves and types. Mouse places are counted from the picker's upper left corner; a click only selects.
func (m Model) Update(msg tea.Msg) Model {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.pressed(msg)
	case tea.MouseMsg:
		m.clicked(msg)
	}
	return m
}

func (m *Model) pressed(msg tea.KeyMsg) {
	k := m.KeyMap
	page := max(m.height-above-1, 1)
	switch {
	case key.Matches(msg, k.Up):
		m.to(m.cursor - 1)
	case key.Matches(msg, k.Down):
		m.to(m.cursor + 1)
	case key.Matches(msg, k.PageUp):
		m.to(m.cursor - page)
	case key.Matches(msg, k.PageDown):
		m.to(m.cursor + page)
	case key.Matches(msg, k.First):
		m.to(0)
	case key.Matches(msg, k.Last):
		m.to(len(m.found) - 1)
	default:
		before := m.filter.Value()
		m.filter, _ = m.filter.Update(msg) // its command only blinks
		if m.filter.Value() != before {
			m.refind()
			return
		}
		m.draw()
	}
}

func (m *Model) clicked(msg tea.MouseMsg) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		m.to(m.cursor - 1)
	case msg.Button == tea.MouseButtonWheelDown:
		m.to(m.cursor + 1)
	default:
		if m.At(msg.Y) {
			m.to(m.offset + msg.Y - above)
		}
	}
}

// At says whether an item stands in row y, counted from the picker's upper edge.
func (m Model) At(y int) bool {
	return y >= above && y < m.height && m.offset+y-above < len(m.found)
}

func (m *Model) to(i int) {
	m.cursor = max(min(i, len(m.found)-1), 0)
	m.draw()
}

func (m *Model) refind() {
	m.found, m.cursor = m.known.find(m.filter.Value()), 0
	m.draw()
}

// bind makes a binding: its name and what it does, as help and footer show them, and the keys that mean it.
func bind(name, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, does))
}
