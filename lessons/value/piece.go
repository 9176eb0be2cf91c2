package value

import (
	"strings"
	"time"

	"poolschool/sim/account"
)

// Piece is a stretch of prose: the author's Markdown, or a slot with a live value. A screen lays a slot out as
// something that Markdown leaves alone and paints the value over it; print sets it as a code span.
type Piece struct {
	Text   string       // Markdown, or the value as it is now; in a slot without a value yet, its name
	Slot   bool         //
	Known  bool         // the slot has its value already
	InCode bool         // the slot stands inside code of the author's, where Markdown means nothing
	Secret bool         // the value was typed into a secret field
	Side   account.Side // of the slot's value
	Ref    Ref          // of the slot, to show it again when the clock has moved
}

// Pieces lays a text out with the values as they are now. It never fails: what is missing stays a slot that is not
// Known.
func (t Template) Pieces(values Set, now time.Time) []Piece {
	pieces := make([]Piece, 0, len(t.parts))
	for _, p := range t.parts {
		if p.ref == nil {
			pieces = append(pieces, Piece{Text: p.text})
			continue
		}
		piece := Piece{Slot: true, InCode: p.inCode, Ref: *p.ref, Text: p.ref.Name}
		if v, _, ok := values.Find(*p.ref); ok {
			piece.Side, piece.Secret = v.Side, v.Secret
		}
		if text, err := values.Show(*p.ref, now); err == nil {
			piece.Text, piece.Known = text, true
		}
		pieces = append(pieces, piece)
	}
	return pieces
}

// Markdown joins the pieces, with every known value as a code span. Values not there yet stand as their name in italics.
func Markdown(pieces []Piece) string {
	var out strings.Builder
	for _, p := range pieces {
		switch {
		case !p.Slot || p.InCode:
			out.WriteString(p.Text)
		case !p.Known:
			out.WriteString("*" + p.Text + "*")
		case p.Secret:
			out.WriteString("`••••••`")
		default:
			out.WriteString(codeSpan(p.Text))
		}
	}
	return out.String()
}

// codeSpan fences a text with more backticks than it holds, as CommonMark asks.
func codeSpan(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 || text == "" {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}

// codeReader follows the author's Markdown far enough to know whether it is inside a code span or a code fence.
type codeReader struct {
	line  string // the unfinished line
	fence bool
	span  bool
}

func (c *codeReader) read(text string) {
	for {
		line, rest, more := strings.Cut(text, "\n")
		c.line += line
		if strings.Count(line, "`")%2 == 1 && !c.atFence() {
			c.span = !c.span
		}
		if !more {
			return
		}
		if c.atFence() {
			c.fence, c.span = !c.fence, false
		}
		if strings.TrimSpace(c.line) == "" {
			c.span = false // a span ends with its paragraph
		}
		c.line, text = "", rest
	}
}

func (c *codeReader) atFence() bool { return strings.HasPrefix(strings.TrimLeft(c.line, " "), "```") }

func (c *codeReader) inside() bool { return c.fence || c.span }
