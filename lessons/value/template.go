package value

import (
	"strings"
	"time"

	"poolschool/lessons/mistake"
)

// Template is a text with references in it: prose, a request's JSON, a question. It does not change.
type Template struct {
	source string
	line   int
	parts  []part
}

type part struct {
	text   string // literal, or
	ref    *Ref   // a reference
	line   int
	inCode bool
}

// Use is one place where a text names a value.
type Use struct {
	Ref  Ref
	Line int
}

// Parse reads a text that begins on that line of its file. Mistakes name their line; the template is usable for
// what could be read.
func Parse(text string, line int) (Template, mistake.List) {
	t, mistakes := Template{source: text, line: line}, mistake.List(nil)
	code := codeReader{}
	for rest := text; rest != ""; {
		before, after, found := strings.Cut(rest, "{{")
		t.literal(before, line, &code)
		line += strings.Count(before, "\n")
		if !found {
			break
		}
		inside, behind, closed := strings.Cut(after, "}}")
		if !closed {
			mistakes.Add(line, "{{ without }}", "close the value, or write the braces apart")
			break
		}
		ref, err := ParseRef(inside)
		if err != nil {
			what, do, _ := strings.Cut(err.Error(), "; ")
			mistakes.Add(line, what, do)
		} else {
			t.parts = append(t.parts, part{ref: &ref, line: line, inCode: code.inside()})
		}
		line += strings.Count(inside, "\n")
		rest = behind
	}
	return t, mistakes
}

func (t *Template) literal(text string, line int, code *codeReader) {
	if text == "" {
		return
	}
	code.read(text)
	t.parts = append(t.parts, part{text: text, line: line})
}

// Source is the text as the author wrote it.
func (t Template) Source() string { return t.source }

// Line is the line of its file on which the text begins.
func (t Template) Line() int { return t.line }

// Empty reports a text of nothing but space.
func (t Template) Empty() bool { return strings.TrimSpace(t.source) == "" }

// Uses lists the references in their order.
func (t Template) Uses() []Use {
	var uses []Use
	for _, p := range t.parts {
		if p.ref != nil {
			uses = append(uses, Use{*p.ref, p.line})
		}
	}
	return uses
}

// Fill puts the values in. Each value goes through escape on its way (nil leaves it as it is); the author's text
// does not, so the order of a request's members is what the learner sees.
func (t Template) Fill(values Set, now time.Time, escape func(string) string) (string, error) {
	var out strings.Builder
	for _, p := range t.parts {
		if p.ref == nil {
			out.WriteString(p.text)
			continue
		}
		text, err := values.Show(*p.ref, now)
		if err != nil {
			return "", err
		}
		if escape != nil {
			text = escape(text)
		}
		out.WriteString(text)
	}
	return out.String(), nil
}

// InJSON escapes a value for a place between the quotes of a JSON string.
func InJSON(text string) string {
	quoted := quote(text)
	return string(quoted[1 : len(quoted)-1])
}
