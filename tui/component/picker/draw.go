package picker

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// above is the rows of the field and of the empty line below it.
const above = 2

// Lines are exactly height lines of exactly width cells. Nobody changes them.
func (m Model) Lines() []string { return m.lines }

// draw makes the lines.
func (m *Model) draw() {
	if m.width < 1 || m.height < 1 {
		m.lines = nil
		return
	}
	t := m.theme
	m.filter.Width = max(m.width-4, 1)
	head := []string{cells.Fit(t.Key.Render("/")+" "+m.filter.View(), m.width), cells.Blank(m.width)}
	m.list.SetSize(m.width, max(m.height-above, 0))
	m.list.SetLines(m.rows(m.width - 2)) // a scroll bar, and a blank before it
	m.list.ScrollTo(m.cursor)
	m.lines = append(head, m.list.Lines()...)
	m.lines = m.lines[:min(len(m.lines), m.height)]
}

// rows are the items that fit, a row each.
func (m *Model) rows(width int) []string {
	if len(m.found) == 0 {
		return []string{m.theme.Muted.Render("  " + m.Empty)}
	}
	column := 0
	for _, item := range m.items {
		column = max(column, cells.Width(item.Kind))
	}
	rows := make([]string, len(m.found))
	for i, at := range m.found {
		rows[i] = m.row(m.items[at], i == m.cursor, column, width)
	}
	return rows
}

// row is one item: where there is no room, the note gives way to the title.
func (m *Model) row(item Item, selected bool, column, width int) string {
	t, kind := m.theme, ""
	if column > 0 {
		kind = cells.Fit(item.Kind, column) + "  "
	}
	title := item.Mark.Mark(item.Title)
	room := width - 2 - cells.Width(kind)
	note := item.Note
	if cells.Width(title)+cells.Width(note)+2 > room {
		note = cells.Cut(note, max(room-cells.Width(title)-2, 0))
	}
	if cells.Width(note) < 4 && note != item.Note {
		note = ""
	}
	title = cells.Cut(title, max(room, 0))
	gap := cells.Blank(room - cells.Width(title) - cells.Width(note))
	if selected { // one ink for the whole row: an ink cannot stand inside another
		ink := t.Selected
		if !m.active {
			ink = t.Heading
		}
		return ink.Render(cells.Fit(theme.SignCursor+" "+kind+title+gap+note, width))
	}
	ink := t.Text
	if item.Mark != theme.NoSide {
		ink = t.Of(item.Mark)
	}
	var b strings.Builder
	b.WriteString("  ")
	t.Muted.Put(&b, kind)
	ink.Put(&b, title)
	b.WriteString(gap)
	t.Muted.Put(&b, note)
	return b.String()
}
