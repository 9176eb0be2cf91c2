package screen

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/compare"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// Compare is the table that sets the pools and their alternatives side by side. Enter opens the page that shows the selected
// one.
type Compare struct {
	env   Env
	table *compare.Table
	keys  compareKeys

	row, column   int // selected
	from          int // the first column in sight
	width, height int
	size          compareSize
	first         []int        // the line on which each row begins
	wrapped       [][][]string // row → name, then an answer a subject → its lines without colours
	wrappedTo     compareSize
	body          pane.Model
	frame         string
}

// compareSize is where things stand.
type compareSize struct{ name, cell, columns int }

type compareKeys struct{ Show, Up, Down, Left, Right, First, Last, Help, Back key.Binding }

const (
	compareAbove     = 4  // header, rule, names of the columns, a rule
	leastCompareCell = 21 // narrower columns cannot be read
	compareName      = 15
	compareWideName  = 26
)

// NewCompare is the table with its first column selected.
func NewCompare(env Env, table *compare.Table) Screen {
	return Compare{
		env: env, table: table, body: pane.New(pane.NewStyles(env.Theme)),
		keys: compareKeys{
			Show: bind("enter", "show me", "enter"), Left: bind("←→", "select", "left", "h"), Right: bind("", "", "right", "l"),
			Up: bind("↑↓", "rows", "up", "k"), Down: bind("", "", "down", "j"), First: bind("home", "first row", "home", "g"),
			Last: bind("end", "last row", "end", "G"), Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q"),
		},
	}
}

// Init has nothing to start.
func (m Compare) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Compare) Title() string { return "Compare" }

// Typing is false: there is nothing to type into.
func (m Compare) Typing() bool { return false }

// Keys are what can be pressed now, the likeliest first.
func (m Compare) Keys() []key.Binding {
	k := m.keys
	k.Show.SetHelp("enter", "show me: "+m.table.Subjects[m.column].Name)
	return []key.Binding{k.Show, k.Left, k.Up, k.Help, k.Back, k.First, k.Last}
}

// SetSize lays the screen out.
func (m Compare) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Compare) View() string { return m.frame }

// Update sorts.
func (m Compare) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.body.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m Compare) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Show):
		return m, m.show()
	case key.Matches(msg, k.Back):
		return m, Back()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Left):
		m.to(m.row, m.column-1)
	case key.Matches(msg, k.Right):
		m.to(m.row, m.column+1)
	case key.Matches(msg, k.Up):
		m.to(m.row-1, m.column)
	case key.Matches(msg, k.Down):
		m.to(m.row+1, m.column)
	case key.Matches(msg, k.First):
		m.to(0, m.column)
	case key.Matches(msg, k.Last):
		m.to(len(m.table.Rows), m.column)
	default:
		m.body, _ = m.body.Update(msg) // a pane has no commands
	}
	m.layOut()
	return m, nil
}

func (m *Compare) to(row, column int) {
	m.row = max(min(row, len(m.table.Rows)-1), 0)
	m.column = max(min(column, len(m.table.Subjects)-1), 0)
	m.layOut()
	if m.width > 0 { // the whole row comes into sight, its beginning first
		m.body.ScrollTo(m.first[m.row+1] - 1)
		m.body.ScrollTo(m.first[m.row])
	}
}

// show opens the page of the selected column.
func (m Compare) show() tea.Cmd {
	return pageOf(m.table.Subjects[m.column].See)
}

// clicked selects the cell under the mouse; a click on the selected column's name opens its page.
func (m Compare) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	column := m.from + (msg.X-m.size.name)/max(m.size.cell, 1)
	inside := msg.X >= m.size.name && column < min(m.from+m.size.columns, len(m.table.Subjects))
	switch {
	case !pressedLeft(msg):
		m.body, _ = m.body.Update(msg) // a pane has no commands
	case msg.Y < 2 || !inside:
		return m, nil
	case msg.Y < compareAbove && column == m.column:
		return m, m.show()
	case msg.Y < compareAbove:
		m.to(m.row, column)
	default:
		if line, ok := m.body.LineAt(msg.Y - compareAbove); ok {
			row := m.row
			for i := range m.table.Rows {
				if line >= m.first[i] {
					row = i
				}
			}
			m.to(row, column)
		}
	}
	m.layOut()
	return m, nil
}

func (m *Compare) measure() {
	s := compareSize{name: compareName}
	if m.width >= 150 {
		s.name = compareWideName
	}
	room := m.width - s.name - 2 // the cursor's column and the scroll bar
	s.columns = min(max(room/leastCompareCell, 1), len(m.table.Subjects))
	s.cell = room / s.columns
	m.size = s
	m.from = max(min(m.from, m.column, len(m.table.Subjects)-s.columns), m.column-s.columns+1, 0)
	if m.wrapped != nil && m.wrappedTo == s {
		return
	}
	m.wrapped, m.wrappedTo = nil, s
	for _, r := range m.table.Rows {
		row := [][]string{inked(theme.Ink{}, r.Name, s.name-3)}
		for _, subject := range m.table.Subjects {
			row = append(row, inked(theme.Ink{}, r.Cells[subject.ID], s.cell-2))
		}
		m.wrapped = append(m.wrapped, row)
	}
}

// layOut makes everything that View shows.
func (m *Compare) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.measure()
	m.body.SetSize(m.width, max(m.height-compareAbove-footRows(m.height), 1))
	m.body.SetLines(m.lines())
	status := t.Muted.Render("prices of " + m.table.AsOf)
	m.frame = layout.Stack(
		[]string{layout.Header(t, m.Title(), m.width), layout.Rule(t.Border, m.width, ""), m.head(), layout.Rule(t.Border, m.width, "")},
		m.body.Lines(), foot(t, m.Keys(), status, m.width, m.height))
}

// head names the columns.
func (m *Compare) head() string {
	t, s := m.env.Theme, m.size
	before, after := "  ", ""
	if m.from > 0 {
		before = "← "
	}
	if m.from+s.columns < len(m.table.Subjects) {
		after = theme.SignArrow
	}
	line := cells.Blank(s.name-2) + t.Muted.Render(before)
	for i := m.from; i < m.from+s.columns; i++ {
		subject := m.table.Subjects[i]
		side := themeSide(subject.Side)
		name := cells.Fit(side.Mark(subject.Name), s.cell-2)
		if i == m.column {
			line += t.Selected.Render(theme.SignCursor+name) + " "
			continue
		}
		line += " " + nameInk(t, side).Render(name) + " "
	}
	return cells.Fit(line, m.width-1) + cells.Fit(t.Muted.Render(after), 1)
}

// lines are the rows, each as high as its longest answer.
func (m *Compare) lines() []string {
	var lines []string
	m.first = make([]int, 0, len(m.table.Rows)+1)
	for i := range m.table.Rows {
		m.first = append(m.first, len(lines))
		lines = append(append(lines, m.rowLines(i)...), "")
	}
	m.first = append(m.first, max(len(lines)-1, 0))
	return lines
}

func (m *Compare) rowLines(row int) []string {
	t, s := m.env.Theme, m.size
	wrapped := m.wrapped[row]
	name, answers := wrapped[0], wrapped[1+m.from:1+m.from+s.columns]
	high := len(name)
	for _, lines := range answers {
		high = max(high, len(lines))
	}
	ink := t.Muted
	if row == m.row {
		ink = t.Heading
	}
	put := func(b *strings.Builder, ink theme.Ink, lines []string, y, width int) {
		text := ""
		if y < len(lines) {
			text = lines[y]
		}
		ink.Put(b, text)
		b.WriteString(cells.Blank(width - cells.Width(text)))
	}
	out := make([]string, high)
	for y := range high {
		var b strings.Builder
		sign := "  "
		if y == 0 && row == m.row {
			sign = theme.SignCursor + " "
		}
		b.WriteString(sign)
		put(&b, ink, name, y, s.name-1) // and a cell for the cursor of the columns
		for i, lines := range answers {
			answer := t.Muted
			if m.from+i == m.column || row == m.row {
				answer = t.Text
			}
			put(&b, answer, lines, y, s.cell)
		}
		out[y] = b.String()
	}
	return out
}
