package policy

import (
	"strings"
	"unicode/utf8"
)

// Pattern is a text of a policy, compiled once when the policy is read. It keeps wildcards and variables apart
// from literal text: a value filled in for a variable is compared character by character, so a "*" inside a
// value never becomes a wildcard.
type Pattern struct {
	// Text is the pattern as written.
	Text string

	parts     []part
	variables bool // at least one part is a variable
	line      int  // in Policy.Source
}

// part is a piece of a pattern.
type part struct {
	kind     partKind
	text     string // the literal text, or the key of the variable in lower case
	fallback string // the default of a variableOr
	written  string // the key of a variable in its own case
}

type partKind uint8

const (
	literal    partKind = iota
	anyRun              // *
	anyOne              // ?
	variable            // ${key}
	variableOr          // ${key, 'fallback'}
)

// syntax says what is special in a text.
type syntax struct{ wildcards, variables bool }

// compile reads a whole text in one syntax.
func compile(text string, as syntax) Pattern {
	return newPattern(text, appendParts(nil, text, as))
}

// newPattern wraps parts that were read from text.
func newPattern(text string, parts []part) Pattern {
	p := Pattern{Text: text, parts: parts}
	for _, part := range parts {
		if part.kind == variable || part.kind == variableOr {
			p.variables = true
		}
	}
	return p
}

// appendParts cuts text into parts. A "${" without its "}" is literal text.
func appendParts(parts []part, text string, as syntax) []part {
	for text != "" {
		if as.variables && strings.HasPrefix(text, "${") {
			if end := strings.IndexByte(text, '}'); end > 0 {
				parts = appendVariable(parts, text[2:end])
				text = text[end+1:]
				continue
			}
		}
		size := 1
		switch {
		case as.wildcards && text[0] == '*':
			if len(parts) == 0 || parts[len(parts)-1].kind != anyRun { // ** is *
				parts = append(parts, part{kind: anyRun})
			}
		case as.wildcards && text[0] == '?':
			parts = append(parts, part{kind: anyOne})
		default:
			size = literalSize(text)
			parts = appendLiteral(parts, text[:size])
		}
		text = text[size:]
	}
	return parts
}

// literalSize returns how many bytes, at least one, come before the next character that may be special.
func literalSize(text string) int {
	if next := strings.IndexAny(text[1:], "*?$"); next >= 0 {
		return next + 1
	}
	return len(text)
}

// appendVariable reads the inside of ${…}: an escaped *, ? or $, a key, or a key with a default.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func appendVariable(parts []part, inside string) []part {
	switch inside {
	case "*", "?", "$":
		return appendLiteral(parts, inside)
	}
	key, fallback, found := strings.Cut(inside, ", '")
	if found && strings.HasSuffix(fallback, "'") {
		return append(parts, part{kind: variableOr, text: strings.ToLower(key), written: key, fallback: strings.TrimSuffix(fallback, "'")})
	}
	return append(parts, part{kind: variable, text: strings.ToLower(inside), written: inside})
}

// appendLiteral joins neighbouring literals, so that they are compared at once.
func appendLiteral(parts []part, text string) []part {
	if n := len(parts); n > 0 && parts[n-1].kind == literal {
		parts[n-1].text += text
		return parts
	}
	return append(parts, part{kind: literal, text: text})
}

// match tells whether the pattern covers the whole of text. A variable without a value covers nothing.
func (p *Pattern) match(text string, context Context) bool {
	if !p.variables {
		return matchParts(p.parts, text)
	}
	var store [12]part
	filled, ok := fillParts(store[:0], p.parts, context)
	return ok && matchParts(filled, text)
}

// fillParts appends parts with the variables turned into literals. It stops and returns false at a variable
// that has neither a value nor a default.
func fillParts(filled, parts []part, context Context) ([]part, bool) {
	for _, p := range parts {
		if p.kind == variable || p.kind == variableOr {
			value, ok := context.single(p.text)
			switch {
			case ok:
				p = part{kind: literal, text: value}
			case p.kind == variableOr:
				p = part{kind: literal, text: p.fallback}
			default:
				return filled, false
			}
		}
		filled = append(filled, p)
	}
	return filled, true
}

// matchParts walks parts and text with two pointers. On a mismatch only the last star takes one more
// character, so the time is at most the product of both lengths, whatever the number of stars.
func matchParts(parts []part, text string) bool {
	i, at := 0, 0
	star, mark := -1, 0 // the last star passed, and how far it reaches
	for {
		if i == len(parts) {
			if at == len(text) {
				return true
			}
		} else if next := &parts[i]; next.kind == anyRun {
			star, mark = i, at
			i++
			if i == len(parts) {
				return true
			}
			continue
		} else if size := partSize(next, text[at:]); size >= 0 {
			at += size
			i++
			continue
		}
		if star < 0 || mark == len(text) {
			return false
		}
		mark += runeSize(text[mark:])
		if next := &parts[star+1]; next.kind == literal {
			skip := strings.Index(text[mark:], next.text)
			if skip < 0 {
				return false
			}
			mark += skip
		}
		i, at = star+1, mark
	}
}

// partSize returns how many bytes of text a literal or a "?" covers, or -1 for none.
func partSize(p *part, text string) int {
	switch {
	case p.kind == literal && strings.HasPrefix(text, p.text):
		return len(p.text)
	case p.kind == anyOne && text != "":
		return runeSize(text)
	}
	return -1
}

// runeSize returns the bytes of the first character: a "?" stands for a character, not for a byte.
func runeSize(text string) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRuneInString(text)
	return size
}

// plain returns the text of a pattern without wildcards to compare with. missing is the last
// variable that has neither value nor default, as in "${aws:username}".
func (p *Pattern) plain(context Context) (text, missing string) {
	if !p.variables && len(p.parts) == 1 {
		return p.parts[0].text, ""
	}
	return p.filled(context)
}

// filled returns the text with the variables' values in it, for people to read. A variable without a value
// stays as written, and missing names it.
func (p *Pattern) filled(context Context) (text, missing string) {
	var b strings.Builder
	for _, part := range p.parts {
		switch part.kind {
		case anyRun:
			b.WriteByte('*')
		case anyOne:
			b.WriteByte('?')
		case literal:
			b.WriteString(part.text)
		default:
			value, ok := context.single(part.text)
			switch {
			case ok:
				b.WriteString(value)
			case part.kind == variableOr:
				b.WriteString(part.fallback)
			default:
				missing = "${" + part.written + "}"
				b.WriteString(missing)
			}
		}
	}
	return b.String(), missing
}

// hasPlainVariable tells whether what looks like a variable was read as literal text.
func (p *Pattern) hasPlainVariable() bool {
	for i := range p.parts {
		if p.parts[i].kind == literal && strings.Contains(p.parts[i].text, "${") {
			return true
		}
	}
	return false
}
