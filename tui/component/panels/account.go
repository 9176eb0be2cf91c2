package panels

import (
	"slices"
	"strings"

	"poolschool/sim/account"
	"poolschool/tui/component/cells"
)

// writeAccount writes the account as a tree.
func (m *Model) writeAccount(w *writer) {
	if len(m.content.Account) == 0 {
		w.put("", w.styles.Muted, "The account is empty.")
		return
	}
	tree := slices.Clone(m.content.Account)
	slices.SortStableFunc(tree, func(a, b account.Node) int { return rank(a) - rank(b) })
	t := treeWriter{writer: w, m: m, brief: briefIDs(labels(nil, tree), "")}
	for _, n := range tree {
		t.node(n, 0, "", -1)
	}
}

// treeWriter writes nodes.
type treeWriter struct {
	*writer
	m     *Model
	brief func(string) string
}

// rank puts what a story begins with first: ◆ before ●, who may before what is there.
func rank(n account.Node) int {
	order := []string{"user pool", "message", "identity pool", "session", "role", "policy", "bucket"}
	if i := slices.Index(order, n.Kind); i >= 0 {
		return i
	}
	return len(order)
}

// labels are all texts that a tree shows.
func labels(texts []string, nodes []account.Node) []string {
	for _, n := range nodes {
		texts = labels(append(texts, n.Label, n.Note), n.Children)
	}
	return texts
}

// marks of a node that the last call made or changed, and of a folded one that holds such a node. Words, because neither
// colour nor sign would say it.
const (
	changed       = "← changed"
	changedInside = "← changed inside"
)

func (t *treeWriter) node(n account.Node, depth int, path string, around int) {
	path += "/" + n.Kind + " " + n.ID
	inside := changedBelow(n)
	document := isDocument(n.Note)
	folds := len(n.Children) > 0 || document
	it := item{
		id: path, what: n.Kind, text: n.ID, around: around, folds: folds,
		folded: folds && t.m.folded(Account, path, foldedByItself(n, depth, inside)),
		about:  about(n),
		news:   n.Changed && !inside,
	}
	if document {
		it.text = strings.Join(dedented(strings.Split(n.Note, "\n")), "\n")
	}
	t.begin(it)
	t.line(t.text(n, it, depth, inside && it.folded))
	t.end()
	if it.folded {
		return
	}
	here := len(t.items) - 1
	if document {
		t.document(n.Note, depth+1)
	}
	for _, c := range n.Children {
		t.node(c, depth+1, path, here)
	}
}

// document writes a policy below its node.
func (t *treeWriter) document(text string, depth int) {
	for _, line := range dedented(strings.Split(text, "\n")) {
		t.line(cells.Blank(min(2*depth, t.width/3)+2) + t.styles.Code.Render(plain(line)))
	}
}

// foldedByItself folds what few learners look for, unless the last call changed something there: policies and attributes.
// Pools, buckets and what stands in them are open.
func foldedByItself(n account.Node, depth int, inside bool) bool {
	switch {
	case inside:
		return false
	case n.Kind == "role", n.Kind == "user", isDocument(n.Note), depth > 1:
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

// text is a node's line: fold, side, kind, name, state, and the mark of a change, which is never cut.
func (t *treeWriter) text(n account.Node, it item, depth int, inside bool) string {
	s := t.styles
	var b strings.Builder
	b.WriteString(cells.Blank(min(2*depth, t.width/3)))
	switch {
	case it.folded:
		s.Muted.Put(&b, "▷ ")
	case it.folds:
		s.Muted.Put(&b, "▾ ")
	default:
		b.WriteString("  ")
	}
	side := sideOf(n.Side)
	if sign := side.Sign(); sign != "" {
		s.of(side).Put(&b, sign+" ")
	}
	if n.Kind != n.Label {
		s.Muted.Put(&b, n.Kind+" ")
	}
	mark := ""
	switch {
	case n.Changed:
		mark = "  " + changed
	case inside:
		mark = "  " + changedInside
	}
	room := t.width - cells.Width(b.String()) - cells.Width(mark)
	label := middle(plain(t.brief(oneLine(n.Label))), max(room, 4))
	s.Text.Put(&b, label)
	note := t.brief(oneLine(n.Note))
	if room -= cells.Width(label) + 2; note != "" && !strings.HasSuffix(note, n.Label) && !isDocument(n.Note) && room > 4 {
		s.Muted.Put(&b, "  "+middle(plain(note), room))
	}
	s.Warning.Put(&b, mark)
	return b.String()
}

// about is the whole of a node, which its line may have cut.
func about(n account.Node) string {
	text := n.Label
	if n.Kind != n.Label {
		text = n.Kind + " " + n.Label
	}
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
