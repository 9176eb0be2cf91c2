// Package cells measures, cuts, pads and wraps text in terminal cells. Text may hold SGR sequences (colours), which
// take no cell; wide runes take two and combining marks none.
//
// Screens use it when content changes. Nothing here belongs in a View, except Frame, which is made for it.
package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Ellipsis stands at the end of text that was cut.
const Ellipsis = "…"

const reset = "\x1b[0m"

// Width is the number of cells that one line takes. It agrees with ansi.StringWidth and is several times faster for
// text of Latin letters, box drawing and colours, which nearly every line is.
func Width(s string) int {
	width := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
			i++
			width++
		case c == 0x1b:
			n := sgr(s[i:])
			if n == 0 {
				return ansi.StringWidth(s)
			}
			i += n
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !narrow(r) {
				return ansi.StringWidth(s)
			}
			i += n
			width++
		}
	}
	return width
}

// sgr is the length of the colour sequence that s begins with, 0 if it begins with anything else.
func sgr(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';' && c != ':':
			return 0
		}
	}
	return 0
}

// narrow says that a rune takes one cell for certain. It need not know all that do.
func narrow(r rune) bool {
	switch {
	case r >= 0x00a1 && r <= 0x024f:
		return r != 0x00ad
	case r >= 0x2010 && r <= 0x2027:
		return true
	case r >= 0x2190 && r <= 0x21ff:
		return true
	case r >= 0x2500 && r <= 0x25ff:
		return r != 0x25fd && r != 0x25fe
	case r >= 0x2800 && r <= 0x28ff:
		return true
	}
	return r == '✓' || r == '✗'
}

// Cut shortens a line to at most width cells, with an ellipsis in the last of them if something was left out.
func Cut(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, Ellipsis)
}

// Fit makes a line exactly width cells wide: cut with an ellipsis, or padded with blanks.
func Fit(s string, width int) string {
	have := Width(s)
	if have > width {
		s = Cut(s, width)
		have = Width(s) // one short when a wide rune did not fit
	}
	if have < width {
		s += Blank(width - have)
	}
	return s
}

// Right puts s at the right end of a line of width cells, cut on the right if it is too long.
func Right(s string, width int) string {
	s = Cut(s, width)
	return Blank(width-Width(s)) + s
}

const blanks = "                                                                                                    "

// Blank is a line of n blanks, empty for n below 1.
func Blank(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blanks):
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Clean prepares text from outside, an answer's body for instance, for the screen: tabs become blanks up to the next
// multiple of four, and control characters and escape sequences other than colours are left out, so that no value can
// move the cursor. Line feeds stay.
func Clean(s string) string {
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	var b strings.Builder
	column := 0
	for i := 0; i < len(s); {
		if n := sgr(s[i:]); s[i] == 0x1b && n > 0 {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		if s[i] == 0x1b { // some other sequence, left out as a whole
			_, _, n, _ := ansi.DecodeSequence(s[i:], ansi.NormalState, nil)
			i += max(n, 1)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\t':
			stop := 4 - column%4
			b.WriteString(Blank(stop))
			column += stop
		case r == '\n':
			b.WriteByte('\n')
			column = 0
		case !control(r):
			b.WriteRune(r)
			column += Width(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func control(r rune) bool {
	return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0)
}
