package doctor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"poolschool/lessons/step"
	"poolschool/sim/trace"
)

// Text is the report as plain lines, without a trailing newline.
func (r Report) Text() string {
	var b strings.Builder
	for i, s := range r.Steps {
		sign := " "
		switch {
		case s.OK:
			sign = "✓"
		case i == r.Reached:
			sign = "✗"
		}
		line := fmt.Sprintf("%s %d %-8s  %s%s", sign, i+1, s.Name, s.Side.Prefix(), s.Call)
		if s.Text != "" {
			line += ": " + s.Text
		}
		b.WriteString(line + "\n")
	}
	if r.Well() {
		b.WriteString("\nEverything passes: the photo arrives.\n")
	} else {
		r.reasons(&b)
		r.mending(&b)
	}
	for _, note := range r.Notes {
		b.WriteString("\nNote: " + note + ".\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// reasons are what AWS does not say: the checks in their order, the innermost call first, and IAM's decisions.
func (r Report) reasons(b *strings.Builder) {
	for i := len(r.Failed) - 1; i >= 0; i-- {
		e := r.Failed[i]
		if e.OK() {
			continue
		}
		fmt.Fprintf(b, "\nWhy, at %s%s:\n", step.SideOf(e.To).Prefix(), e.To)
		for _, c := range e.Checks {
			line := "  " + mark(c.OK) + " " + c.Text
			if c.Note != "" {
				line += " (" + c.Note + ")"
			}
			b.WriteString(line + "\n")
		}
		if !told(e) {
			b.WriteString("  " + e.Because + "\n")
		}
		for _, d := range e.Decisions {
			if d.Allowed() {
				continue
			}
			for line := range strings.Lines(d.Text()) {
				if r.Mend == nil || d.Change == "" || !strings.Contains(line, d.Change) { // one piece of advice is enough
					b.WriteString("  " + strings.TrimSuffix(line, "\n") + "\n")
				}
			}
		}
	}
}

// told reports whether the reason stands in the checks already, or there is none.
func told(e trace.Exchange) bool {
	if e.Because == "" || len(e.Decisions) > 0 {
		return true
	}
	for _, c := range e.Checks {
		if c.Note == e.Because {
			return true
		}
	}
	return false
}

func mark(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}

func (r Report) mending(b *strings.Builder) {
	if r.Mend == nil {
		b.WriteString("\nNo single change of this file mends it: more than one thing is wrong at this step. Mend the first ✗ above and ask again.\n")
		return
	}
	fmt.Fprintf(b, "\nWhat mends it, at %s:%d:\n  %s\n", r.File, r.Line, r.Mend)
	if there := cmp.Or(r.Mend.AtAWS, commandFor(slices.Collect(r.Mend.Place.Tokens()))); there != "" {
		fmt.Fprintf(b, "  At AWS: %s.\n", there)
	}
	if key := r.otherKey(); key != "" {
		fmt.Fprintf(b, "Or leave the policy, and let the app use %s; doctor walks it with --key.\n", key)
	}
}

// commandFor is what changes a member of the file at AWS, where one command does.
func commandFor(place []string) string {
	if len(place) < 3 {
		return ""
	}
	return map[string]string{
		"roles trust": "aws iam update-assume-role-policy", "roles policies": "aws iam put-role-policy", "policies document": "aws iam create-policy-version --set-as-default",
		"buckets policy": "aws s3api put-bucket-policy", "identityPools mappings": "aws cognito-identity set-identity-pool-roles, which sets roles and mappings together",
	}[place[0]+" "+place[2]]
}

// otherKey is which key the policies would let the person use, in words; "" when none would do.
func (r Report) otherKey() string {
	for _, e := range r.Failed {
		for _, d := range e.Decisions {
			if strings.HasPrefix(d.Change, "a key that ") {
				return d.Change
			}
		}
	}
	return ""
}
