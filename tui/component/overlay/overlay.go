// Package overlay draws a box over the middle of a finished frame: help, a small menu, a question. What is around it
// stays in sight.
package overlay

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

const reset = "\x1b[0m"

// Styles are the inks of the box. The lines in it bring their own.
type Styles struct {
	Border, Title theme.Ink
}

// NewStyles takes the styles from a theme.
func NewStyles(t theme.Theme) Styles { return Styles{Border: t.Focus, Title: t.Title} }

// Box frames lines, with a title in its upper edge. It is as wide as its longest line asks for, and at most width x
// height cells; lines that find no room are left out.
func Box(s Styles, title string, lines []string, width, height int) []string {
	const edges = 4 // a border and a blank on each side
	inner := cells.Width(title) + 2
	for _, l := range lines {
		inner = max(inner, cells.Width(l))
	}
	inner = max(min(inner, width-edges), 1)
	lines = lines[:max(min(len(lines), height-2), 0)]
	title = cells.Cut(title, max(inner-2, 0))
	left := s.Border.Render("│") + " "
	right := " " + s.Border.Render("│")
	box := make([]string, 0, len(lines)+2)
	box = append(box, s.Border.Render("╭─")+" "+s.Title.Render(title)+" "+
		s.Border.Render(strings.Repeat("─", max(inner-cells.Width(title)-1, 0))+"╮"))
	for _, l := range lines {
		box = append(box, left+cells.Fit(l, inner)+right)
	}
	return append(box, s.Border.Render("╰"+strings.Repeat("─", inner+2)+"╯"))
}

// Over puts a box over the middle of a frame of width x height cells. A box that is larger than the frame is cut.
func Over(frame string, box []string, width, height int) string {
	if len(box) == 0 {
		return frame
	}
	wide := cells.Width(box[0])
	x, y := max((width-wide)/2, 0), max((height-len(box))/2, 0)
	lines := strings.Split(frame, "\n")
	for i, row := range box {
		if y+i >= len(lines) {
			break
		}
		lines[y+i] = over(lines[y+i], row, x, wide, width)
	}
	return strings.Join(lines, "\n")
}

// over replaces the cells of a line from x on. Colours that are on where the box begins are ended there; what
// stands behind the box begins with those that were on before it.
func over(line, row string, x, wide, width int) string {
	left, right := ansi.Truncate(line, x, ""), ansi.TruncateLeft(line, x+wide, "")
	if cells.Width(right) > width-x-wide { // the first half of a wide rune is below the box
		right = ansi.TruncateLeft(line, x+wide+1, "")
	}
	if strings.Contains(line, "\x1b") {
		left += reset
	}
	// A wide rune that the box cuts in two leaves a gap.
	left += cells.Blank(x - cells.Width(left))
	right = cells.Blank(width-x-wide-cells.Width(right)) + right
	return left + row + right
}
