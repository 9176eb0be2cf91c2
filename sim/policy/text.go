package policy

import (
	"fmt"
	"strings"
)

// shownMisses is how many statements that miss are printed before the rest is only counted.
const shownMisses = 3

// Text returns the explanation as plain lines, without colour and without a trailing newline. Bucket names and
// long ids that all lines share are cut short with "…"; the whole values are in Findings.
func (x Explanation) Text() string {
	w := &writer{request: &x.Request}
	switch x.Outcome {
	case Allowed:
		w.head("✓ Allowed")
		w.finding(x.By)
		w.line("  No deny matches.")
	case ExplicitDeny:
		w.head("✗ Denied")
		for i := range x.Findings {
			if f := &x.Findings[i]; f.Matched && f.Effect == Deny {
				w.finding(f)
			}
		}
		w.line("  A deny that matches beats every allow.")
	default:
		w.head("✗ Not allowed")
		w.implicit(&x)
	}
	return shortIDs(strings.TrimSuffix(w.text.String(), "\n"))
}

// writer collects lines.
type writer struct {
	request *Request
	text    strings.Builder
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

func (w *writer) head(verdict string) {
	resource := strings.TrimPrefix(w.request.Resource, s3ARN)
	if resource == "" {
		w.line("%s: %s", verdict, w.request.Action)
	} else {
		w.line("%s: %s on %s", verdict, w.request.Action, resource)
	}
	w.line("  asking    %s", w.request.Principal.introduced())
}

// introduced names the principal for a reader: "role AppUser (session CognitoIdentityCredentials)".
func (p *Principal) introduced() string {
	_, resource, _ := strings.Cut(p.ARN, ":assumed-role/")
	if name, session, ok := strings.Cut(resource, "/"); ok {
		return fmt.Sprintf("role %s (session %s)", name, session)
	}
	if _, name, ok := strings.Cut(p.ARN, ":user/"); ok {
		return "user " + name
	}
	if p.ARN == "" && p.Federated != "" && !p.Anonymous {
		return "a person with a token of " + p.Federated
	}
	return p.shown()
}

// implicit tells who allows already, who misses and by how much, and what would do.
func (w *writer) implicit(x *Explanation) {
	satisfied := map[Kind]bool{} // kinds whose misses no longer matter
	for i := range x.Findings {
		f := &x.Findings[i]
		if !f.Matched || f.Effect != Allow || satisfied[f.Kind] {
			continue
		}
		w.line("  %s allows it, %s.", f.title(), f.notEnough())
		satisfied[f.Kind] = true
	}
	if len(satisfied) > 0 {
		w.line("  What is lacking is an allow in %s.", x.Kind.WithArticle())
	}
	shown, more := 0, 0
	for i := range x.Findings {
		f := &x.Findings[i]
		if f.Matched || f.Effect != Allow || satisfied[f.Kind] || !f.speaks() {
			continue
		}
		if shown == shownMisses {
			more++
			continue
		}
		w.finding(f)
		shown++
	}
	w.silence(shown, more)
	if x.Change != "" {
		w.line("  One change would do: %s", x.Change)
	}
}

// notEnough says why the allow of a statement does not settle the request.
func (f *Finding) notEnough() string {
	if f.Kind.namesPrincipal() && len(f.Parts) > 0 && f.Parts[0].Note != "" {
		return "but " + f.Parts[0].Note
	}
	return "which is not enough"
}

// silence closes an implicit deny.
func (w *writer) silence(shown, more int) {
	switch {
	case shown == 0:
		w.line("  No statement speaks about %s here. In IAM, silence is a no.", w.request.Action)
	case more == 1:
		w.line("  One more statement speaks about this and does not match either. In IAM, silence is a no.")
	case more > 1:
		w.line("  %d more statements speak about this and do not match either. In IAM, silence is a no.", more)
	default:
		w.line("  No other statement speaks about this. In IAM, silence is a no.")
	}
}

// speaks tells whether the statement is about the action that was asked for.
func (f *Finding) speaks() bool {
	for i := range f.Parts {
		if f.Parts[i].Element == "action" {
			return f.Parts[i].OK
		}
	}
	return false
}

// title names the statement. Without a Sid its number and line have to do.
func (f *Finding) title() string {
	name := f.Policy
	if name == "" {
		name = "the " + f.Kind.Noun()
	}
	if f.Sid != "" {
		return fmt.Sprintf("%s, statement %s", name, f.Sid)
	}
	return fmt.Sprintf("%s, statement %d (line %d)", name, f.Index+1, f.Line)
}
