package step

import (
	"regexp"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
)

// Source is a fenced block as the loader found it.
type Source struct {
	Kind Kind
	Info string // what follows the kind on the opening line
	Line int    // of the opening line
	Body string // the lines between the fences
}

// Parse reads a block. With mistakes the step may be nil or only half of what its author meant.
func Parse(s Source, known Known) (Step, mistake.List) {
	parse, ok := kinds[s.Kind]
	if !ok {
		var m mistake.List
		m.Add(s.Line, "unknown block \""+string(s.Kind)+"\"", mistake.Meant(string(s.Kind), Kinds()))
		return nil, m
	}
	return parse(s, known)
}

// line is one line of a block with its number in the file.
type line struct {
	text string
	n    int
}

// lines cuts a body into lines.
func (s Source) lines() []line {
	if s.Body == "" {
		return nil
	}
	var out []line
	for i, text := range strings.Split(strings.TrimSuffix(s.Body, "\n"), "\n") {
		out = append(out, line{text, s.Line + 1 + i})
	}
	return out
}

// halves are the lines before and after the line "---".
func halves(all []line) (before, after []line) {
	at := slices.IndexFunc(all, func(l line) bool { return strings.TrimRight(l.text, " ") == "---" })
	if at < 0 {
		return all, nil
	}
	return all[:at], all[at+1:]
}

// join puts lines together again, so that numbers of lines stay right.
func join(lines []line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text
	}
	return strings.Join(texts, "\n")
}

// stable is what ids look like: they stand in links and in saved progress.
var stable = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// idOf splits "ID rest of the title" and checks the id.
func (s Source) idOf(m *mistake.List) (id, rest string) {
	id, rest, _ = strings.Cut(strings.TrimSpace(s.Info), " ")
	switch {
	case id == "":
		m.Add(s.Line, string(s.Kind)+" without an id", "write ```"+string(s.Kind)+" some-name, and keep that name for good")
	case !stable.MatchString(id):
		m.Add(s.Line, "the id \""+id+"\" is not a stable name", "use small letters, digits and dashes, beginning with a letter")
	}
	return id, strings.TrimSpace(rest)
}

// These find what a block would add to the values, also in a block that cannot be read: whoever uses such a value later
// has made no mistake of their own.
var (
	keptNames  = regexp.MustCompile(`(?m)^\s*keep\s+([A-Za-z][A-Za-z0-9_]*)\s*=`)
	countNames = regexp.MustCompile(`(?m)^\s*count\s+([A-Za-z][A-Za-z0-9_]*)\s*$`)
	typedNames = regexp.MustCompile(`(?m)^\s*(?:(?:secret|file)\s+)?([A-Za-z][A-Za-z0-9_]*)\s*=`)
)

// Names lists the values that a block says it gives, without checking anything else of it.
func (s Source) Names() []string {
	find := []*regexp.Regexp{keptNames, countNames}
	if _, known := kinds[s.Kind]; s.Kind == KindType || !known {
		find = append(find, typedNames) // a request's body may hold lines that look like fields
	}
	var names []string
	for _, pattern := range find {
		for _, m := range pattern.FindAllStringSubmatch(s.Body, -1) {
			names = append(names, m[1])
		}
	}
	return names
}
