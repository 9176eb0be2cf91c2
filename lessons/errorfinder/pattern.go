package errorfinder

import (
	"html"
	"slices"
	"strings"
	"unicode"
)

// gap is how many words a … may stand for.
const gap = 40

// words cuts a text into what matching looks at: small letters and digits. Quotes, punctuation, XML tags and the escapes of
// JSON and HTML make no difference; underscores belong to words, as in invalid_grant.
func words(text string) []string {
	text = html.UnescapeString(strings.ToLower(text))
	for _, escape := range []string{`\u0027`, `\u0022`, `\n`, `\t`} {
		with := " "
		if escape == `\u0027` {
			with = ""
		}
		text = strings.ReplaceAll(text, escape, with)
	}
	text = strings.NewReplacer("'", "", "’", "", "`", "").Replace(text)
	return strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
}

// pattern is a message as runs of fixed words; between two runs stands something that differs each time.
type pattern struct {
	runs       [][]string
	open, tail bool // it begins, or ends, with something that differs
}

func newPattern(message string) pattern {
	parts := strings.Split(message, "…")
	p := pattern{open: len(words(parts[0])) == 0, tail: len(words(parts[len(parts)-1])) == 0}
	for _, part := range parts {
		if run := words(part); len(run) > 0 {
			p.runs = append(p.runs, run)
		}
	}
	return p
}

func (p pattern) literals() []string { return slices.Concat(p.runs...) }

// span is where a pattern lies among words.
type span struct{ from, to int }

func (s span) within(o span) bool { return s.from >= o.from && s.to <= o.to }

// find looks for all runs in their order.
func (p pattern) find(text []string) (span, bool) {
	for from := 0; from < len(text); from++ {
		if end, ok := p.at(text, from); ok {
			return span{from, end}, true
		}
	}
	return span{}, false
}

// at matches with the first run exactly there.
func (p pattern) at(text []string, from int) (end int, ok bool) {
	if len(p.runs) == 0 || !begins(text[from:], p.runs[0]) {
		return 0, false
	}
	at := from + len(p.runs[0])
	for _, run := range p.runs[1:] {
		next := -1
		for i := at; i < len(text) && i <= at+gap; i++ {
			if begins(text[i:], run) {
				next = i
				break
			}
		}
		if next < 0 {
			return 0, false
		}
		at = next + len(run)
	}
	return at, true
}

// whole reports whether the text is the message and nothing else.
func (p pattern) whole(text []string) bool {
	at, ok := p.find(text)
	if !ok || !p.open && at.from != 0 {
		return false
	}
	if p.tail || at.to == len(text) {
		return true
	}
	// The last run may stand earlier too, inside what differs: look at the end itself.
	last := p.runs[len(p.runs)-1]
	return len(p.runs) > 1 && len(text) >= len(last) && begins(text[len(text)-len(last):], last)
}

// holds reports whether the given words stand side by side in the message: somebody has typed a part of it.
func (p pattern) holds(part []string) bool {
	for _, run := range p.runs {
		for i := range run {
			if begins(run[i:], part) {
				return true
			}
		}
	}
	return false
}

func begins(text, with []string) bool {
	return len(text) >= len(with) && slices.Equal(text[:len(with)], with)
}
