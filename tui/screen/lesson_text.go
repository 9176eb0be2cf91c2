package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/prose"
	"poolschool/tui/theme"
)

// poolWords are the names of the pools behind their signs, the longest first. They have their side's colour wherever they
// stand.
func poolWords() []struct {
	text string
	side theme.Side
} {
	return []struct {
		text string
		side theme.Side
	}{
		{"◆ user pools", theme.UserPool}, {"◆ user pool", theme.UserPool}, {"◆", theme.UserPool},
		{"● identity pools", theme.IdentityPool}, {"● identity pool", theme.IdentityPool}, {"●", theme.IdentityPool},
	}
}

// themeSide is an account's side in the theme's words.
func themeSide(s account.Side) theme.Side {
	switch s {
	case account.UserPoolSide:
		return theme.UserPool
	case account.IdentitySide:
		return theme.IdentityPool
	}
	return theme.NoSide
}

// words lays a text of the lesson out, with the values of that block, for a column of width cells.
func (m *Lesson) words(t value.Template, at lessons.At, width int) []string {
	return m.render(t.Pieces(m.values(at), m.now), width)
}

// parsed lays out a text that the screen itself writes, with values in it.
func (m *Lesson) parsed(text string, at lessons.At, width int) []string {
	t, _ := value.Parse(text, 0) // a mistake leaves the text as it is
	return m.words(t, at, width)
}

func (m *Lesson) render(pieces []value.Piece, width int) []string {
	return renderPieces(m.deps.Prose, m.env.Theme, pieces, width)
}

// renderPieces lays Markdown with live values out.
func renderPieces(cache *prose.Cache, t theme.Theme, pieces []value.Piece, width int) []string {
	md, slots := slotted(pieces)
	r, err := cache.Render(md, slots, width, t)
	if err != nil { // the lesson's own text cannot be laid out, so it is shown as it is written
		return cells.Wrap(cells.Clean(value.Markdown(pieces)), width)
	}
	return r.Paint(slots)
}

// slotted is Markdown with a mark for each live value and for each name of a pool.
func slotted(pieces []value.Piece) (string, []prose.Slot) {
	var md strings.Builder
	var slots []prose.Slot
	slot := func(text string, side theme.Side, key string) {
		md.WriteString(prose.Mark(len(slots)))
		slots = append(slots, prose.Slot{Key: key, Text: text, Side: side})
	}
	for _, p := range pieces {
		if !p.Slot {
			pools(p.Text, md.WriteString, slot)
			continue
		}
		slot(slotText(p), themeSide(p.Side), p.Ref.String())
	}
	return md.String(), slots
}

// hidden stands for a password that was typed.
const hidden = "••••••"

// slotText is what stands in the place of a value.
func slotText(p value.Piece) string {
	switch {
	case !p.Known:
		return "‹" + p.Text + "›"
	case p.Secret:
		return hidden
	}
	return p.Text
}

// pools cuts the names of the pools out of a text.
func pools(text string, put func(string) (int, error), slot func(string, theme.Side, string)) {
	for text != "" {
		i := strings.IndexAny(text, "◆●")
		if i < 0 {
			_, _ = put(text) // a strings.Builder never fails
			return
		}
		_, _ = put(text[:i])
		text = text[i:]
		for _, w := range poolWords() {
			if rest, ok := strings.CutPrefix(text, w.text); ok {
				slot(w.text, w.side, "")
				text = rest
				break
			}
		}
	}
}

// plain is text without colours, for where one ink covers the line.
func plain(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ansi.Strip(l)
	}
	return out
}

// timed says that a text shows how much time is left.
func timed(t value.Template) bool {
	for _, u := range t.Uses() {
		if u.Ref.Filter == value.Until {
			return true
		}
	}
	return false
}

// warm lays out what a page and the next one may show, for the drawing that follows. It belongs in a command.
func (m Lesson) warm(page int) {
	if m.width == 0 {
		return
	}
	for p := page; p < min(page+2, len(m.deps.Lesson.Pages)); p++ {
		for i, b := range m.deps.Lesson.Pages[p].Blocks {
			at := lessons.At{Page: p, Block: i}
			if b.Step == nil {
				m.words(b.Prose, at, m.size.prose)
			} else if q, ok := b.Step.(*step.Question); ok {
				m.words(q.Asked.Ask, at, m.size.widget)
				for _, c := range q.Asked.Choices {
					m.words(c.Text, at, m.size.widget-choiceIndent)
					m.words(c.Text, at, m.size.widget-answerIndent)
					m.words(c.Why, at, m.size.widget-answerIndent)
				}
			}
		}
	}
}
