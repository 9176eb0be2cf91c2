package sequence

import (
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// list says the same as the diagram in lines of words, for narrow columns: who asks whom for what, the answer below,
// nested calls indented.
func (m *Model) list(standing []Lifeline) {
	side := make(map[string]theme.Side, len(standing))
	heads := make(map[string]string, len(standing))
	for i, head := range headsOf(standing, true) {
		heads[standing[i].ID], side[standing[i].ID] = head, standing[i].Side
	}
	m.drawn = make([]string, len(m.rows))
	line := newCanvas(m.width)
	for i, r := range m.rows {
		clear(line)
		d := drawing{canvas: line, row: r, message: m.messages[r.message]}
		x := 2 + min(2*r.depth, m.width/3)
		if r.answer {
			x = d.words().write(line, x+2, m.width-x-2)
		} else {
			from, to := d.message.From, d.message.To
			x = line.put(x, heads[from], m.width, of(side[from], lookHead))
			if from != to {
				x = line.put(x, " → ", m.width, lookArrow)
				x = line.put(x, heads[to], m.width, of(side[to], lookHead))
			}
			x = d.words().write(line, x+2, m.width-x-2)
		}
		if m.marked(i) {
			line.mark(2, x, lookSelected)
			m.point(line, i)
		}
		m.drawn[i] = cells.Fit(line.paint(&m.looks), m.width)
	}
}
