package prose

import (
	"strings"
	"unicode/utf8"

	"poolschool/tui/component/cells"
)

// codeMarks+n stands for the nth block of code while glamour lays out the rest. Glamour would break code between words
// as if it were prose, and start the rest of a line at the left edge.
const codeMarks = '\ue200'

// mostBlocks is how many blocks of code are taken out of a text; glamour gets the others.
const mostBlocks = 0x100

// codeIndent is how far code stands from the left edge.
const codeIndent = 2

// takeCode takes the fenced blocks that begin at the left edge out of the text, and leaves a paragraph in their place.
// https://spec.commonmark.org/0.31.2/#fenced-code-blocks
func takeCode(md string) (rest string, blocks []string) {
	if !strings.Contains(md, "```") && !strings.Contains(md, "~~~") {
		return md, nil
	}
	var out, code strings.Builder
	fence := ""
	for l := range strings.SplitAfterSeq(md, "\n") {
		switch mark := fenceOf(l); {
		case fence == "" && mark != "" && len(blocks) < mostBlocks:
			fence = mark
			code.Reset()
		case fence == "":
			out.WriteString(l)
		case strings.HasPrefix(mark, fence) && strings.TrimSpace(l) == mark:
			blocks = append(blocks, code.String())
			out.WriteString("\n" + string(codeMarks+rune(len(blocks)-1)) + "\n\n")
			fence = ""
		default:
			code.WriteString(l)
		}
	}
	if fence != "" { // never closed: it ends with the text
		blocks = append(blocks, code.String())
		out.WriteString("\n" + string(codeMarks+rune(len(blocks)-1)) + "\n")
	}
	return out.String(), blocks
}

// fenceOf is the run of three or more backticks or tildes that a line begins with, if any. Backticks with another one
// behind them are a code span.
func fenceOf(l string) string {
	for _, c := range []string{"`", "~"} {
		mark := l[:len(l)-len(strings.TrimLeft(l, c))]
		if len(mark) >= 3 && (c == "~" || !strings.Contains(l[len(mark):], c)) {
			return mark
		}
	}
	return ""
}

// codeBlock is the number of the block that a line stands for.
func (l line) codeBlock() (int, bool) {
	if len(l) != 1 || l[0].slot >= 0 {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(l[0].text)
	n := int(r - codeMarks)
	return n, size == len(l[0].text) && n >= 0 && n < mostBlocks
}

// block is a block of code as lines.
func (p *parser) block(code string) []line {
	var lines []line
	for raw := range strings.SplitSeq(strings.TrimRight(code, "\n"), "\n") {
		p.style = p.code.Prefix
		lines = append(lines, trim(p.line(cells.Blank(codeIndent)+cells.Clean(raw))))
	}
	p.style = ""
	return lines
}
