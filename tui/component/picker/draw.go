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
	m.scroll()
	m.lines = append(head, m.rows()...)[:m.height]
}

// scroll brings the cursor into sight.
func (m *Model) scroll() {
	rows := max(m.height-above, 1)
	m.offset = min(m.offset, m.cursor, max(len(m.found)-rows, 0))
	m.offset = max(m.offset, m.cursor-rows+1)
}

// rows are the items in sight, with a scroll bar where there are more. Hundreds fit a letter: only what is seen is drawn.
func (m *Model) rows() []string {
	rows := make([]string, 0, m.height)
	width := max(m.width-2, 0) // a scroll bar, and a blank before it
	bar := m.bar(m.height - above)
	for i := range m.height {
		at, line := m.offset+i, ""
		switch {
		case i == 0 && len(m.found) == 0:
			line = m.theme.Muted.Render(cells.Cut("  "+m.Empty, width))
		case at < len(m.found):
			line = m.row(m.items[m.found[at]], at == m.cursor, m.known.column, width)
		}
		line = cells.Fit(line, width) + cells.Blank(min(m.width, 1))
		if m.width > 1 {
			line += bar(i)
		}
		rows = append(rows, line)
	}
	return rows
}

// bar is the scroll bar's sign in each row: the thumb touches an end only when the list does.
func (m *Model) bar(height int) func(row int) string {
	all, rows := len(m.found), max(height, 1)
	if all <= rows {
		return func(int) string { return " " }
	}
	size := max(rows*rows/all, 1)
	from := m.offset * (rows - size) / (all - rows)
	if m.offset > 0 && from == 0 && rows > size+1 {
		from = 1
	}
	track, thumb := m.theme.Border.Render("│"), m.theme.Focus.Render("┃")
	return func(row int) string {
		if row >= from && row < from+size {
			return thumb
		}
		return track
	}
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
