package screen

import (
	"fmt"
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	lookupColumns = 100 // the width from which list and card stand beside each other
	lookupAbove   = 4   // header, rule, field, what is said about the list
)

// lookupSize is where things stand.
type lookupSize struct {
	left, right int // columns; right is 0 where there is one only
	list, card  int // rows
}

func blankText(text string) bool { return strings.TrimSpace(text) == "" }

func (m *Lookup) measure() {
	rows := max(m.height-lookupAbove-footRows(m.height), 1)
	m.size = lookupSize{left: m.width, list: max(rows*2/5, 1)}
	m.size.card = max(rows-m.size.list-1, 0) // a rule between them
	if m.width >= lookupColumns {
		m.size.left = min(m.width*2/5, 64)
		m.size.right = m.width - m.size.left - 1
		m.size.list, m.size.card = rows, rows
	}
}

// layOut makes everything that View shows.
func (m *Lookup) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.measure()
	var joint []int
	if m.size.right > 0 {
		joint = []int{m.size.left}
	}
	m.field.Width = max(m.size.left-6, 1)
	top := []string{
		layout.Header(t, m.Title(), m.width),
		layout.Rule(t.Border, m.width, "┬", joint...),
	}
	list := append([]string{
		cells.Fit(" "+t.Key.Render("/")+" "+m.field.View(), m.size.left),
		cells.Fit(" "+t.Warning.Render(cells.Cut(m.said, m.size.left-2)), m.size.left),
	}, m.listLines()...)
	edge := foot(t, m.Keys(), m.status(), m.width, m.height, joint...)
	if m.size.right > 0 {
		m.card.SetSize(m.size.right, m.size.card+2) // beside the field, too
		m.card.SetLines(m.cardLines(m.size.right - 4))
		m.frame = layout.Stack(top, layout.Columns(t.Border.Render("│"), list, m.card.Lines()), edge)
		return
	}
	m.card.SetSize(m.width, m.size.card)
	m.card.SetLines(m.cardLines(m.width - 4))
	m.frame = layout.Stack(top, list, []string{layout.Rule(t.Border, m.width, "")}, m.card.Lines(), edge)
}

func (m Lookup) status() string {
	if len(m.found) == 0 {
		return ""
	}
	return m.env.Theme.Muted.Render(fmt.Sprintf("%d of %d", m.cursor+1, len(m.found)))
}

// listLines are the entries in sight. Only those are drawn.
func (m *Lookup) listLines() []string {
	t, width := m.env.Theme, m.size.left
	m.from = max(min(m.from, m.cursor, len(m.found)-m.size.list), m.cursor-m.size.list+1, 0)
	lines := make([]string, 0, m.size.list)
	for i := m.from; i < min(m.from+m.size.list, len(m.found)); i++ {
		e := m.deps.Entries[m.found[i]]
		title := m.name(e)
		note := cells.Cut(e.Note, max(width-5-cells.Width(title), width/3)) // the title gives way, but not wholly
		title = cells.Cut(title, width-5-cells.Width(note))
		if i == m.cursor {
			lines = append(lines, t.Selected.Render(layout.Bar(" "+theme.SignCursor+" "+title, note+" ", width)))
			continue
		}
		ink := t.Text
		if e.Card.Side != theme.NoSide {
			ink = t.Of(e.Card.Side)
		}
		lines = append(lines, layout.Bar("   "+ink.Render(title), t.Muted.Render(note)+" ", width))
	}
	for len(lines) < m.size.list {
		lines = append(lines, cells.Blank(width))
	}
	return lines
}

// name is an entry's title behind its sign. Where some have signs, the others leave the place free.
func (m Lookup) name(e LookupEntry) string {
	if e.Card.Side == theme.NoSide && m.sides {
		return "  " + e.Card.Title
	}
	return e.Card.Side.Mark(e.Card.Title)
}

// cardLines are the selected entry.
func (m *Lookup) cardLines(width int) []string {
	e, ok := m.entry()
	if !ok && m.instead.Title != "" {
		return m.instead.lines(m.env.Theme, min(width, mostCardWidth))
	}
	if !ok {
		return []string{"  " + m.env.Theme.Muted.Render("Nothing fits.")}
	}
	return e.Card.lines(m.env.Theme, min(width, mostCardWidth))
}
