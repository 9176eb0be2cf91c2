package screen

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

// A slide has wide margins: its column is most of a small screen, and on a large one no wider than is good to read.
const (
	slideMargin = 4  // at least, on both sides
	slideShare  = 70 // of 100
	slideMost   = 76
	boxEdge     = 4 // of a thick box, on each side
	slideHigh   = 15
)

// slideSize divides the screen in front of a class. Steps stand in a box.
func slideSize(width, height int) lessonSize {
	s := lessonSize{left: width, body: max(height-footRows(height)-2, 1)}
	s.prose = max(min(max(width*slideShare/100, min(width, lessonPanel)-2*slideMargin), slideMost), 8)
	s.widget = max(s.prose-2*boxEdge, 8)
	return s
}

// drawSlide draws what is on the screen.
func (m *Lesson) drawSlide() {
	if m.width == 0 || m.session == nil {
		return
	}
	m.reveal()
	all := m.slides()
	if !slices.Contains(all, m.presenter.place) {
		m.presenter.place = m.slideNow()
	}
	m.presenter.drawBar(m.env.Theme, m.whereAt(all), m.width)
	margin := cells.Blank((m.width - m.size.prose) / 2)
	head := m.slideHead(margin)
	rows := max(m.size.body-1-len(head), 1)
	lines := m.slideLines(m.presenter.place, true)
	if len(lines) > rows {
		lines = m.slideLines(m.presenter.place, false)
	}
	above := max(rows-len(lines), 0) / 4
	placed := make([]string, 0, above+len(lines))
	for range above {
		placed = append(placed, "")
	}
	for _, l := range lines {
		placed = append(placed, margin+l)
	}
	m.presenter.body.SetSize(m.width, rows)
	m.presenter.body.SetLines(placed)
	m.presenter.lines = head
}

// slideHead is the page's title in spaced letters, with room around it.
func (m *Lesson) slideHead(margin string) []string {
	t, title := m.env.Theme, m.deps.Lesson.Pages[m.page].Title
	line := cells.Fit(margin+t.Heading.Render(spaced(title, m.size.prose)), m.width)
	empty := cells.Blank(m.width)
	if m.size.body < slideHigh {
		return []string{line, empty}
	}
	rule := cells.Fit(margin+t.Focus.Render(strings.Repeat("━", m.size.prose)), m.width)
	return []string{empty, line, rule, empty}
}

// whereAt is where in the lesson the slide is.
func (m *Lesson) whereAt(all []slide) string {
	return fmt.Sprintf("Page %d of %d · slide %d", m.page+1, len(m.deps.Lesson.Pages), slices.Index(all, m.presenter.place)+1)
}

// drawBar draws the line above the slide.
func (p *presenter) drawBar(t theme.Theme, where string, width int) {
	spent := ""
	if !p.since.IsZero() {
		spent = t.Muted.Render("on this page ") + t.Text.Render(Spent(p.now.Sub(p.since))) + " "
	}
	p.bar = layout.Bar(" "+t.Muted.Render(where), spent, width)
}

// Spent is a time as a stop-watch shows it.
func Spent(d time.Duration) string {
	s := int(max(d, 0) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// ticked moves the time on the page on. Only its own line changes.
func (m *Lesson) ticked() {
	if !m.presenter.on || m.deps.Now == nil {
		return
	}
	m.presenter.now = m.deps.Now()
	m.presenter.drawBar(m.env.Theme, m.whereAt(m.slides()), m.width)
}

// presenterView joins the slide and its edges.
func (m Lesson) presenterView() string {
	if m.presenter.blank {
		dark := make([]string, m.height)
		for i := range dark {
			dark[i] = cells.Blank(m.width)
		}
		return layout.Stack(dark)
	}
	return layout.Stack(m.top, []string{m.presenter.bar}, m.presenter.lines, m.presenter.body.Lines(), m.foot)
}

// airy puts an empty line between lines.
func airy(lines []string) []string {
	var out []string
	for i, l := range lines {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, l)
	}
	return out
}

// spaced sets a text in spaced letters, which carry to the last row. Where that is too wide, it stands as it is.
func spaced(text string, width int) string {
	var b strings.Builder
	for g := range graphemes(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g)
	}
	if wide := b.String(); cells.Width(wide) <= width {
		return wide
	}
	return cells.Cut(text, width)
}

// graphemes are what a reader takes for one letter each.
func graphemes(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for text != "" {
			g, _, n, _ := ansi.DecodeSequence(text, ansi.NormalState, nil)
			if n == 0 || !yield(g) {
				return
			}
			text = text[n:]
		}
	}
}

// thickBox puts lines of the box's own width into a heavy frame. Without room the empty ones are left out.
func thickBox(ink theme.Ink, lines []string, width int, roomy bool) []string {
	inner := width - 2*boxEdge
	bar := strings.Repeat("━", max(width-2, 0))
	side := ink.Render("┃")
	row := func(l string) string {
		return side + cells.Blank(boxEdge-1) + cells.Fit(l, inner) + cells.Blank(boxEdge-1) + side
	}
	out := []string{ink.Render("┏" + bar + "┓")}
	if roomy {
		lines = slices.Concat([]string{""}, lines, []string{""})
	}
	for _, l := range lines {
		if roomy || strings.TrimSpace(ansi.Strip(l)) != "" {
			out = append(out, row(l))
		}
	}
	return append(out, ink.Render("┗"+bar+"┛"))
}
