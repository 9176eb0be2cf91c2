package screen

import (
	"fmt"
	"strings"

	"poolschool/lessons/doors"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	doorsAbove    = 3   // header, rule, names of the doors
	doorsWide     = 150 // the width from which holdings have their whole names
	doorsShort    = 20  // cells for a short name
	doorsLong     = 32  // cells for a whole one
	leastDoorCell = 14
	mostSaid      = 4 // rows of words between table and panels
	leastPanels   = 6 // rows
)

// doorsSize is where things stand.
type doorsSize struct {
	name, cell, columns int // widths of the first column and of the others, and how many of these are in sight
	said, panels        int // rows
	panelsTop           int // the first row of the panels
}

func (m *Doors) measure() {
	s := doorsSize{name: doorsShort}
	if m.width >= doorsWide {
		s.name = doorsLong
	}
	s.columns = min(max((m.width-s.name)/leastDoorCell, 1), len(m.columns))
	s.cell = (m.width - s.name - 1) / s.columns                          // the last cell of the line is for an arrow
	rows := max(m.height-doorsAbove-len(m.rows)-1-footRows(m.height), 1) // a rule is below the table
	s.said = min(rows, mostSaid)
	if s.panels = rows - s.said; s.panels < leastPanels {
		s.said, s.panels = rows, 0
	}
	s.panelsTop = m.height - footRows(m.height) - s.panels
	if m.zoom {
		s.panels, s.panelsTop = max(m.height-2-footRows(m.height), 1), 2
	}
	m.size = s
	m.from = max(min(m.from, m.at.column, len(m.columns)-s.columns), m.at.column-s.columns+1, 0)
}

// layOut makes everything that View shows.
func (m *Doors) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.measure()
	m.panels.SetSize(m.width, m.size.panels)
	m.panels.SetFocused(m.zoom)
	top := []string{layout.Header(t, m.Title(), m.width), layout.Rule(t.Border, m.width, "")}
	edge := foot(t, m.Keys(), m.status(), m.width, m.height)
	if m.zoom {
		m.frame = layout.Stack(top, m.panels.Lines(), edge)
		return
	}
	m.said.SetSize(m.width, m.size.said)
	m.said.SetLines(m.words(m.width - 3))
	rest := m.panels.Lines()
	if _, knocked := m.known[m.at]; !knocked { // nothing to show yet
		rest = make([]string, m.size.panels)
		for i := range rest {
			rest[i] = cells.Blank(m.width)
		}
	}
	m.frame = layout.Stack(top, m.table(), []string{m.rule()}, m.said.Lines(), rest, edge)
}

// status is how far the table has come.
func (m *Doors) status() string {
	t := m.env.Theme
	switch {
	case len(m.todo) > 0 && m.total > 1:
		return layout.Progress(t, m.total-len(m.todo), m.total, 16)
	case len(m.todo) > 0 && m.house == nil:
		return t.Muted.Render("opening the account …")
	}
	return t.Muted.Render(fmt.Sprintf("%d of %d tried", len(m.known), len(m.rows)*len(m.columns)))
}

// table is the names of the doors, and a row for each thing to hold.
func (m *Doors) table() []string {
	t, s := m.env.Theme, m.size
	before, after := "  ", " "
	if m.from > 0 {
		before = "← "
	}
	if m.from+s.columns < len(m.columns) {
		after = "→"
	}
	var head strings.Builder
	head.WriteString(" " + t.Muted.Render(cells.Fit("You hold", s.name-3)) + t.Muted.Render(before))
	for i := m.from; i < m.from+s.columns; i++ {
		c := m.columns[i]
		name, side := c.Short, themeSide(c.Side)
		if full := side.Mark(c.Name); cells.Width(full) < s.cell-1 {
			name = full
		}
		head.WriteString(" " + nameInk(t, side).Render(cells.Fit(name, s.cell-1)))
	}
	line := cells.Fit(head.String(), m.width-1) + t.Muted.Render(after)
	lines := []string{line}
	for row := range m.rows {
		lines = append(lines, cells.Fit(m.tableRow(row), m.width))
	}
	return lines
}

func (m *Doors) tableRow(row int) string {
	t, r := m.env.Theme, m.rows[row]
	side := themeSide(r.Side)
	name := r.Short
	if m.size.name == doorsLong {
		name = r.Name
	}
	if side == theme.NoSide {
		name = "  " + name
	}
	ink := t.Text
	if side != theme.NoSide {
		ink = t.Of(side)
	}
	var b strings.Builder
	b.WriteString(" " + ink.Render(cells.Fit(side.Mark(name), m.size.name-1)))
	for column := m.from; column < m.from+m.size.columns; column++ {
		b.WriteString(m.tableCell(doorsAt{row, column}))
	}
	return b.String()
}

func (m *Doors) tableCell(at doorsAt) string {
	t, width := m.env.Theme, m.size.cell
	c, known := m.known[at]
	ink, text := t.Muted, "·"
	switch {
	case len(m.todo) > 0 && m.todo[0] == at:
		text = "…"
	case known && c.OK:
		ink, text = t.Allow, theme.SignAllow+" in"
	case known:
		ink, text = t.Deny, theme.SignDeny+" "+refusalName(c, width-4)
	}
	if at == m.at {
		return t.Selected.Render(theme.SignCursor+cells.Fit(text, width-2)) + " "
	}
	return " " + ink.Render(cells.Fit(text, width-2)) + " "
}

// refusalName is a refusal's code. Where it is too long it loses the word that all of Cognito's codes end with.
func refusalName(c doors.Cell, width int) string {
	if cells.Width(c.Code) <= width {
		return c.Code
	}
	return cells.Cut(strings.TrimSuffix(c.Code, "Exception"), width)
}

// rule names the selected cell.
func (m *Doors) rule() string {
	t := m.env.Theme
	r, c := m.rows[m.at.row], m.columns[m.at.column]
	return layout.TitledRule(t.Border, t.Heading, m.width, themeSide(r.Side).Mark(r.Name)+" at "+themeSide(c.Side).Mark(c.Name), "")
}

// words say what became of the selected cell.
func (m *Doors) words(width int) []string {
	t := m.env.Theme
	var lines []string
	put := func(ink theme.Ink, text string) { lines = append(lines, indented(inked(ink, text, width), 1)...) }
	c, known := m.known[m.at]
	switch {
	case m.trouble != "":
		put(t.Deny, m.trouble)
		return lines
	case !known:
		put(t.Text, "Will this door open? Make a guess, then press enter.")
		return lines
	case c.OK:
		put(t.Allow, theme.SignAllow+" In. "+sentence(c.Answer))
	default:
		said := fmt.Sprintf("%s %d %s", theme.SignDeny, c.Status, c.Code)
		if c.Answer != "" {
			said += " “" + c.Short() + "”"
		}
		if c.Simulated {
			said += " (wording simulated)"
		}
		put(t.Deny, said)
	}
	if c.Reason != "" {
		put(t.Text, "Why: "+c.Reason)
	}
	put(t.Muted, c.How)
	return lines
}
