package screen

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	homeAbove  = 2  // header and rule
	homeCard   = 3  // rows of the card below the list
	mostCard   = 80 // a line of the card is never longer
	leastSplit = 100
)

func (m CourseMap) twoColumns() bool { return m.width >= leastSplit }

// listWidth is the width of the list beside the card.
func (m CourseMap) listWidth() int {
	if !m.twoColumns() {
		return m.width
	}
	return min(m.width*11/20, 84)
}

// layOut makes everything that View joins.
func (m *CourseMap) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	var joint []int
	if m.twoColumns() {
		joint = []int{m.listWidth()}
	}
	m.top = []string{layout.Header(t, m.Title(), m.width), layout.Rule(t.Border, m.width, "┬", joint...)}
	rows := max(m.height-homeAbove-footRows(m.height), 1)
	m.between = nil
	if m.twoColumns() {
		m.list.SetSize(m.listWidth(), rows)
		m.card.SetSize(m.width-m.listWidth()-1, rows)
	} else {
		m.between = []string{layout.Rule(t.Border, m.width, "")}
		card := min(homeCard, max(rows/4, 1))
		m.list.SetSize(m.width, max(rows-card-1, 1))
		m.card.SetSize(m.width, card)
	}
	m.fill()
	m.foot = foot(t, m.Keys(), m.soFar(), m.width, m.height, joint...)
}

// soFar is how many lessons are done. A lesson on two tracks counts once.
func (m CourseMap) soFar() string {
	counted, done := map[string]bool{}, 0
	for _, l := range m.deps.Lessons {
		if !counted[l.ID] && m.progress.Passed(l.ID) {
			done++
		}
		counted[l.ID] = true
	}
	return layout.Progress(m.env.Theme, done, len(counted), 16)
}

// fill writes list and card for the cursor.
func (m *CourseMap) fill() {
	width := m.listWidth() - 1 // the pane may need a column for its bar
	var lines []string
	if above := m.homeAbove(); above > 0 {
		lines = make([]string, above)
	}
	if m.typing {
		m.search.Width = max(width-6, 1)
		lines[0] = " " + m.search.View()
	}
	for i, row := range m.rows {
		lines = append(lines, m.rowLine(row, i == m.cursor, width))
	}
	m.list.SetLines(lines)
	if m.cursor == m.firstRow() {
		m.list.ScrollTo(0)
	}
	m.list.ScrollTo(m.cursor + m.homeAbove())
	m.fillCard()
}

// homeAbove is how many lines stand above the rows.
func (m *CourseMap) homeAbove() int {
	switch {
	case m.typing:
		return 2
	case m.height >= 20:
		return 1
	}
	return 0
}

// rowLine is a row: what it is at the left, how long it takes or how far it is at the right.
func (m *CourseMap) rowLine(r homeRow, selected bool, width int) string {
	t := m.env.Theme
	if r.title == "" {
		return ""
	}
	if r.open == nil { // a heading
		ink := t.Heading
		if r.side != theme.NoSide {
			ink = t.Of(r.side)
		}
		return layout.Bar(" "+ink.Render(r.side.Mark(r.title)), t.Muted.Render(r.note)+" ", width)
	}
	cursor := "   "
	if selected {
		cursor = " " + theme.SignCursor + " "
	}
	mark, note := "", r.note
	if r.mark != "" {
		mark = cells.Right(r.mark, 2) + "  "
	}
	switch {
	case r.done:
		mark = cells.Right(theme.SignAllow, 2) + "  "
		note = "done"
		if r.lesson != "" && !m.progress.Done[r.lesson] {
			note = "known"
		}
	case r.here && r.mark != "":
		note = "here · " + note
	}
	room := width - cells.Width(cursor) - cells.Width(mark) - cells.Width(note) - 3
	title := cells.Cut(r.title, max(room, 8))
	if selected { // one ink for the whole row: an ink cannot stand inside another
		return t.Selected.Render(layout.Bar(cursor+mark+title, note+" ", width))
	}
	ink := t.Muted
	if r.done {
		ink = t.Allow
	}
	return layout.Bar(cursor+ink.Render(mark)+t.Text.Render(title), t.Muted.Render(note)+" ", width)
}

// fillCard says what the selected row is.
func (m *CourseMap) fillCard() {
	if m.cursor < 0 || m.cursor >= len(m.rows) {
		m.card.SetLines(nil)
		return
	}
	t, r := m.env.Theme, m.rows[m.cursor]
	width := m.listWidth() - 3
	if m.twoColumns() {
		width = min(m.width-m.listWidth()-5, mostCard)
	}
	var lines []string
	put := func(ink theme.Ink, text string) {
		for _, line := range cells.Wrap(text, max(width, 1)) {
			lines = append(lines, " "+ink.Render(line))
		}
	}
	if m.twoColumns() {
		lines = append(lines, "")
		put(t.Title, strings.TrimPrefix(strings.TrimPrefix(r.title, "Begin: "), "Continue: "))
		if r.head != "" {
			put(t.Muted, r.head)
		}
		lines = append(lines, "")
		put(t.Text, r.about)
		m.card.SetLines(indented(lines, 1))
		return
	}
	put(t.Text, r.about)
	if r.head != "" {
		put(t.Muted, r.head)
	}
	m.card.SetLines(lines)
}

func indented(lines []string, n int) []string {
	for i, line := range lines {
		lines[i] = cells.Blank(n) + line
	}
	return lines
}
