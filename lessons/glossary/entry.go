package glossary

import (
	"fmt"
	"strings"
)

// Entry is the term in lines.
func (t Term) Entry() string {
	var b strings.Builder
	b.WriteString(t.Side.Prefix() + t.Name)
	if len(t.Also) > 0 {
		fmt.Fprintf(&b, " (also: %s)", strings.Join(t.Also, ", "))
	}
	fmt.Fprintf(&b, "\n  %s\n  Not to be confused with: %s. %s\n", t.Text, t.Not.Term, t.Not.Text)
	if lesson, page, ok := strings.Cut(t.See, "/"); ok {
		fmt.Fprintf(&b, "  See it: poolschool learn %s, page %s\n", lesson, page)
	}
	return b.String()
}
