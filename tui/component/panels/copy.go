package panels

import (
	"fmt"
	"strings"
)

// Copy is the thing in focus: what it is, in a few words, and its whole text. In Why, which has no cursor, it is all of it.
// what is empty when there is nothing to copy.
func (m Model) Copy() (what, text string) {
	if m.tab == Why {
		return m.copyWhy()
	}
	item, ok := m.view().item()
	if !ok {
		return "", ""
	}
	return item.what, item.text
}

func (m Model) copyWhy() (what, text string) {
	e := m.content.Exchange
	if e.ID == 0 {
		return "", ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d %s\n", e.Operation, e.Status, e.Code)
	for _, c := range e.Checks {
		sign, _ := m.styles.verdict(c.OK)
		fmt.Fprintf(&b, "%s %s", sign, c.Text)
		if c.Note != "" {
			fmt.Fprintf(&b, " (%s)", c.Note)
		}
		b.WriteByte('\n')
	}
	if e.Because != "" {
		fmt.Fprintf(&b, "What AWS does not say: %s\n", e.Because)
	}
	for _, d := range e.Decisions {
		b.WriteString(d.Text() + "\n")
	}
	return "why " + e.Operation + " was answered so", b.String()
}
