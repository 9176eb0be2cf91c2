package theme

import "strings"

// asciiSigns gives every sign that the program draws a stand-in of the same width. Box drawing is done by rule.
var asciiSigns = map[rune]byte{
	'◆': '#', '●': '@', '✓': '+', '✗': 'x', '▸': '>', '▾': 'v', '→': '>', '←': '<', '↑': '^', '↓': 'v', '↔': '-',
	'▶': '>', '◀': '<', '▷': '>', '◁': '<', '▼': 'v', '▲': '^', '▮': '#', '▯': '.', '▐': '|', '▌': '|', '█': '#', '░': '.',
	'·': '-', '•': '*', '…': '~', '–': '-', '—': '-', '‹': '<', '›': '>', '‘': '\'', '’': '\'', '“': '"', '”': '"',
	'«': '"', '»': '"', '×': 'x', '○': 'o', '◇': '#', '☐': '.', '☑': '+', '⏎': '<', '≥': '>', '≤': '<', '§': 'S',
	'\u00a0': ' ',
}

// ASCII replaces the program's signs and box drawing by ASCII characters, one cell for one cell, for terminals and fonts
// that lack them (--ascii). Letters of any language pass. The heavy lines, which carry meaning in diagrams, stay apart
// from the light ones: = and ! against - and |.
func ASCII(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 })
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for _, r := range s[i:] {
		switch sign, known := asciiSigns[r]; {
		case r < 0x80:
			b.WriteByte(byte(r))
		case known:
			b.WriteByte(sign)
		case r >= 0x2500 && r <= 0x257f:
			b.WriteByte(asciiLine(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// asciiLine is the stand-in of one character of the block Box Drawing.
// https://www.unicode.org/charts/PDF/U2500.pdf
func asciiLine(r rune) byte {
	switch r {
	case '─', '╌', '┄', '┈', '╴', '╶':
		return '-'
	case '━', '╍', '┅', '┉', '═', '╸', '╺', '╼', '╾':
		return '='
	case '│', '╎', '┆', '┊', '╵', '╷':
		return '|'
	case '┃', '╏', '┇', '┋', '║', '╹', '╻', '╽', '╿':
		return '!'
	}
	return '+'
}
