package sequence

import (
	"strconv"
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// diagram draws heads and rows.
func (m *Model) diagram(standing []Lifeline) {
	c := m.columns
	head := newCanvas(m.width)
	for i, l := range standing {
		head.put(c.x[i]-cells.Width(c.heads[i])/2, c.heads[i], m.width, of(l.Side, lookHead))
	}
	m.heads = []string{head.paint(&m.looks)}
	rest := newCanvas(m.width)
	for i, l := range standing {
		rest.set(c.x[i], vertical(false), of(l.Side, lookLine))
	}
	m.rest = rest.paint(&m.looks)
	working := m.working(len(standing))
	m.drawn = make([]string, len(m.rows))
	line := newCanvas(m.width)
	for i, r := range m.rows {
		clear(line)
		for j, l := range standing {
			line.set(c.x[j], vertical(working[i][j]), of(l.Side, lookLine))
		}
		d := drawing{canvas: line, columns: c, working: working[i], row: r, message: m.messages[r.message]}
		d.selected = m.marked(i)
		d.draw()
		m.point(line, i)
		m.drawn[i] = line.paint(&m.looks)
	}
}

func vertical(working bool) string {
	if working {
		return "┃"
	}
	return "│"
}

func crossing(working bool, line string) string {
	switch {
	case line != "─":
		return "┼"
	case working:
		return "╂"
	}
	return "┼"
}

// working says who is at work in each row: both ends of a call from request to answer, the receiver of a one-way call.
func (m *Model) working(n int) [][]bool {
	working := make([][]bool, len(m.rows))
	for i := range working {
		working[i] = make([]bool, n)
	}
	for i, r := range m.rows {
		if r.answer {
			continue
		}
		msg := m.messages[r.message]
		last := i
		switch {
		case r.other >= 0:
			last = min(r.other, len(m.rows)-1) // a replay may not have come that far
		case msg.Pending:
			last = len(m.rows) - 1
		}
		for j := i; j <= last; j++ {
			working[j][m.columns.index[msg.To]] = true
			if !msg.OneWay {
				working[j][m.columns.index[msg.From]] = true
			}
		}
	}
	return working
}

// drawing is one row in the making.
type drawing struct {
	canvas
	columns
	working  []bool
	row      row
	message  Message
	selected bool
}

func (d *drawing) draw() {
	from, to := d.index[d.message.From], d.index[d.message.To]
	if d.row.answer {
		from, to = to, from
	}
	var first, end int
	if from == to {
		first, end = d.loop(from)
	} else {
		first, end = d.arrow(from, to)
	}
	if !d.selected {
		return
	}
	for x := first; x < end; x++ {
		if d.canvas[x].text == "│" || d.canvas[x].text == "┃" {
			continue
		}
		d.canvas.mark(x, x+1, lookSelected)
	}
}

// arrow draws from one lifeline to another and returns the cells it took.
func (d *drawing) arrow(from, to int) (first, end int) {
	low, high := min(from, to), max(from, to)
	line, l := "─", lookArrow
	if d.row.answer {
		line, l = "╌", lookBack
	}
	for x := d.x[low] + 1; x < d.x[high]; x++ {
		d.set(x, line, l)
	}
	for i := low + 1; i < high; i++ {
		d.set(d.x[i], crossing(d.working[i], line), l)
	}
	if to == high {
		d.set(d.x[high]-1, "▶", l)
	} else {
		d.set(d.x[low]+1, "◀", l)
	}
	words := d.words()
	room, behind := d.room(low, high, words.width())
	if room < 2 {
		return d.x[low] + 1, d.x[high]
	}
	if behind {
		return d.x[low] + 1, words.write(d.canvas, d.x[high]+2, room)
	}
	start := d.x[low] + 3
	after := words.write(d.canvas, start, room)
	d.set(start-1, " ", l)
	d.set(after, " ", l)
	return d.x[low] + 1, d.x[high]
}

// loop draws work of a lifeline's own, to the right, or to the left if it is the last and there is more room.
func (d *drawing) loop(at int) (first, end int) {
	x, words := d.x[at], d.words()
	l, signs, mirrored := lookArrow, "──╮", "╭──"
	switch {
	case d.row.answer:
		l, signs, mirrored = lookBack, "◁─╯", "╰─▷"
	case d.message.OneWay:
		signs, mirrored = "── ", " ──"
	}
	right, left := d.beside(at)
	if left > right {
		room := min(words.width(), left)
		d.put(x-3, mirrored, 3, l)
		words.write(d.canvas, x-4-room, room)
		return x - 4 - room, x
	}
	d.put(x+1, signs, 3, l)
	return x + 1, words.write(d.canvas, x+5, right)
}

// words are what stands on an arrow: a sign of its own look, then text, then what must not be cut.
type words struct {
	sign, text, short, tail string
	signLook, look          look
}

func (d *drawing) words() words {
	m := d.message
	if !d.row.answer {
		w := words{text: m.Label, short: m.Short, look: lookLabel}
		if d.row.hidden > 0 {
			w.tail = " " + theme.SignCursor + strconv.Itoa(d.row.hidden)
		}
		return w
	}
	w := words{sign: theme.SignAllow, text: m.Answer, signLook: lookAllow, look: lookLabel}
	if !m.OK {
		w.sign, w.signLook, w.look = theme.SignDeny, lookDeny, lookDeny
	}
	if w.text != "" {
		w.sign += " "
	}
	return w
}

func (w words) width() int {
	return cells.Width(w.sign) + cells.Width(w.text) + cells.Width(w.tail)
}

// write puts the words into at most room cells and returns the cell behind them.
func (w words) write(c canvas, x, room int) int {
	text := w.text
	if w.width() > room && w.short != "" {
		text = w.short
	}
	text = strings.ReplaceAll(cells.Clean(text), "\n", " ")
	end := min(x+room, len(c))
	x = c.put(x, w.sign, end-x, w.signLook)
	tail := cells.Width(w.tail)
	if tail > end-x {
		tail = 0
	}
	x = c.put(x, text, end-x-tail, w.look)
	if tail > 0 {
		x = c.put(x, w.tail, tail, w.look)
	}
	return x
}
