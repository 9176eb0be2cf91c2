package account

import "slices"

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

// Change is a difference between two trees.
type Change struct {
	Node   Node   // as it is now; of what is gone, as it was
	Inside []Node // what it lies in, the outermost first
	New    bool   // was not there before
	Gone   bool   // is not there any more
}

// Changes lists what came, what shows otherwise and what is gone, in the order of the trees. The children of something new
// follow it as new ones.
func Changes(before, after Tree) []Change {
	return changes(before, after, nil)
}

func changes(before, after, inside []Node) []Change {
	var out []Change
	for _, n := range after {
		was, existed := find(before, n)
		if !existed || was.Label != n.Label || was.Note != n.Note {
			out = append(out, Change{Node: n, Inside: inside, New: !existed})
		}
		out = append(out, changes(was.Children, n.Children, append(slices.Clip(inside), n))...)
	}
	for _, n := range before {
		if _, exists := find(after, n); !exists {
			out = append(out, Change{Node: n, Inside: inside, Gone: true})
		}
	}
	return out
}

// find looks for the node of the same kind and id.
func find(among []Node, n Node) (Node, bool) {
	i := slices.IndexFunc(among, func(o Node) bool { return o.Kind == n.Kind && o.ID == n.ID })
	if i < 0 {
		return Node{}, false
	}
	return among[i], true
}
