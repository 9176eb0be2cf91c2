package panels

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// row is a line of a message before it has a width: a member, a header, an element. JSON, XML and forms all become rows.
type row struct {
	depth int
	label string // `"Name": `, `<Name>`, `Name: `
	value string // what was sent
	quote string // around the value
	tail  string // behind the value: a comma, `</Name>`
	class class

	what, text string // for copying; text "" means value
	end        int    // the row that closes what this one opens, 0 for none
	brief      string // in the place of the value when folded
}

// class is what a value is.
type class int

const (
	words  class = iota // wrapped, never shortened
	number              // number, true, false, null
	sign                // braces, tags: nothing to read
	jwt                 // shortened unless revealed
	secret              // hidden unless revealed
	blob                // long and unreadable; shortened unless revealed
	head                // the first line of a message
)

// classify says what a text is. Tokens are secrets too, but their first characters are what people know them by.
func (m *Model) classify(name, value string) class {
	switch {
	case isToken(value):
		return jwt
	case m.content.Exchange.Hides(value) || secretName(name) && value != "":
		return secret
	case isBlob(value):
		return blob
	}
	return words
}

// secretName reports whether a member of this name is a secret wherever it stands, named as one by its service or not.
func secretName(name string) bool {
	switch name {
	case "PASSWORD", "Password", "password", "NEW_PASSWORD", "PreviousPassword", "ProposedPassword",
		"SecretKey", "SecretAccessKey", "SessionToken", "X-Amz-Security-Token",
		"RefreshToken", "refresh_token", "REFRESH_TOKEN", "ClientSecret", "client_secret", "SECRET_HASH", "SecretHash",
		"code_verifier", "Session":
		return true
	}
	return false
}

// isBlob reports whether a text is long and has nothing to read in it: no blanks, and none of the signs that addresses, paths
// and ARNs are made of.
func isBlob(value string) bool {
	if len(value) < 60 {
		return false
	}
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case ' ', ':', ';', '.', '{', '<':
			return false
		}
	}
	return true
}

// writeRows writes rows and makes an item of each.
func (m *Model) writeRows(w *writer, rows []row) {
	around := []int{-1} // items that are open, by depth
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		for len(around) > 1 && len(around) > r.depth+1 {
			around = around[:len(around)-1]
		}
		text := r.text
		if text == "" {
			text = r.value
		}
		it := item{id: r.what, what: r.what, text: text, around: around[len(around)-1], folds: r.end > 0}
		it.folded = it.folds && m.folded(m.tab, it.id, false)
		closing := r.class == sign && r.what == ""
		if !closing {
			w.begin(it)
		}
		m.writeRow(w, r, it.folded)
		if !closing {
			w.end()
		}
		if it.folded {
			i = r.end
		} else if it.folds {
			for len(around) < r.depth+2 {
				around = append(around, len(w.items)-1)
			}
		}
	}
}

func (m *Model) writeRow(w *writer, r row, folded bool) {
	indent := cells.Blank(min(2*r.depth, w.width/3))
	label := indent + w.styles.Member.Render(plain(r.label))
	if r.class == head {
		label = indent + w.styles.Heading.Render(plain(r.label))
	}
	if folded {
		w.line(label + w.styles.Muted.Render(plain(r.brief+r.tail)))
		return
	}
	ink, value := m.valueInk(w.styles, r), r.value
	room := w.width - cells.Width(label) - len(r.quote)*2 - cells.Width(r.tail)
	if !m.revealed {
		value = shortened(r, room)
	}
	text := r.quote + value + r.quote
	if r.quote != "" && value == r.value {
		text = quoted(value)
	}
	w.hang(label, cells.Width(indent)+2, ink, text)
	w.tail(r, indent)
}

// tail puts what closes a row behind its last line.
func (w *writer) tail(r row, indent string) {
	if r.tail == "" {
		return
	}
	ink := w.styles.Muted
	if strings.HasPrefix(r.tail, "</") {
		ink = w.styles.Member
	}
	if last := w.lines[len(w.lines)-1]; cells.Width(last)+cells.Width(r.tail) > w.width {
		w.lines = append(w.lines, indent)
	}
	w.lines[len(w.lines)-1] += ink.Render(plain(r.tail))
}

func (m *Model) valueInk(s Styles, r row) theme.Ink {
	switch r.class {
	case number:
		return s.Value
	case sign:
		return s.Muted
	case secret:
		return s.Secret
	case blob:
		return s.Muted
	case jwt:
		return s.of(sideOfToken(r.value))
	case head:
		return s.Text
	}
	return s.of(sideOfValue(r.value))
}

// shortened is a value as it stands until it is asked for whole.
func shortened(r row, room int) string {
	switch {
	case r.class == secret && len(r.value) < 60:
		return "••••••••"
	case r.class == secret, r.class == jwt, r.class == blob:
		return middle(r.value, max(min(room, 44), 12))
	case r.class == sign: // an element's attributes
		return middle(r.value, max(room, 12))
	}
	return r.value
}

// middle cuts the middle out of a long value: its beginning says what it is, its end that it is the same one as elsewhere.
// Words lose their end.
func middle(text string, width int) string {
	if cells.Width(text) <= width {
		return text
	}
	if !isASCII(text) || strings.Contains(text, " ") {
		return cells.Cut(text, width)
	}
	tail := min(width/3, 8)
	return text[:width-tail-1] + cells.Ellipsis + text[len(text)-tail:]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
