package panels

import (
	"fmt"
	"strings"

	"poolschool/sim/account"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// writeAccount writes the account as a tree.
func (m *Model) writeAccount(w *writer) {
	if len(m.content.Account) == 0 {
		w.put("", w.styles.Muted, "The account is empty.")
		return
	}
	for _, n := range m.content.Account {
		m.writeNode(w, n, 0, "", -1)
	}
}

// marks of a node that the last call made or changed, and of a folded one that holds such a node. Words, because neither
// colour nor sign would say it.
const (
	changed       = "← changed"
	changedInside = "← changed inside"
)

func (m *Model) writeNode(w *writer, n account.Node, depth int, path string, around int) {
	path += "/" + n.Kind + " " + n.ID
	inside := changedBelow(n)
	folds := len(n.Children) > 0
	it := item{
		id: path, what: n.Kind, text: n.ID, around: around, folds: folds,
		folded: folds && m.folded(Account, path, foldedByItself(n, depth, inside)),
		about:  about(n),
	}
	w.begin(it)
	w.line(m.nodeLine(w, n, it, depth, inside && it.folded))
	w.end()
	if it.folded {
		return
	}
	here := len(w.items) - 1
	for _, c := range n.Children {
		m.writeNode(w, c, depth+1, path, here)
	}
}

// foldedByItself folds what few learners look for, unless the last call changed something there: policies and attributes.
// Pools, buckets and what stands in them are open.
func foldedByItself(n account.Node, depth int, inside bool) bool {
	switch {
	case inside:
		return false
	case n.Kind == "role", n.Kind == "user", depth > 1:
		return true
	}
	return len(n.Children) > 12
}

func changedBelow(n account.Node) bool {
	for _, c := range n.Children {
		if c.Changed || changedBelow(c) {
			return true
		}
	}
	return false
}

func (m *Model) nodeLine(w *writer, n account.Node, it item, depth int, inside bool) string {
	s := w.styles
	var b strings.Builder
	b.WriteString(cells.Blank(min(2*depth, w.width/3)))
	switch {
	case it.folded:
		s.Muted.Put(&b, theme.SignCursor+" ")
	case it.folds:
		s.Muted.Put(&b, "▾ ")
	default:
		b.WriteString("  ")
	}
	side := sideOf(n.Side)
	if sign := side.Sign(); sign != "" {
		s.of(side).Put(&b, sign+" ")
	}
	s.Muted.Put(&b, n.Kind+" ")
	mark := ""
	switch {
	case n.Changed:
		mark = "  " + changed
	case inside:
		mark = "  " + changedInside
	}
	note := ""
	if text := oneLine(n.Note); text != "" && text != n.Label && !isDocument(n.Note) {
		note = "  " + text
	}
	used := cells.Width(b.String())
	room := w.width - used - cells.Width(mark)
	label := plain(oneLine(n.Label))
	if cells.Width(label) > room {
		label = cells.Cut(label, max(room, 1))
	}
	s.Text.Put(&b, label)
	if left := room - cells.Width(label); left > 6 {
		s.Muted.Put(&b, cells.Cut(note, left))
	}
	s.Warning.Put(&b, mark)
	return b.String()
}

// about is the whole of a node, which its line may have cut.
func about(n account.Node) string {
	text := fmt.Sprintf("%s %s", n.Kind, n.Label)
	if n.ID != n.Label && n.ID != n.Note && !strings.Contains(n.ID, n.Kind) {
		text += ", " + n.ID
	}
	if n.Note != "" && !isDocument(n.Note) {
		text += ": " + oneLine(n.Note)
	}
	if n.Changed {
		text += ". The last call made or changed it."
	}
	return text
}

// isDocument reports whether a note is a policy rather than a few words.
func isDocument(note string) bool { return strings.HasPrefix(strings.TrimSpace(note), "{") }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
