package account

// Side says to which of the two services something belongs. Screens give each a colour and
// a sign.
type Side string

// The two sides, and neither.
const (
	Neither      Side = ""
	UserPoolSide Side = "userpool"     // ◆
	IdentitySide Side = "identitypool" // ●
)

// Prefix is the side's sign to put before a name in plain text: "◆ ", "● ", or nothing.
func (s Side) Prefix() string {
	switch s {
	case UserPoolSide:
		return "◆ "
	case IdentitySide:
		return "● "
	}
	return ""
}

// Tree is a picture of an account's state. It holds values only, so a screen can keep it
// while the account moves on.
type Tree []Node

// Node is one thing in the account, or a heading over several.
type Node struct {
	Side     Side
	Kind     string // "user pool", "user", "bucket", "object", …
	ID       string // unique among the siblings, and stable
	Label    string
	Note     string // state in a few words: "CONFIRMED", "12 KiB"
	Changed  bool   // by the last call
	Children []Node
}

// Diff returns after with Changed set on every node that before lacks or shows otherwise.
// A node is not changed because a child is.
func Diff(before, after Tree) Tree {
	return Tree(diff(before, after))
}

func diff(before, after []Node) []Node {
	type key struct{ kind, id string }
	old := make(map[key]Node, len(before))
	for _, n := range before {
		old[key{n.Kind, n.ID}] = n
	}
	out := make([]Node, len(after))
	for i, n := range after {
		was, existed := old[key{n.Kind, n.ID}]
		n.Changed = !existed || was.Label != n.Label || was.Note != n.Note
		n.Children = diff(was.Children, n.Children)
		out[i] = n
	}
	return out
}
