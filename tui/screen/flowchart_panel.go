package screen

import (
	"fmt"
	"strconv"

	"poolschool/lessons/flowchart"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// panel is text of a fixed width, each line with the option that it belongs to.
type panel struct {
	width   int
	lines   []string
	options []int // for each line, the index of its option, or -1
}

// put adds text, wrapped; first stands before its first line and as many blanks before the others.
func (p *panel) put(ink theme.Ink, first, text string, option int) {
	indent := 1 + cells.Width(first)
	for i, line := range cells.Wrap(text, max(p.width-indent, 1)) {
		head := " " + first
		if i > 0 {
			head = cells.Blank(indent)
		}
		p.lines = append(p.lines, ink.Render(head+line))
		p.options = append(p.options, option)
	}
}

func (p *panel) gap() {
	p.lines = append(p.lines, "")
	p.options = append(p.options, -1)
}

func (p *panel) append(o panel) {
	p.gap()
	p.lines = append(p.lines, o.lines...)
	p.options = append(p.options, o.options...)
}

// optionAt is the option on a line, -1 if there is none.
func (p panel) optionAt(line int) int {
	if line < 0 || line >= len(p.options) {
		return -1
	}
	return p.options[line]
}

// linesOf are the first and last line of an option.
func (p panel) linesOf(option int) (first, last int, ok bool) {
	for i, o := range p.options {
		if o == option {
			if !ok {
				first = i
			}
			last, ok = i, true
		}
	}
	return first, last, ok
}

// mainPanel is what is asked and what can be chosen; at an outcome the card.
func (m Flowchart) mainPanel(width int) panel {
	p := panel{width: width}
	t, here := m.env.Theme, m.here()
	if q, ok := here.Question(); ok {
		p.put(t.Heading, "", q.Ask, -1)
		p.gap()
		m.putOptions(&p)
		return p
	}
	o, _ := here.Outcome() // a checked chart rests at outcomes only
	p.put(sideInk(t, o.Side), "", marked(o), -1)
	p.put(t.Text, "", o.Choice, -1)
	p.gap()
	if len(m.options()) > 0 {
		m.putOptions(&p)
		p.gap()
	}
	if o.Outside != "" {
		p.put(t.Muted, "", "Not run here: "+o.Outside, -1)
		p.gap()
	}
	p.settled(t, here)
	for _, part := range [][2]string{{"When", o.When}, {"Why", o.Why}, {"Not for", o.NotFor}, {"Cost (" + m.chart.Prices + ")", o.Cost}} {
		p.put(t.Heading, "", part[0], -1)
		p.put(t.Text, "  ", part[1], -1)
	}
	return p
}

// settled lists the answers that were given after the outcome.
func (p *panel) settled(t theme.Theme, path flowchart.Path) {
	after, lines := false, len(p.lines)
	for _, s := range path.Steps() {
		_, refined := path.Chart().Outcome(s.At)
		if after && !refined {
			if len(p.lines) == lines {
				p.put(t.Heading, "", "Settled", -1)
			}
			p.put(t.Text, "· ", s.Answer.Reason, -1)
		}
		after = after || refined
	}
	if len(p.lines) > lines {
		p.gap()
	}
}

func (m Flowchart) putOptions(p *panel) {
	t, given := m.env.Theme, m.given()
	for i, o := range m.options() {
		ink, sign := t.Text, "  "
		if i == m.cursor {
			ink, sign = t.Selected, theme.SignCursor+" "
		}
		text := o.text
		if i == given {
			text += " (your answer)"
		}
		p.put(ink, sign+strconv.Itoa(i+1)+" ", text, i)
	}
}

// sidePanel is why the question matters and the answers so far; at an outcome the calls and what to set up.
func (m Flowchart) sidePanel(width int) panel {
	p := panel{width: width}
	t, here := m.env.Theme, m.here()
	if q, ok := here.Question(); ok {
		p.put(t.Heading, "", "Why it matters", -1)
		p.put(t.Text, "", q.Why, -1)
		m.putAnswers(&p, here)
		return p
	}
	o, _ := here.Outcome()
	p.put(t.Heading, "", "Calls", -1)
	for i, line := range o.Calls {
		p.put(t.Text, fmt.Sprintf("%d ", i+1), line, -1)
	}
	p.gap()
	p.put(t.Heading, "", "Set up", -1)
	for _, line := range o.SetUp {
		p.put(t.Text, "· ", line, -1)
	}
	p.gap()
	p.put(t.Warning, "", "The commonest mistake", -1)
	p.put(t.Text, "", o.Mistake, -1)
	m.putAnswers(&p, here)
	return p
}

func (m Flowchart) putAnswers(p *panel, here flowchart.Path) {
	if len(here.Steps()) == 0 {
		return
	}
	t := m.env.Theme
	p.gap()
	p.put(t.Heading, "", "Your answers", -1)
	for i, s := range here.Steps() {
		p.put(t.Muted, fmt.Sprintf("%d ", i+1), m.chart.Name(s.At)+" "+theme.SignArrow+" "+s.Answer.Text, -1)
	}
}

// marked is an outcome's title with the signs of its pools.
func marked(o flowchart.Outcome) string {
	title := o.Title
	sides := sidesOf(o.Side)
	for i := len(sides) - 1; i >= 0; i-- {
		title = sides[i].Mark(title)
	}
	return title
}

func sideInk(t theme.Theme, s flowchart.Side) theme.Ink {
	if sides := sidesOf(s); len(sides) == 1 {
		return t.Of(sides[0])
	}
	return t.Title
}
