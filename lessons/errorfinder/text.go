package errorfinder

import (
	"fmt"
	"strings"
)

// Text is an entry in lines.
func (e *Entry) Text() string {
	var b strings.Builder
	b.WriteString(e.Title() + "\n")
	fmt.Fprintf(&b, "%s, from %s. %s\n", e.Code, e.Service, e.Mark.Text())
	fmt.Fprintf(&b, "\nWhat it means\n  %s\n", e.Meaning)
	b.WriteString("\nCauses, likeliest first\n")
	for i, c := range e.Causes {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, c.Cause)
		if c.Tell != "" {
			fmt.Fprintf(&b, "     How to tell: %s\n", c.Tell)
		}
		fmt.Fprintf(&b, "     What to do: %s\n", c.Fix)
	}
	if lesson, page, ok := strings.Cut(e.See, "/"); ok {
		fmt.Fprintf(&b, "\nSee it happen\n  poolschool learn %s, page %s\n", lesson, page)
	}
	return b.String()
}
