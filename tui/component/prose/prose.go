// Package prose lays out Markdown for a column, with live values in it.
//
// A value is not text for the Markdown renderer: it would see emphasis in a_b_c, break an ARN at its colons, and render
// the page again whenever a countdown moves. So the text carries a mark where a value stands (Mark). Render puts a run
// of one Braille rune there, as wide as the value, which nothing breaks or interprets, and lays the page out once;
// Paint then puts values in the runs' places, coloured by the pool they belong to. Laying out a page takes
// milliseconds, painting it microseconds.
package prose

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/glamour"
	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// Slot is a live value in the text.
type Slot struct {
	Key  string     // its name, for whoever fills it in; not drawn
	Text string     // the value as it is now, one line without colours
	Side theme.Side // the pool it belongs to
}

// MostSlots is how many values one text can hold: as many as there are Braille runes, less the blank one.
const MostSlots = 255

// Errors of Render. They are mistakes of whoever wrote the text.
var (
	ErrSlots   = fmt.Errorf("prose: more than %d values, or a mark without a value", MostSlots)
	ErrBraille = errors.New("prose: the text holds Braille or private-use characters, which stand for values here")
)

const (
	braille = '\u2801' // the run of slot n is made of braille+n
	marks   = '\ue000' // the mark of slot n is marks+n
)

// Mark stands in the Markdown where the nth value goes, counted from 0. It is one private-use rune that Markdown gives
// no meaning.
func Mark(n int) string { return string(marks + rune(n)) }

// Rendered is text that was laid out. It is never changed, and may be shared.
type Rendered struct {
	lines []line
	inks  [3]theme.Ink // by side
	spans []string     // inline code, as slots after those of the values
	first int          // the slot of the first span
	code  theme.Ink
	fixed []string // the painted lines of a text without values
}

// Render lays Markdown out for a column of width cells. The slots say how wide the values are; their texts may be
// others when it is painted. A value that is wider than the column is cut.
func Render(md string, slots []Slot, width int, t theme.Theme) (Rendered, error) {
	width = max(width, 1)
	widths, err := places(slots, width)
	if err != nil {
		return Rendered{}, err
	}
	md, spans := takeSpans(cells.Clean(strings.ToValidUTF8(md, "")), len(slots), width)
	for _, code := range spans {
		widths = append(widths, cells.Width(code))
	}
	md, err = widen(md, widths)
	if err != nil {
		return Rendered{}, err
	}
	md, blocks := takeCode(md)
	renderer, err := glamour.NewTermRenderer(
		glamour.WithStyles(t.Glamour()), glamour.WithColorProfile(t.Profile()), glamour.WithWordWrap(width))
	if err != nil {
		return Rendered{}, fmt.Errorf("prose: %w", err)
	}
	text, err := renderer.Render(md)
	if err != nil {
		return Rendered{}, fmt.Errorf("prose: %w", err)
	}
	p := parser{widths: widths, shown: make([]int, len(widths)), code: t.Code, blocks: blocks}
	r := Rendered{
		lines: hold(p.parse(text), width),
		inks:  [3]theme.Ink{t.Of(theme.NoSide), t.Of(theme.UserPool), t.Of(theme.IdentityPool)},
		spans: spans, first: len(slots), code: t.Code,
	}
	if len(slots) == 0 {
		r.fixed = r.paint(nil)
	}
	return r, nil
}

// places are the widths of the values' places. A value leaves room for a list's indent, and an empty
// one has a place too, because it may be filled when the text is painted.
func places(slots []Slot, width int) ([]int, error) {
	if len(slots) > MostSlots {
		return nil, ErrSlots
	}
	widths := make([]int, len(slots))
	for i, s := range slots {
		widths[i] = max(min(cells.Width(s.value()), width-3), 1)
	}
	return widths, nil
}

// widen replaces each mark by a run as wide as its value's place.
func widen(md string, widths []int) (string, error) {
	var b strings.Builder
	for _, r := range md {
		n := int(r - marks)
		switch {
		case r >= 0x2800 && r <= 0x28ff:
			return "", ErrBraille
		case n >= 0 && n < len(widths):
			b.WriteString(strings.Repeat(string(braille+rune(n)), widths[n]))
		case n >= 0 && n < MostSlots:
			return "", ErrSlots
		case n >= 0 && r <= 0xf8ff:
			return "", ErrBraille
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), nil
}

// value is the slot's text as it is drawn: on one line, without sequences.
func (s Slot) value() string {
	if strings.IndexFunc(s.Text, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) < 0 {
		return s.Text
	}
	return strings.ReplaceAll(cells.Clean(ansi.Strip(s.Text)), "\n", " ")
}

// Paint fills the values in and returns the lines, none wider than the column. The slots are those of Render, in the
// same order; a text that became wider than its place is cut, one that became narrower leaves blanks. Nobody changes
// the lines.
func (r Rendered) Paint(slots []Slot) []string {
	if r.fixed != nil {
		return r.fixed
	}
	return r.paint(slots)
}

// Len is the number of lines.
func (r Rendered) Len() int { return len(r.lines) }

func (r Rendered) paint(slots []Slot) []string {
	lines := make([]string, len(r.lines))
	var b strings.Builder
	for i, l := range r.lines {
		b.Reset()
		for _, p := range l {
			if p.slot < 0 {
				theme.Ink{Prefix: p.style, Suffix: reset}.Put(&b, p.text)
				continue
			}
			text, ink := r.filled(p, slots)
			ink.Put(&b, text)
			b.WriteString(cells.Blank(p.width - cells.Width(text)))
		}
		lines[i] = b.String()
	}
	return lines
}

// filled is what stands in the place of a piece: a value as it is now, or inline code.
func (r Rendered) filled(p piece, slots []Slot) (string, theme.Ink) {
	if p.slot >= r.first {
		return p.part(r.spans[p.slot-r.first]), r.code
	}
	var s Slot
	if p.slot < len(slots) {
		s = slots[p.slot]
	}
	return p.part(s.value()), r.inks[s.Side]
}
