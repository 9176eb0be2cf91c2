package sequence

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// look is an index into the inks.
type look uint8

const (
	lookNone look = iota // blank
	lookHead
	lookLine
	lookUserPool
	lookIdentityPool
	lookArrow
	lookBack
	lookLabel
	lookAllow
	lookDeny
	lookSelected
	lookCount
)

type looks [lookCount]theme.Ink

func newLooks(s Styles) looks {
	return looks{
		lookHead: s.Head, lookLine: s.Line, lookUserPool: s.UserPool, lookIdentityPool: s.IdentityPool,
		lookArrow: s.Arrow, lookBack: s.Back, lookLabel: s.Label, lookAllow: s.Allow, lookDeny: s.Deny,
		lookSelected: s.Selected,
	}
}

// of is a side's look, for heads and lifelines; plain is that of who belongs to neither pool.
func of(side theme.Side, plain look) look {
	switch side {
	case theme.UserPool:
		return lookUserPool
	case theme.IdentityPool:
		return lookIdentityPool
	}
	return plain
}

// cell is what stands in one cell. The second cell of a wide rune has no text.
type cell struct {
	text string
	look look
	rest bool // the second cell of a wide rune
}

// canvas is one line.
type canvas []cell

func newCanvas(width int) canvas { return make(canvas, width) }

// set puts a sign of one cell.
func (c canvas) set(x int, sign string, l look) {
	if x >= 0 && x < len(c) {
		c[x] = cell{text: sign, look: l}
	}
}

// put writes text from cell x on, at most room cells of it, and returns the cell behind it.
func (c canvas) put(x int, text string, room int, l look) int {
	text = cells.Cut(text, min(room, len(c)-x))
	for text != "" {
		cluster, width := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		text = text[len(cluster):]
		if width == 0 || x+width > len(c) {
			continue
		}
		c[x] = cell{text: cluster, look: l}
		for i := 1; i < width; i++ {
			c[x+i] = cell{look: l, rest: true}
		}
		x += width
	}
	return x
}

// mark gives what stands in [from, to) another look.
func (c canvas) mark(from, to int, l look) {
	for x := max(from, 0); x < min(to, len(c)); x++ {
		c[x].look = l
	}
}

// paint is the line as text, a run of one look in one ink.
func (c canvas) paint(inks *looks) string {
	var b strings.Builder
	b.Grow(4 * len(c))
	current := lookNone
	for _, cell := range c {
		blank := cell.text == "" && !cell.rest
		l := cell.look
		if blank && l != lookSelected {
			l = lookNone
		}
		if l != current {
			b.WriteString(inks[current].Suffix)
			b.WriteString(inks[l].Prefix)
			current = l
		}
		if blank {
			b.WriteByte(' ')
		}
		b.WriteString(cell.text)
	}
	b.WriteString(inks[current].Suffix)
	return b.String()
}
