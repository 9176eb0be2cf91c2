package screen

import (
	"fmt"

	"poolschool/lessons/identity"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	followAbove   = 2 // header and rule
	followColumns = 100
	mostStations  = 52 // the width of the timeline beside the text
)

// followSize is where things stand.
type followSize struct {
	left, right int // columns; right is 0 where there is one only
	list, text  int // rows
	diagram     int // rows of the diagram among the calls
}

func (m *Follow) measure() {
	rows := max(m.height-followAbove-footRows(m.height), 1)
	m.size = followSize{left: m.width, list: len(m.stations), diagram: max(rows*45/100, 3)}
	m.size.text = max(rows-m.size.list-1, 1)
	if m.width >= followColumns {
		m.size.left = min(m.width*45/100, mostStations)
		m.size.right = m.width - m.size.left - 1
		m.size.list, m.size.text = rows, rows
	}
}

// layOut makes everything that View shows.
func (m *Follow) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.measure()
	var joint []int
	if m.size.right > 0 && !m.calls && m.journey != nil {
		joint = []int{m.size.left}
	}
	top := []string{lessonHeader(t, m.Title(), m.width), layout.Rule(t.Border, m.width, "┬", joint...)}
	rows := max(m.height-followAbove-footRows(m.height), 1)
	var body []string
	switch {
	case m.journey == nil:
		body = m.waiting(rows)
	case m.calls:
		m.diagram.SetSize(m.width-1, m.size.diagram)
		m.panels.SetSize(m.width, max(rows-m.size.diagram, 1))
		m.panels.SetFocused(true)
		body = append(layout.Columns(" ", make([]string, m.size.diagram), m.diagram.Lines()), m.panels.Lines()...)
	case m.size.right > 0:
		m.fillText(m.size.right)
		body = layout.Columns(t.Border.Render("│"), m.timeline(), m.text.Lines())
	default:
		m.fillText(m.width)
		body = append(append(m.timeline(), layout.Rule(t.Border, m.width, "")), m.text.Lines()...)
	}
	m.frame = cells.Frame(layout.Stack(top, body[:min(len(body), rows)], foot(t, m.Keys(), m.status(), m.width, m.height, joint...)), m.width, m.height)
}

func (m *Follow) status() string {
	if len(m.stations) == 0 {
		return ""
	}
	return layout.Progress(m.env.Theme, len(m.visits), len(m.stations), 6)
}

func (m *Follow) waiting(rows int) []string {
	t := m.env.Theme
	lines := []string{" " + t.Muted.Render("Opening the account …")}
	if m.trouble != "" {
		lines = indented(inked(t.Deny, "The account cannot be opened: "+m.trouble, m.width-2), 1)
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	for i, l := range lines {
		lines[i] = cells.Fit(l, m.width)
	}
	return lines
}

// timeline are the stations, each with the number that the person has after it.
func (m *Follow) timeline() []string {
	t, width := m.env.Theme, m.size.left
	var lines []string
	for i, s := range m.stations {
		cursor, mark, number := "   ", "  ", ""
		if i == m.cursor {
			cursor = " " + theme.SignCursor + " "
		}
		if i < len(m.visits) {
			mark, number = theme.SignAllow+" ", theme.IdentityPool.Mark(identity.Tail(m.visits[i].Me))
		}
		title := cells.Cut(s.Title, max(width-8-cells.Width(number), 8))
		if i == m.cursor {
			lines = append(lines, t.Selected.Render(layout.Bar(cursor+mark+title, number+" ", width)))
			continue
		}
		ink := t.Muted
		if i <= len(m.visits) {
			ink = t.Text
		}
		lines = append(lines, layout.Bar(cursor+t.Allow.Render(mark)+ink.Render(title), t.IdentityPool.Render(number)+" ", width))
	}
	for len(lines) < m.size.list {
		lines = append(lines, cells.Blank(width))
	}
	return lines
}

// fillText writes the selected station.
func (m *Follow) fillText(width int) {
	t := m.env.Theme
	m.text.SetSize(width, m.size.text)
	wide := min(width-4, mostCardWidth)
	var lines []string
	put := func(ink theme.Ink, text string) { lines = append(lines, indented(inked(ink, text, wide), 1)...) }
	s := m.stations[m.cursor]
	if m.size.right > 0 {
		put(t.Title, s.Title)
		lines = append(lines, "")
	}
	put(t.Text, s.Story)
	lines = append(lines, "")
	switch {
	case m.trouble != "":
		put(t.Deny, m.trouble)
	case m.cursor < len(m.visits):
		lines = append(lines, m.visitLines(m.visits[m.cursor], wide)...)
	case m.busy:
		put(t.Muted, "Playing …")
	case m.cursor == len(m.visits):
		lines = append(lines, " "+promptOf(t, "enter", "play it"))
	default:
		put(t.Muted, "The stations before it come first.")
	}
	m.text.SetLines(lines)
}

// visitLines are what a station did to the identities: state before → state after, and the files.
func (m *Follow) visitLines(v identity.Visit, width int) []string {
	t := m.env.Theme
	lines := []string{" " + t.Heading.Render("Identities, before → after")}
	for _, i := range v.After {
		sign, ink := "  ", t.Text
		if i.ID == v.Me {
			sign = theme.SignCursor + " "
		}
		line := " " + sign + t.IdentityPool.Render(theme.IdentityPool.Mark(identity.Tail(i.ID))) + "  "
		was := v.Was(i.ID)
		text := was + " " + theme.SignArrow + " " + i.State
		if was == i.State {
			ink, text = t.Muted, i.State
		}
		lines = append(lines, hang(line, 14, inked(ink, text, width-14))...)
		lines = append(lines, cells.Blank(14)+t.Muted.Render(i.Folder()))
	}
	lines = append(lines, " "+t.Muted.Render(theme.SignCursor+" is the person's number now."), "", " "+t.Heading.Render("What is lost"))
	lines = append(lines, indented(inked(t.Text, v.Lost, width), 1)...)
	for _, b := range v.Broken {
		lines = append(lines, indented(inked(t.Deny, fmt.Sprintf("Not as promised: %s", b), width), 1)...)
	}
	return lines
}
