// Package pane shows lines in a window and scrolls them. Lines are cleaned, cut or wrapped, and padded once, when they
// or the size change; View only joins. (bubbles/viewport does that work at every View: 1.2 ms at 99x56, this 10 µs.)
//
// A pane whose lines do not all fit has a scroll bar in its last column.
package pane

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// KeyMap is what a pane listens to when it has the keys.
type KeyMap struct {
	Up, Down, PageUp, PageDown, Top, Bottom key.Binding
}

// DefaultKeyMap are the keys of a pager.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Up:       key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("↑", "up")),
		Down:     key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("↓", "down")),
		PageUp:   key.NewBinding(key.WithKeys("pgup", "b"), key.WithHelp("pgup", "page up")),
		PageDown: key.NewBinding(key.WithKeys("pgdown", " "), key.WithHelp("pgdn", "page down")),
		Top:      key.NewBinding(key.WithKeys("home", "g"), key.WithHelp("home", "to the top")),
		Bottom:   key.NewBinding(key.WithKeys("end", "G"), key.WithHelp("end", "to the end")),
	}
}

// Styles are the inks of the scroll bar. The lines bring their own.
type Styles struct {
	Track, Thumb theme.Ink
}

// NewStyles takes the styles from a theme.
func NewStyles(t theme.Theme) Styles { return Styles{Track: t.Border, Thumb: t.Focus} }

// Model is a pane. The zero value shows nothing; New gives it keys.
type Model struct {
	KeyMap KeyMap
	Styles Styles
	Wrap   bool // wrap long lines instead of cutting them; set it before the lines

	width, height int
	lines         []string // as they were set, cleaned
	rows          []string // fitted to the width
	first         []int    // the first row of each line
	offset        int      // the row at the top
	shown         []string // what View joins, height lines
}

// New is an empty pane.
func New(s Styles) Model { return Model{KeyMap: DefaultKeyMap(), Styles: s} }

// SetSize sets width and height in cells.
func (m *Model) SetSize(width, height int) {
	if width == m.width && height == m.height {
		return
	}
	m.width, m.height = max(width, 0), max(height, 0)
	m.fit()
}

// SetLines sets the lines. They may hold colours, each line for itself. The place is kept as far as there are lines.
func (m *Model) SetLines(lines []string) {
	cleaned := make([]string, 0, len(lines))
	for _, line := range lines {
		cleaned = append(cleaned, strings.Split(cells.Clean(line), "\n")...)
	}
	m.lines = cleaned
	m.fit()
}

// SetStyles changes the scroll bar's inks.
func (m *Model) SetStyles(s Styles) {
	m.Styles = s
	m.show()
}

// Update scrolls: by key, and three lines by mouse wheel.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.KeyMap.Up):
			m.ScrollBy(-1)
		case key.Matches(msg, m.KeyMap.Down):
			m.ScrollBy(1)
		case key.Matches(msg, m.KeyMap.PageUp):
			m.ScrollBy(-m.page())
		case key.Matches(msg, m.KeyMap.PageDown):
			m.ScrollBy(m.page())
		case key.Matches(msg, m.KeyMap.Top):
			m.scroll(0)
		case key.Matches(msg, m.KeyMap.Bottom):
			m.scroll(len(m.rows))
		}
	case tea.MouseMsg:
		switch msg.Button {
		case tea.MouseButtonWheelUp:
			m.ScrollBy(-3)
		case tea.MouseButtonWheelDown:
			m.ScrollBy(3)
		}
	}
	return m, nil
}

// page leaves one line of the last page in sight.
func (m Model) page() int { return max(m.height-1, 1) }

// ScrollBy moves by rows, down if n is positive.
func (m *Model) ScrollBy(n int) { m.scroll(m.offset + n) }

// ScrollTo moves as little as it takes to bring a line, counted from 0, into sight. Of a wrapped line that is its first
// row.
func (m *Model) ScrollTo(line int) {
	if len(m.first) == 0 {
		return
	}
	row := m.first[min(max(line, 0), len(m.first)-1)]
	switch {
	case row < m.offset:
		m.scroll(row)
	case row >= m.offset+m.height:
		m.scroll(row - m.height + 1)
	}
}

// Top moves to the first row.
func (m *Model) Top() { m.scroll(0) }

// Above and Below are how many rows are out of sight.
func (m Model) Above() int { return m.offset }

// Below is how many rows are out of sight below.
func (m Model) Below() int { return max(len(m.rows)-m.offset-m.height, 0) }

// LineAt is the line, counted from 0 as they were set, that stands in row y of the window.
func (m Model) LineAt(y int) (line int, ok bool) {
	row := m.offset + y
	if y < 0 || y >= m.height || row >= len(m.rows) {
		return 0, false
	}
	for line = len(m.first) - 1; line > 0 && m.first[line] > row; line-- {
	}
	return line, true
}

// Lines are the rows in sight, exactly height lines of exactly width cells, for joining beside other columns. Nobody
// changes them.
func (m Model) Lines() []string { return m.shown }

// View is the rows in sight as one string.
func (m Model) View() string { return strings.Join(m.shown, "\n") }

// fit makes rows of the lines, one cell narrower if they need a scroll bar.
func (m *Model) fit() {
	m.fitTo(m.width)
	if len(m.rows) > m.height && m.width > 1 {
		m.fitTo(m.width - 1)
	}
	m.scroll(m.offset)
}

func (m *Model) fitTo(width int) {
	m.rows = make([]string, 0, len(m.lines))
	m.first = make([]int, len(m.lines))
	for i, line := range m.lines {
		m.first[i] = len(m.rows)
		if !m.Wrap || width < 1 {
			m.rows = append(m.rows, cells.Fit(line, width))
			continue
		}
		for _, row := range cells.Wrap(line, width) {
			m.rows = append(m.rows, cells.Fit(row, width))
		}
	}
}

func (m *Model) scroll(offset int) {
	m.offset = max(min(offset, len(m.rows)-m.height), 0)
	m.show()
}

// show collects the rows in sight. It makes a new slice: older values of the pane keep theirs.
func (m *Model) show() {
	m.shown = make([]string, m.height)
	end := min(m.offset+m.height, len(m.rows))
	n := copy(m.shown, m.rows[min(m.offset, end):end])
	for i := n; i < m.height; i++ {
		m.shown[i] = cells.Blank(m.width)
	}
	if len(m.rows) > m.height && m.width > 1 {
		m.bar()
	}
}

// bar adds the scroll bar. The thumb is never gone, and touches an end only when the rows do.
func (m *Model) bar() {
	track, thumb := m.Styles.Track.Render("│"), m.Styles.Thumb.Render("┃")
	size := max(m.height*m.height/len(m.rows), 1)
	room, most := m.height-size, len(m.rows)-m.height
	from := m.offset * room / most
	if m.offset > 0 && from == 0 && room > 1 {
		from = 1
	}
	for i, row := range m.shown {
		if i >= from && i < from+size {
			m.shown[i] = row + thumb
		} else {
			m.shown[i] = row + track
		}
	}
}
