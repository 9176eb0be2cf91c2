package policy

import "strings"

// finding prints a statement and its parts.
func (w *writer) finding(f *Finding) {
	if f.Kind == KindIdentity {
		w.line("  %s, %s:", f.title(), f.Effect)
	} else {
		w.line("  %s, %s (%s):", f.title(), f.Effect, f.Kind.Noun())
	}
	for i := range f.Parts {
		w.part(&f.Parts[i], f.Effect)
	}
}

// The columns of a part: its name, its sign, what a line is about, the value.
const partIndent = "                "

func (w *writer) part(p *Part, effect Effect) {
	sign := "✗"
	if p.OK {
		sign = "✓"
	}
	lines := p.lines(effect)
	w.line("    %-9s %s %s", p.Element, sign, lines[0])
	for _, line := range lines[1:] {
		w.line("%s%s", partIndent, line)
	}
}

// lines says what a part has to say: one line when it matches, a comparison when it does not.
func (p *Part) lines(effect Effect) []string {
	asked, allows, written := short(p.Asked, p.Allows, p.Written)
	var lines []string
	if p.OK {
		lines = p.matching(asked, allows)
	} else {
		lines = p.differing(asked, allows, written, effect)
	}
	if p.Note != "" {
		lines = append(lines, p.Note)
	}
	return lines
}

func (p *Part) matching(asked, allows string) []string {
	switch {
	case p.Element == "condition" && p.Asked == "":
		return []string{p.Operator + " " + p.Key}
	case p.Element == "condition":
		return []string{p.Operator + " " + p.Key + " is " + p.Asked}
	case strings.HasPrefix(p.Note, "Not"): // the note explains what the list is
		return []string{asked + " is not among " + allows}
	case p.Element == "action" && !strings.ContainsAny(p.Allows, "*?"):
		return []string{p.Asked + " is in the list"}
	case p.Asked == p.Allows:
		return []string{asked}
	}
	return []string{asked + " is covered by " + allows}
}

func (p *Part) differing(asked, allows, written string, effect Effect) []string {
	wants := "it allows      "
	if effect == Deny {
		wants = "it denies      "
	}
	var lines []string
	switch p.Element {
	case "action":
		return []string{"you asked for  " + p.Asked, wants + p.Allows}
	case "principal":
		return []string{"you are        " + p.Asked, "it names       " + p.Allows}
	case "condition":
		lines = append(lines, p.Operator+" "+p.Key)
		if p.Asked != "" {
			lines = append(lines, "you have       "+p.Asked)
		}
		lines = append(lines, "it wants       "+p.Allows)
	default:
		lines = []string{"you asked for  " + asked, wants + allows}
	}
	if p.Written != p.Allows {
		lines = append(lines, "as written     "+written)
	}
	return lines
}

// short cuts from three ARNs of S3 what they share: the bucket, or at least all that comes before it.
func short(asked, allows, written string) (string, string, string) {
	bucket, _, isObject := strings.Cut(asked, "/")
	for _, cut := range []struct{ prefix, sign string }{{bucket + "/", "…/"}, {s3ARN, ""}} {
		if cut.sign != "" && !isObject || !strings.HasPrefix(asked, s3ARN) {
			continue
		}
		if strings.HasPrefix(asked, cut.prefix) && strings.HasPrefix(allows, cut.prefix) && strings.HasPrefix(written, cut.prefix) {
			n := len(cut.prefix)
			return cut.sign + asked[n:], cut.sign + allows[n:], cut.sign + written[n:]
		}
	}
	return asked, allows, written
}
