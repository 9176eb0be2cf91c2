package lessons

import (
	"strings"

	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// changed writes what a step changed in the account: a screen shows it in the Account panel. Where the lesson wants to show
// the account although nothing changed, the newest message stands for it.
func (p *printer) changed(r *Result) {
	lines := changeLines(r.Changes)
	switch {
	case len(lines) == 1:
		p.para("In the account: %s.", lines[0])
	case len(lines) > 1:
		p.para("In the account:\n\n- %s", strings.Join(lines, "\n- "))
	case r.Show == step.PanelAccount:
		if newest, ok := newestMessage(r.State.Tree); ok {
			p.para("Nothing new in the account. The newest message is still this: %s.", nodeText(newest))
		}
	}
}

// changeLines says each change in a line. What only counts its children is left out, and so are the parts of something new.
func changeLines(changes []account.Change) []string {
	var lines []string
	var entered account.Node // the last new thing
	for _, c := range changes {
		if counts(c.Node) {
			continue
		}
		if c.New && within(c, entered) {
			continue
		}
		if c.New {
			entered = c.Node
		}
		line := nodeText(c.Node)
		if n := len(c.Inside); n > 0 && !collects(c.Inside[n-1]) {
			line = nodeName(c.Inside[n-1]) + ", " + line
		}
		if c.Gone {
			line = "gone: " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// within reports whether a change lies in that node.
func within(c account.Change, n account.Node) bool {
	for _, outer := range c.Inside {
		if outer.Kind == n.Kind && outer.ID == n.ID {
			return true
		}
	}
	return false
}

// counts reports whether a node's note says no more than how many children it has.
func counts(n account.Node) bool { return n.Kind == "inbox" || n.Kind == "bucket" || n.Kind == "more" }

// collects reports whether what lies in a node is known by its own name.
func collects(n account.Node) bool {
	return n.Kind == "inbox" || n.Kind == "user pool" || n.Kind == "identity pool"
}

// nodeText is a node in a line: "◆ user `mia`: `UNCONFIRMED`".
func nodeText(n account.Node) string {
	text := nodeName(n)
	if n.Kind == "message" {
		text = n.Side.Prefix() + "message to " + code(n.Label)
	}
	if n.Note != "" {
		text += ": " + code(shorten(strings.Join(strings.Fields(n.Note), " ")))
	}
	return text
}

func nodeName(n account.Node) string {
	if n.Label == n.Kind || n.Kind == "inbox" {
		return n.Side.Prefix() + n.Kind
	}
	return n.Side.Prefix() + n.Kind + " " + code(n.Label)
}

func code(text string) string {
	return value.Markdown([]value.Piece{{Text: text, Slot: true, Known: true}})
}

// newestMessage is the last one in the inbox.
func newestMessage(tree account.Tree) (account.Node, bool) {
	for _, n := range tree {
		if last := len(n.Children) - 1; n.Kind == "inbox" && last >= 0 {
			return n.Children[last], true
		}
	}
	return account.Node{}, false
}

// account writes all that is in the account, as the Account panel shows it.
func (t *talk) account() {
	t.para("In the account:")
	var list func(nodes []account.Node, indent string)
	list = func(nodes []account.Node, indent string) {
		for _, n := range nodes {
			text := nodeName(n)
			if n.Kind == "message" {
				text = n.Side.Prefix() + "message to " + code(n.Label)
			}
			if note := strings.Join(strings.Fields(n.Note), " "); note != "" {
				text += ": " + code(note)
			}
			t.out.WriteString(indent + "- " + text + "\n")
			list(n.Children, indent+"  ")
		}
	}
	list(t.session.State().Tree, "")
	t.out.WriteString("\n")
}
