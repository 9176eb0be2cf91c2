package panels

import (
	"strings"

	"poolschool/sim/policy"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// shownFindings is how many statements that miss are shown before the rest is only counted.
const shownFindings = 2

// writeDecision writes what IAM decided: the statement that settled it, or those that came closest.
func (m *Model) writeDecision(w *writer, d policy.Explanation, brief func(string) string) {
	verdict := map[policy.Outcome]string{
		policy.Allowed: "IAM allows ", policy.ExplicitDeny: "IAM denies ", policy.ImplicitDeny: "IAM does not allow ",
	}[d.Outcome]
	sign, ink := w.styles.verdict(d.Allowed())
	w.put(ink.Render(sign)+" ", ink, verdict+d.Request.Action)
	if d.Request.Resource != "" {
		w.put("  "+label(w, "on"), w.styles.Text, brief(d.Request.Resource))
	}
	w.put("  "+label(w, "asking"), w.styles.Text, brief(asking(d.Request.Principal)))
	findings, more := told(d)
	for i, f := range findings {
		w.gap()
		m.writeFinding(w, f, closeness(d, f, i), brief)
	}
	m.writeEnd(w, d, len(findings), more, brief)
}

// label is a word in a column of its own.
func label(w *writer, word string) string {
	return w.styles.Muted.Render(cells.Fit(word, 7)) + " "
}

// asking names who asks.
func asking(p policy.Principal) string {
	_, session, found := strings.Cut(p.ARN, ":assumed-role/")
	role, name, _ := strings.Cut(session, "/")
	switch {
	case found:
		return "role " + role + ", session " + name
	case p.Anonymous:
		return "nobody: the request is not signed"
	case p.ARN != "":
		return p.ARN
	case p.Federated != "":
		return "somebody with a token of " + p.Federated
	case p.Service != "":
		return "the service " + p.Service
	}
	return "nobody"
}

// told are the findings worth telling: those that settled it, else the nearest misses; and how many more there are.
func told(d policy.Explanation) (findings []policy.Finding, more int) {
	if d.Outcome == policy.Allowed {
		if d.By == nil {
			return nil, 0
		}
		return []policy.Finding{*d.By}, 0
	}
	for _, f := range d.Findings {
		deny := f.Effect == policy.Deny
		switch {
		case d.Outcome == policy.ExplicitDeny && !(f.Matched && deny):
		case d.Outcome == policy.ImplicitDeny && (deny || !speaks(f)):
		case len(findings) == shownFindings:
			more++
		default:
			findings = append(findings, f)
		}
	}
	return findings, more
}

// speaks reports whether a statement is about the action at all.
func speaks(f policy.Finding) bool {
	for _, p := range f.Parts {
		if p.Element == "action" {
			return p.OK
		}
	}
	return false
}

// closeness says in which way a finding counts.
func closeness(d policy.Explanation, f policy.Finding, i int) string {
	switch {
	case d.Outcome != policy.ImplicitDeny:
		return "settled it"
	case f.Matched:
		return "allows it, which is not enough"
	case i == 0:
		return "closest miss"
	}
	return "misses too"
}

// writeFinding writes a statement: its name, its parts against the request, and where it stands in its document.
func (m *Model) writeFinding(w *writer, f policy.Finding, how string, brief func(string) string) {
	name := f.Policy
	if name == "" {
		name = f.Kind.Noun()
	}
	if f.Sid != "" {
		name += " · " + f.Sid
	}
	ink := w.styles.Allow
	if f.Effect == policy.Deny {
		ink = w.styles.Deny
	}
	line := w.styles.Heading.Render(plain(name)) + "  " + ink.Render(string(f.Effect)) + w.styles.Muted.Render(", "+how)
	if f.Kind != policy.KindIdentity {
		line += w.styles.Muted.Render(" (" + f.Kind.Noun() + ")")
	}
	for _, row := range cells.Wrap(line, w.width) {
		w.line(row)
	}
	for _, p := range f.Parts {
		m.writePart(w, p, f.Effect, brief)
	}
	m.writeSource(w, f)
}

// writePart writes an element of a statement: in a line when it fits, compared when it does not.
func (m *Model) writePart(w *writer, p policy.Part, effect policy.Effect, brief func(string) string) {
	sign, ink := w.styles.verdict(p.OK)
	head := "  " + w.styles.Muted.Render(cells.Fit(p.Element, 9)) + " " + ink.Render(sign) + " "
	asked, allows, written := shared(p.Asked, p.Allows, p.Written)
	indent := cells.Blank(cells.Width(head))
	if w.width < 44 {
		indent = "    "
	}
	if p.OK {
		w.put(head, w.styles.Text, brief(fits(p, asked, allows)))
	} else {
		first, wants := "you asked for", "it allows"
		if effect == policy.Deny {
			wants = "it denies"
		}
		switch p.Element {
		case "principal":
			first, wants = "you are", "it names"
		case "condition":
			first, wants = "you have", "it wants"
			w.put(head, w.styles.Text, p.Operator+" "+p.Key)
			head = indent
		}
		if asked == "" {
			asked = "nothing"
		}
		w.put(head+w.styles.Muted.Render(cells.Fit(first, 13))+" ", w.styles.Deny, brief(asked))
		w.put(indent+w.styles.Muted.Render(cells.Fit(wants, 13))+" ", w.styles.Text, brief(allows))
		head = indent
	}
	if written != allows && strings.Contains(written, "${") {
		w.put(indent+w.styles.Muted.Render(cells.Fit("as written", 13))+" ", w.styles.Code, written)
	}
	if p.Note != "" {
		w.put(indent, w.styles.Muted, brief(p.Note))
	}
}

// fits says how a part matches.
func fits(p policy.Part, asked, allows string) string {
	switch {
	case p.Element == "condition" && p.Asked == "":
		return p.Operator + " " + p.Key
	case p.Element == "condition" && p.Asked == p.Allows:
		return p.Operator + " " + p.Key + " is " + p.Asked
	case p.Element == "condition":
		return p.Operator + " " + p.Key + ": " + p.Asked + " fits " + p.Allows
	case strings.HasPrefix(p.Note, "Not"):
		return asked + " is not among " + allows
	case asked == allows || p.Element == "action" && !strings.ContainsAny(p.Allows, "*?"):
		return asked
	}
	return asked + " fits " + allows
}

// shared cuts from three ARNs of S3 what they have in common: the bucket, or at least all that stands before it.
func shared(asked, allows, written string) (string, string, string) {
	if !strings.HasPrefix(asked, s3ARN) || !strings.HasPrefix(allows, s3ARN) || !strings.HasPrefix(written, s3ARN) {
		return asked, allows, written
	}
	asked, allows, written = asked[len(s3ARN):], allows[len(s3ARN):], written[len(s3ARN):]
	bucket, _, isObject := strings.Cut(asked, "/")
	bucket += "/"
	if isObject && strings.HasPrefix(allows, bucket) && strings.HasPrefix(written, bucket) {
		n := len(bucket) - 1
		return cells.Ellipsis + asked[n:], cells.Ellipsis + allows[n:], cells.Ellipsis + written[n:]
	}
	return asked, allows, written
}

// writeEnd closes a decision.
func (m *Model) writeEnd(w *writer, d policy.Explanation, shown, more int, brief func(string) string) {
	w.gap()
	switch {
	case d.Outcome == policy.Allowed:
		w.put("", w.styles.Muted, "No deny matches, so the allow stands.")
	case d.Outcome == policy.ExplicitDeny:
		w.put("", w.styles.Text, "A deny that matches beats every allow.")
	case shown == 0:
		w.put("", w.styles.Text, "No statement speaks about "+d.Request.Action+" here. In IAM, silence is a no.")
	case more > 0:
		w.put("", w.styles.Text, counted(more, "more statement")+" about this, and no match either. In IAM, silence is a no.")
	default:
		w.put("", w.styles.Text, "No other statement speaks about this. In IAM, silence is a no.")
	}
	if d.Change != "" {
		w.put(w.styles.Allow.Render(theme.SignArrow)+" ", w.styles.Heading, "One change would do: "+brief(d.Change))
	}
}
