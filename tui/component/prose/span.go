package prose

import (
	"regexp"
	"strings"

	"poolschool/tui/component/cells"
)

// span is inline code. Two backticks in a row begin something else.
var span = regexp.MustCompile("`([^`\n]+)`")

// takeSpans puts marks where inline code stands, counted on from the values' marks, and returns the code. Glamour would break
// it at every hyphen: cognito-, identity.amazonaws.com:aud. Code that is too wide for a line stays, to be
// broken.
func takeSpans(md string, values, width int) (string, []string) {
	var spans []string
	fenced := false
	lines := strings.Split(md, "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced || strings.Contains(line, "``") || strings.HasPrefix(strings.TrimSpace(line), "|") {
			continue // in a table the columns' widths are glamour's business
		}
		lines[i] = span.ReplaceAllStringFunc(line, func(s string) string {
			code := s[1 : len(s)-1]
			n := values + len(spans)
			if n >= MostSlots || cells.Width(code) > width-3 || strings.IndexFunc(code, private) >= 0 {
				return s
			}
			spans = append(spans, code)
			return Mark(n)
		})
	}
	return strings.Join(lines, "\n"), spans
}

// private reports runes that stand for values.
func private(r rune) bool { return r >= marks && r <= 0xf8ff || r >= 0x2800 && r <= 0x28ff }
