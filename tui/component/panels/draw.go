package panels

import (
	"fmt"
	"slices"
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	headRows = 2  // rule and tabs
	airyRows = 18 // from this height on, an empty line stands below the tabs
	footRows = 3  // rule and two lines of explanation
	gutter   = 2  // the cursor's columns
)

// Lines are exactly height lines of exactly width cells, for joining beside other columns. Nobody changes them.
func (m Model) Lines() []string { return m.shown }

// View is the lines as one string.
func (m Model) View() string { return strings.Join(m.shown, "\n") }

// headHeight leaves out the rule where there is hardly room for anything.
func (m *Model) headHeight() int {
	switch {
	case m.height >= airyRows:
		return headRows + 1
	case m.height >= 5:
		return headRows
	case m.height >= 2:
		return 1
	}
	return 0
}

// tabRow is the line of the tabs.
func (m *Model) tabRow() int { return min(m.headHeight(), headRows) - 1 }

// footHeight is the room for explanations, in the tabs that have some.
func (m *Model) footHeight() int {
	switch {
	case m.tab != Token && m.tab != Account:
		return 0
	case m.height >= airyRows+4:
		return footRows + 1
	case m.height >= 12:
		return footRows
	case m.height >= 8:
		return 2
	}
	return 0
}

// draw lays the tab at the front out, if it has to, and puts all lines together.
func (m *Model) draw() {
	m.shown = make([]string, 0, m.height)
	if m.width < 1 || m.height < 1 {
		return
	}
	v := m.view()
	v.pane.SetSize(max(m.width-gutter, 0), max(m.height-m.headHeight()-m.footHeight(), 0))
	if !v.ready {
		m.layOut(v)
	}
	if m.headHeight() >= headRows {
		m.shown = append(m.shown, m.rule())
	}
	if m.headHeight() > 0 {
		m.shown = append(m.shown, m.tabLine())
	}
	if m.headHeight() > headRows {
		m.shown = append(m.shown, cells.Blank(m.width))
	}
	m.shown = append(m.shown, m.marked(v)...)
	m.shown = append(m.shown, m.explained(v)...)
}

// layOut makes the sheet of a tab, one column narrower than the pane, which may need it for a scroll bar.
func (m *Model) layOut(v *view) {
	was, had := v.item()
	w := &writer{styles: m.styles, width: max(m.width-gutter-1, 1)}
	switch m.tab {
	case Request, Response:
		m.writeMessage(w)
	case Why:
		m.writeWhy(w)
	case Token:
		m.writeToken(w)
	case Account:
		m.writeAccount(w)
	}
	v.sheet, v.ready = w.sheet, true
	v.pane.SetLines(w.lines)
	v.cursor = min(v.cursor, max(len(w.items)-1, 0))
	if m.tab == Account && !m.told {
		m.told = true
		if news := slices.IndexFunc(w.items, func(i item) bool { return i.news }); news >= 0 {
			v.cursor = news
			v.follow()
			return
		}
	}
	if !had {
		return
	}
	for i := range w.items {
		if w.items[i].id == was.id {
			v.cursor = i
			break
		}
	}
	if v.cursor > 0 {
		v.follow()
	}
}

// rule is the line above the tabs: what was called, what was answered, when.
func (m *Model) rule() string {
	s, e := m.styles, m.content.Exchange
	ink := s.Border
	if m.focused {
		ink = s.Focus
	}
	switch {
	case e.ID == 0 && m.content.Value != "":
		return layout.TitledRule(ink, s.Heading, m.width, plain(m.content.Name), "")
	case e.ID == 0:
		return layout.TitledRule(ink, s.Heading, m.width, "Nothing called yet", "")
	case m.content.Pending:
		return layout.TitledRule(ink, s.Heading, m.width, plain(e.Operation), s.Muted.Render("…"))
	}
	sign, verdict := s.verdict(e.OK())
	note := verdict.Render(fmt.Sprintf("%s %d", sign, e.Status)) + s.Muted.Render(" "+e.At.UTC().Format("15:04:05"))
	if cells.Width(e.Operation)+cells.Width(note)+10 > m.width {
		note = verdict.Render(fmt.Sprintf("%s %d", sign, e.Status))
	}
	return layout.TitledRule(ink, s.Heading, m.width, plain(e.Operation), note)
}

// tabName is what stands on a tab: the whole name where all of them fit, else three letters or four.
func (m *Model) tabName(t Tab) string {
	whole, name := 0, strings.ToUpper(string(t[:1]))+string(t[1:])
	for _, t := range m.tabs {
		whole += len(t) + 2
	}
	switch {
	case whole+1 <= m.width || len(name) <= 4:
		return name
	case t == Request || t == Token || t == Account:
		return name[:3]
	}
	return name[:4]
}

// tabLine marks the tab at the front by brackets, which say it without colour too, and change no width.
func (m *Model) tabLine() string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range m.tabs {
		name := m.tabName(t)
		switch {
		case t != m.tab:
			m.styles.Muted.Put(&b, " "+name+" ")
		case m.focused:
			m.styles.Selected.Put(&b, "["+name+"]")
		default:
			m.styles.Heading.Put(&b, "["+name+"]")
		}
	}
	return cells.Fit(b.String(), m.width)
}

// tabAt is the tab in a column of the tab line.
func (m *Model) tabAt(x int) (Tab, bool) {
	from := 1
	for _, t := range m.tabs {
		to := from + len(m.tabName(t)) + 2
		if x >= from && x < to {
			return t, true
		}
		from = to
	}
	return "", false
}

// marked is the pane with the cursor before its item.
func (m *Model) marked(v *view) []string {
	rows := v.pane.Lines()
	lines := make([]string, len(rows))
	item, ok := v.item()
	mark := m.styles.Muted.Render(theme.SignCursor) + " "
	if m.focused {
		mark = m.styles.Selected.Render(theme.SignCursor) + " "
	}
	// Without the keys it stands only where it was put, or where something is said about what it is on.
	visible := ok && len(v.sheet.items) > 1 && (m.focused || v.cursor > 0 || m.tab == Token || m.tab == Account)
	for y, row := range rows {
		if visible && v.pane.Above()+y == item.first {
			lines[y] = cells.Fit(mark, min(gutter, m.width)) + row
			continue
		}
		lines[y] = cells.Blank(min(gutter, m.width)) + row
	}
	return lines
}

// explained is what stands below the pane: a learner's words about the item under the cursor.
func (m *Model) explained(v *view) []string {
	n := m.footHeight()
	if n == 0 {
		return nil
	}
	lines := make([]string, 0, n)
	if n >= footRows {
		lines = append(lines, "  "+m.styles.Border.Render(strings.Repeat("─", max(m.width-gutter, 0))))
	}
	item, _ := v.item()
	text := cells.Wrap(plain(item.about), max(m.width-gutter-1, 1))
	for i := 0; len(lines) < n; i++ {
		switch {
		case i >= len(text):
			lines = append(lines, cells.Blank(m.width))
		case len(lines) == n-1 && i+1 < len(text): // more is to come, and no room for it
			rest := strings.Join(text[i:], " ")
			lines = append(lines, cells.Fit("  "+m.styles.Text.Render(cells.Cut(rest, m.width-gutter-1)), m.width))
		default:
			lines = append(lines, cells.Fit("  "+m.styles.Text.Render(text[i]), m.width))
		}
	}
	for i := range lines {
		lines[i] = cells.Fit(lines[i], m.width)
	}
	return lines
}
