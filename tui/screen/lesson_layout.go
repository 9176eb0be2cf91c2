package screen

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/overlay"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// Widths from which a lesson has two columns, and from which it has a panel below the text. Narrower, text and calls are
// two pages of the same screen.
const (
	lessonColumns = 110
	lessonPanel   = 80
)

// The text's column takes a bit less than half of the screen, and on a wide one no more than is good to read.
const (
	textShare = 46 // of 100
	textLeast = 50
	textMost  = 80
)

// lessonSize is where things stand.
type lessonSize struct {
	left, right   int // columns; right is 0 where there is one only
	body          int // rows between the edges
	heading       int // rows of the page's heading above the text
	diagram       int // rows of the diagram in the right column or on the stage
	below         int // rows of the panel below the text, when it is open
	prose, widget int // cells for text, and for text beside a step's bar
}

// SetSize lays the screen out.
func (m Lesson) SetSize(width, height int) Screen {
	if width == m.width && height == m.height {
		return m
	}
	m.width, m.height = width, height
	m.layOut()
	if at, _, ok := m.present(); ok {
		m.look(at)
	}
	return m
}

// measure divides the screen.
func measure(width, height int, d *Divider) lessonSize {
	s := lessonSize{left: width, body: max(height-footRows(height)-2, 1), heading: 2}
	if width >= lessonColumns {
		s.left = d.left(width)
		s.right = width - s.left - 1
	}
	if height < 20 {
		s.heading = 1
	}
	s.diagram = max(s.body*45/100, 4)
	if width < lessonColumns && width >= lessonPanel {
		s.below = min(max(s.body*2/5, 7), s.body-6)
	}
	// A margin on both sides, and a cell for the scroll bar.
	s.prose = max(s.left-3, 8)
	s.widget = max(s.prose-len("│ "), 8)
	return s
}

// layOut makes everything that View joins.
func (m *Lesson) layOut() {
	if m.width == 0 {
		return
	}
	m.size = measure(m.width, m.height, m.deps.Divider)
	if m.presenter.on {
		m.size = slideSize(m.width, m.height)
		m.presenter.body.Styles = pane.NewStyles(m.env.Theme)
	}
	m.form.SetWidth(m.size.widget)
	m.editor.SetWidth(m.size.widget)
	m.place()
	m.drawPage()
	m.drawTop()
	m.drawFoot()
}

// place gives text, diagram and panels their sizes.
func (m *Lesson) place() {
	if m.presenter.on {
		return // they keep theirs
	}
	s := m.size
	rows := s.body - s.heading
	if m.panelBelow() {
		rows -= s.below
	}
	m.text.SetSize(s.left, rows)
	width, diagram, panel := s.right, s.diagram, s.body-s.diagram
	switch {
	case m.staged():
		width = m.width
	case s.right == 0:
		width, diagram, panel = m.width, 0, s.below
	}
	m.diagram.SetSize(width-1, diagram)
	m.panels.SetSize(width, panel)
	m.panels.SetFocused(m.staged())
}

// staged says that the calls have the whole screen.
func (m Lesson) staged() bool { return m.stage }

// panelBelow says that the panel stands below the text.
func (m Lesson) panelBelow() bool { return m.size.below > 0 && m.panel && !m.staged() }

// drawTop makes the header and its rule.
func (m *Lesson) drawTop() {
	t := m.env.Theme
	title := fmt.Sprintf("%d %s", shortNumber(m.deps.Lesson.Number), m.deps.Lesson.Title)
	if m.deps.Kind != "" {
		title = m.deps.Kind + ": " + m.deps.Lesson.Title
	}
	joint := []int{}
	if m.size.right > 0 && !m.staged() {
		joint = append(joint, m.size.left)
	}
	m.top = []string{lessonHeader(t, title, m.width), layout.Rule(t.Border, m.width, "┬", joint...)}
}

// leastMotto is the width of the shortest form of the sentence that tells the pools apart, with a gap before it. That
// sentence stands on every screen of a lesson, so the title gives way.
const leastMotto = 33

// lessonHeader is the screen's header; where it has no room for both, it leaves out the program's name.
func lessonHeader(t theme.Theme, title string, width int) string {
	if cells.Width(" poolschool · "+title)+leastMotto <= width {
		return layout.Header(t, title, width)
	}
	left := " " + t.Title.Render(cells.Cut(title, max(width-leastMotto, 1)))
	return layout.Bar(left, layout.Motto(t, width-cells.Width(left)-4)+" ", width)
}

// drawFoot makes the footer and its rule.
func (m *Lesson) drawFoot() {
	var joint []int
	if m.size.right > 0 && !m.staged() {
		joint = append(joint, m.size.left)
	}
	m.foot = foot(m.env.Theme, m.Keys(), m.status(), m.width, m.height, joint...)
}

// status is the clock and how far the lesson has come.
func (m *Lesson) status() string {
	t := m.env.Theme
	if m.replay.on {
		return m.hopStatus()
	}
	done, all := m.count()
	bar := layout.Progress(t, done, all, 8)
	if m.session == nil || m.presenter.on {
		return bar
	}
	switch {
	case m.busy.slow && m.busy.what == rewinding:
		return m.waitingLine("Going there")
	case m.busy.slow && m.staged(): // the page, which says it otherwise, is out of sight
		return m.waitingLine("Running")
	}
	clock := m.now.Format("15:04:05")
	if days := int(m.now.Sub(m.began()).Hours()) / 24; days > 0 {
		clock = fmt.Sprintf("+%dd %s", days, clock)
	}
	return t.Muted.Render(clock) + "  " + bar
}

// heading names the page.
func (m Lesson) heading() []string {
	t, pages := m.env.Theme, m.deps.Lesson.Pages
	number := fmt.Sprintf("Page %d of %d · ", m.page+1, len(pages))
	title := cells.Cut(pages[m.page].Title, max(m.size.left-len(number)-1, 1))
	line := cells.Fit(" "+t.Muted.Render(number)+t.Heading.Render(title), m.size.left)
	if m.size.heading == 1 {
		return []string{line}
	}
	return []string{line, cells.Blank(m.size.left)}
}

// View joins what was laid out.
func (m Lesson) View() string {
	if m.width == 0 {
		return ""
	}
	if m.presenter.on {
		return m.presenterView()
	}
	frame := layout.Stack(append([][]string{m.top}, append(m.middle(), m.foot)...)...)
	if m.menu.lines != nil {
		return overlay.Over(frame, m.menu.lines, m.width, m.height)
	}
	return frame
}

// middle are the rows between the edges.
func (m Lesson) middle() [][]string {
	if m.staged() {
		return [][]string{layout.Columns(" ", make([]string, m.size.diagram), m.diagram.Lines()), m.panels.Lines()}
	}
	left := append(m.heading(), m.text.Lines()...)
	if m.size.right == 0 {
		if m.panelBelow() {
			return [][]string{left, m.panels.Lines()}
		}
		return [][]string{left}
	}
	border := m.env.Theme.Border
	rows := min(m.size.diagram, len(left))
	upper := layout.Columns(border.Render("│")+" ", left[:rows], m.diagram.Lines())
	right := m.panels.Lines()
	if len(right) == 0 || rows == len(left) {
		return [][]string{upper}
	}
	joint := layout.Columns(border.Render("├"), left[rows:rows+1], right[:1])
	return [][]string{upper, joint, layout.Columns(border.Render("│"), left[rows+1:], right[1:])}
}

// bar puts a rule before each line of a step: heavy before the one that enter acts on.
func (m *Lesson) bar(lines []string, present bool) []string {
	t := m.env.Theme
	sign := t.Border.Render("│") + " "
	if present {
		sign = t.Focus.Render("┃") + " "
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = sign + l
	}
	return out
}

// prompt says what enter does.
func (m *Lesson) prompt(keys ...string) string {
	t := m.env.Theme
	parts := make([]string, 0, len(keys)/2)
	for i := 0; i+1 < len(keys); i += 2 {
		parts = append(parts, t.Key.Render(keys[i])+" "+t.Muted.Render(keys[i+1]))
	}
	return strings.Join(parts, t.Muted.Render(" · "))
}

// hang puts lines behind a head of a width, and blanks before the lines after the first.
func hang(head string, width int, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if i == 0 {
			out[i] = head + cells.Blank(width-cells.Width(head)) + l
			continue
		}
		out[i] = cells.Blank(width) + l
	}
	return out
}

// inked puts lines into an ink, wrapped to a width at blanks: names in AWS's messages have hyphens. A word that is longer
// than a line is broken anywhere.
func inked(ink theme.Ink, text string, width int) []string {
	width = max(width, 1)
	var lines []string
	for para := range strings.SplitSeq(cells.Clean(text), "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			if line != "" && cells.Width(line)+1+cells.Width(word) > width {
				lines = append(lines, ink.Render(line))
				line = ""
			}
			if line != "" {
				line += " "
			}
			line += word
			for cells.Width(line) > width {
				head := ansi.Truncate(line, width, "")
				lines = append(lines, ink.Render(head))
				line = line[len(head):]
				if head == "" { // not even one wide rune fits
					line = ""
				}
			}
		}
		lines = append(lines, ink.Render(line))
	}
	return lines
}
