package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

const reset = "\x1b[0m"

// line is a line as pieces of one look each.
type line []piece

// piece is text of one look, or a part of a value's place.
type piece struct {
	style string // the sequences that are on
	text  string // empty for a value
	slot  int    // the value's number, -1 for text
	from  int    // the first cell of the value that stands here; the rest of it stands in later pieces
	width int    // cells
	last  bool   // no later piece shows more of the value
}

// part is what a piece shows of its value.
func (p piece) part(value string) string {
	if p.from > 0 {
		value = ansi.TruncateLeft(value, p.from, "")
	}
	if p.last {
		return cells.Cut(value, p.width)
	}
	return ansi.Truncate(value, p.width, "")
}

// parser takes glamour's output apart. On the way it merges neighbours of one look, which glamour leaves many of, and
// drops blanks at the ends of lines and empty lines at the ends of the text.
type parser struct {
	widths []int // of the values' places
	shown  []int // cells of each value so far
	style  string
	code   theme.Ink
	blocks []string // code, by number
}

func (p *parser) parse(text string) []line {
	var lines []line
	for raw := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		l := trim(p.line(raw))
		if n, ok := l.codeBlock(); ok && n < len(p.blocks) {
			lines = append(lines, p.block(p.blocks[n])...)
			continue
		}
		lines = append(lines, l.outdent())
	}
	for len(lines) > 0 && len(lines[0]) == 0 {
		lines = lines[1:]
	}
	for len(lines) > 0 && len(lines[len(lines)-1]) == 0 {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// line takes one line apart. A style that is on at its end goes on in the next.
func (p *parser) line(raw string) line {
	var l line
	for len(raw) > 0 {
		if seq := sequence(raw); seq != "" {
			p.style = after(p.style, seq)
			raw = raw[len(seq):]
			continue
		}
		r, size := utf8.DecodeRuneInString(raw)
		if slot := int(r - braille); slot >= 0 && slot < len(p.widths) {
			width := (len(raw) - len(strings.TrimLeft(raw, string(r)))) / size
			width = min(width, p.widths[slot]-p.shown[slot])
			from := p.shown[slot]
			p.shown[slot] = (from + width) % p.widths[slot] // the same mark may stand in the text again
			l = append(l, piece{slot: slot, from: from, width: width, last: p.shown[slot] == 0})
			raw = raw[width*size:]
			continue
		}
		end := strings.IndexFunc(raw, func(r rune) bool { return r == 0x1b || r >= braille && r < braille+MostSlots })
		if end < 0 {
			end = len(raw)
		}
		end = max(end, 1) // a lone escape
		l = l.add(p.style, raw[:end])
		raw = raw[end:]
	}
	return l
}

// sequence is the colour sequence that s begins with, if any.
func sequence(s string) string {
	if !strings.HasPrefix(s, "\x1b[") {
		return ""
	}
	if end := strings.IndexByte(s, 'm'); end > 0 {
		return s[:end+1]
	}
	return ""
}

// after is the style when a sequence was met. Glamour writes the same one twice where blocks nest.
func after(style, seq string) string {
	switch {
	case seq == reset || seq == "\x1b[m":
		return ""
	case strings.HasSuffix(style, seq):
		return style
	}
	return style + seq
}

// add puts text behind the line, into its last piece if that has the same look.
func (l line) add(style, text string) line {
	if n := len(l) - 1; n >= 0 && l[n].slot < 0 && l[n].style == style {
		l[n].text += text
		l[n].width += cells.Width(text)
		return l
	}
	return append(l, piece{style: style, text: text, slot: -1, width: cells.Width(text)})
}

// trim drops the blanks at the end of a line, coloured or not.
func trim(l line) line {
	for n := len(l) - 1; n >= 0 && l[n].slot < 0; n-- {
		l[n].text = strings.TrimRight(l[n].text, " ")
		if l[n].text != "" {
			l[n].width = cells.Width(l[n].text)
			break
		}
		l = l[:n]
	}
	return l
}

// outdent moves the sign of a list item to the left, so that the item's words stand above those of its next line.
func (l line) outdent() line {
	for i := range l {
		head, tail, found := strings.Cut(l[i].text, theme.ItemMark)
		if !found {
			continue
		}
		blanks := 2
		if strings.TrimRight(head, "0123456789") != head {
			blanks = 3
		}
		l[i].text, l[i].width = head+tail, l[i].width-1
		return l.dropBlanks(blanks)
	}
	return l
}

// dropBlanks takes up to n blanks from the beginning of a line.
func (l line) dropBlanks(n int) line {
	for i := range l {
		rest := strings.TrimLeft(l[i].text, " ")
		drop := min(len(l[i].text)-len(rest), n)
		l[i].text, l[i].width = l[i].text[drop:], l[i].width-drop
		n -= drop
		if rest != "" || l[i].slot >= 0 {
			break
		}
	}
	return l
}
