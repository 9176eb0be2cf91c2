// Package layout puts finished lines together: columns beside each other, the rules between them, header, footer and
// progress. It joins and never measures a column, so it may be called in a View; the lines come from components, which
// fitted them when their content changed.
package layout

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// Columns joins columns line by line with a rule between them, "│" in the border's ink for instance. The first column
// says how many lines there are; a shorter one is left out where it ends, so give all the same height.
func Columns(rule string, columns ...[]string) []string {
	if len(columns) == 0 {
		return nil
	}
	lines := make([]string, len(columns[0]))
	var b strings.Builder
	for i := range lines {
		b.Reset()
		for j, column := range columns {
			if i >= len(column) {
				continue
			}
			if j > 0 {
				b.WriteString(rule)
			}
			b.WriteString(column[i])
		}
		lines[i] = b.String()
	}
	return lines
}

// Stack puts blocks of lines below each other, as one string for a View.
func Stack(blocks ...[]string) string {
	n := 0
	for _, block := range blocks {
		for _, line := range block {
			n += len(line) + 1
		}
	}
	var b strings.Builder
	b.Grow(n)
	first := true
	for _, block := range blocks {
		for _, line := range block {
			if !first {
				b.WriteByte('\n')
			}
			first = false
			b.WriteString(line)
		}
	}
	return b.String()
}

// Rule is a horizontal line. Where a vertical rule of Columns meets it, sign stands instead: "┬" above columns, "┴"
// below, "┼" between. At are the cells, counted from 0.
func Rule(ink theme.Ink, width int, sign string, at ...int) string {
	line := []string{}
	for range max(width, 0) {
		line = append(line, "─")
	}
	for _, x := range at {
		if x >= 0 && x < len(line) {
			line[x] = sign
		}
	}
	return ink.Render(strings.Join(line, ""))
}

// TitledRule is a horizontal line with words in it: a name near its left end, a note near its right end. Both are plain
// text; the note gives way when there is no room.
func TitledRule(line, words theme.Ink, width int, title, note string) string {
	if width < 6 {
		return Rule(line, width, "")
	}
	title = cells.Cut(title, width-6)
	if note != "" && cells.Width(title)+cells.Width(note)+10 > width {
		note = ""
	}
	if title == "" {
		return Rule(line, width, "")
	}
	left := width - 4 - cells.Width(title)
	if note == "" {
		return line.Render("──") + " " + words.Render(title) + " " + line.Render(strings.Repeat("─", left))
	}
	left -= cells.Width(note) + 4
	return line.Render("──") + " " + words.Render(title) + " " + line.Render(strings.Repeat("─", left)) +
		" " + note + " " + line.Render("──")
}

// Bar is a line with something at its left and something at its right end. Both may hold colours. When they do not fit,
// the right one is left out, then the left one is cut.
func Bar(left, right string, width int) string {
	used := cells.Width(left) + cells.Width(right)
	if right == "" || used+1 > width {
		return cells.Fit(left, width)
	}
	return left + cells.Blank(width-used) + right
}
