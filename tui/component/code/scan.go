package code

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a piece of code is.
type kind int

const (
	other kind = iota
	comment
	keyword
	quoted
)

// piece is a run of code of one kind.
type piece struct {
	text string
	kind kind
}

// language is as much of a language as colours need.
type language struct {
	comment  string // what begins a comment that goes to the line's end
	quotes   string // each ends what it has begun
	keywords []string
}

// languageOf knows the languages of the program's snippets. Chroma knows all others too, but its regular expressions
// leave a goroutine running behind them, and a screen lays out without waiting.
func languageOf(name string) language {
	switch name {
	case "js":
		return language{"//", "\"'`", []string{"await", "async", "const", "export", "for", "from", "function", "if", "import", "let", "new", "of", "return"}}
	case "python":
		return language{"#", "\"'", []string{"as", "def", "for", "from", "if", "import", "in", "return", "with"}}
	case "go":
		return language{"//", "\"'`", []string{"defer", "else", "for", "func", "if", "import", "package", "range", "return", "struct", "type", "var"}}
	}
	return language{}
}

// scan divides code into pieces. Joined, they are the code.
func scan(l language, code string) []piece {
	var out []piece
	for code != "" {
		p := l.next(code)
		out = append(out, p)
		code = code[len(p.text):]
	}
	return out
}

// next is the first piece of code that is not empty.
func (l language) next(code string) piece {
	first, size := utf8.DecodeRuneInString(code)
	switch {
	case l.comment != "" && strings.HasPrefix(code, l.comment):
		n := strings.IndexByte(code, '\n')
		if n < 0 {
			n = len(code)
		}
		return piece{code[:n], comment}
	case strings.ContainsRune(l.quotes, first):
		return piece{code[:closing(code, byte(first))], quoted}
	case wordly(first):
		n := strings.IndexFunc(code, func(r rune) bool { return !wordly(r) })
		if n < 0 {
			n = len(code)
		}
		if slices.Contains(l.keywords, code[:n]) {
			return piece{code[:n], keyword}
		}
		return piece{code[:n], other}
	}
	return piece{code[:size], other}
}

// closing is the length of a text in quotes. One that is never closed ends with the line, or, between backticks, with
// the code.
func closing(code string, quote byte) int {
	for i := 1; i < len(code); i++ {
		switch {
		case code[i] == '\\' && i+1 < len(code) && code[i+1] != '\n':
			i++
		case code[i] == quote:
			return i + 1
		case code[i] == '\n' && quote != '`':
			return i
		}
	}
	return len(code)
}

func wordly(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
