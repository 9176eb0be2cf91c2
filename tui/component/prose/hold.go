package prose

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
)

func (l line) width() int {
	n := 0
	for _, p := range l {
		n += p.width
	}
	return n
}

// hold makes every line fit the column. Glamour breaks between words only: code, long words and wide values stand out.
// A value gives up cells; anything else goes on in the next line.
func hold(lines []line, width int) []line {
	held := make([]line, 0, len(lines))
	for _, l := range lines {
		if over := l.width() - width; over > 0 {
			l.shrink(over)
		}
		if l.width() <= width {
			held = append(held, l)
			continue
		}
		held = append(held, l.wrap(width)...)
	}
	return held
}

// shrink takes cells from the widest value that ends in this line, if it has so many.
func (l line) shrink(over int) {
	widest := -1
	for i, p := range l {
		if p.slot >= 0 && p.last && (widest < 0 || p.width > l[widest].width) {
			widest = i
		}
	}
	if widest >= 0 && l[widest].width > over {
		l[widest].width -= over
	}
}

// wrap breaks a line anywhere. Lines that go on are indented two cells more than the first.
func (l line) wrap(width int) []line {
	indent := 2
	if len(l) > 0 && l[0].slot < 0 {
		indent += len(l[0].text) - len(strings.TrimLeft(l[0].text, " "))
	}
	if indent > width/2 {
		indent = 0
	}
	var lines []line
	var current line
	room, fresh := width, true
	for _, p := range l {
		for p.width > room {
			head, rest, fits := p.split(room)
			if !fits && fresh {
				break // not one rune fits into a whole line: leave it to whoever draws
			}
			if fits {
				current = append(current, head)
				p = rest
			}
			lines = append(lines, current)
			current, room, fresh = line{}.add("", cells.Blank(indent)), width-indent, true
		}
		current = append(current, p)
		room -= p.width
		fresh = false
	}
	return append(lines, current)
}

// split divides a piece after at most room cells. It does not fit if that would leave nothing before the cut.
func (p piece) split(room int) (head, rest piece, fits bool) {
	head, rest = p, p
	if p.slot >= 0 {
		if room < 1 {
			return p, p, false
		}
		head.width, head.last = room, false
		rest.from, rest.width = p.from+room, p.width-room
		return head, rest, true
	}
	head.text = ansi.Truncate(p.text, room, "")
	head.width = cells.Width(head.text)
	rest.text = p.text[len(head.text):]
	rest.width = p.width - head.width
	return head, rest, head.text != ""
}
