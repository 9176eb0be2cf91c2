package lessons

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// cells refuses runes that a terminal does not draw in exactly one cell: layouts would shift, differently on every
// machine.
func (l *loader) cells(text string) {
	for i, line := range strings.Split(text, "\n") {
		for _, r := range line {
			if what := misfit(r); what != "" {
				l.mistakes.Add(i+1, what, "leave it out, or write it in another way")
				break // one a line is enough to find them
			}
		}
	}
}

func misfit(r rune) string {
	switch {
	case r == '\t':
		return "a tab: its width differs from screen to screen"
	case unicode.IsControl(r):
		return fmt.Sprintf("a control character, U+%04X", r)
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return fmt.Sprintf("U+%04X, which has no width of its own", r)
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return fmt.Sprintf("%q is wider than a cell", r)
	}
	return ""
}
