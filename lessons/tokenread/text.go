package tokenread

import (
	"fmt"
	"strings"
)

// Text is the reading in lines, for a terminal or a pipe.
func (r Reading) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n", r.Side.Prefix(), r.Title)
	if r.Opaque {
		b.WriteString("\nNobody but its issuer can look inside.\n")
	}
	section(&b, "Header", r.Header)
	section(&b, "Claims", r.Claims)
	b.WriteString("\nWhere it helps\n")
	for _, d := range r.Doors {
		mark := "✗"
		if d.OK {
			mark = "✓"
		}
		fmt.Fprintf(&b, "  %s %s: %s\n", mark, d.Name, d.Text)
	}
	if len(r.Odd) > 0 {
		b.WriteString("\nLook at this\n")
		for _, odd := range r.Odd {
			fmt.Fprintf(&b, "  ! %s\n", odd)
		}
	}
	fmt.Fprintf(&b, "\nSignature\n  %s %s\n", r.Signature.mark(), r.Signature.Text)
	return b.String()
}

func (s Signature) mark() string {
	switch {
	case !s.Checked:
		return "?"
	case s.OK:
		return "✓"
	}
	return "✗"
}

func section(b *strings.Builder, name string, claims []Claim) {
	if len(claims) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", name)
	for _, c := range claims {
		fmt.Fprintf(b, "  %s = %s", c.Name, c.Value)
		if c.Note != "" {
			fmt.Fprintf(b, " (%s)", c.Note)
		}
		b.WriteString("\n")
		if c.Meaning != "" {
			fmt.Fprintf(b, "      %s\n", c.Meaning)
		}
	}
}
