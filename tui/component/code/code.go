// Package code draws source code in the colours of a theme, fitted into a column.
package code

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

const (
	tab     = "    "
	hanging = 6 // how far the rest of a line that was broken stands further in
)

// Lines draws source code for a column of width cells. The language is what stands behind a Markdown fence, "js"; code in an
// unknown one has one colour. A line that is too long goes on below, further in.
func Lines(t theme.Theme, language, text string, width int) []string {
	var lines []string
	var line []glyph
	flush := func() {
		for _, row := range broken(line, max(width, 2*hanging)) {
			lines = append(lines, painted(row))
		}
		line = nil
	}
	for _, p := range scan(languageOf(language), cells.Clean(ansi.Strip(strings.ReplaceAll(text, "\t", tab)))) {
		ink := inkOf(t, p.kind)
		for _, r := range p.text {
			if r == '\n' {
				flush()
				continue
			}
			line = append(line, glyph{r, ink})
		}
	}
	if len(line) > 0 {
		flush()
	}
	return lines
}

// inkOf is the colour of a kind of text. Blue and orange are the pools' and mean nothing here.
func inkOf(t theme.Theme, k kind) theme.Ink {
	switch k {
	case comment:
		return t.Muted
	case keyword:
		return t.Heading
	case quoted:
		return t.Code
	}
	return t.Text
}

// glyph is a character with its colour.
type glyph struct {
	r   rune
	ink theme.Ink
}

// broken cuts a line into rows of at most width cells, behind a blank or an opening bracket where there is one.
func broken(line []glyph, width int) [][]glyph {
	indent := 0
	for indent < len(line) && line[indent].r == ' ' {
		indent++
	}
	indent = min(indent+hanging, width/2)
	var rows [][]glyph
	for margin := 0; ; margin = indent {
		n := fitting(line, width-margin)
		rows = append(rows, append(blanks(margin), line[:n]...))
		line = line[n:]
		for len(line) > 0 && line[0].r == ' ' {
			line = line[1:]
		}
		if len(line) == 0 {
			return rows
		}
	}
}

// fitting is how many characters of a line go into width cells.
func fitting(line []glyph, width int) int {
	used, last := 0, 0
	for i, g := range line {
		used += cells.Width(string(g.r))
		if used > width {
			if last == 0 {
				return max(i, 1)
			}
			return last
		}
		if strings.ContainsRune(" ({[,", g.r) && used > width/2 {
			last = i + 1
		}
	}
	return len(line)
}

func blanks(n int) []glyph {
	out := make([]glyph, n)
	for i := range out {
		out[i].r = ' '
	}
	return out
}

// painted joins neighbours of one colour.
func painted(row []glyph) string {
	var b, run strings.Builder
	for i, g := range row {
		run.WriteRune(g.r)
		if i+1 == len(row) || row[i+1].ink != g.ink {
			g.ink.Put(&b, run.String())
			run.Reset()
		}
	}
	return b.String()
}
