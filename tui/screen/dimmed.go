package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// boxed frames lines of width-4 cells, with a title in the upper edge and the keys below.
func boxed(t theme.Theme, title string, lines []string, foot string, width int) []string {
	side, inner := t.Focus.Render("│"), max(width-4, 1)
	line := func(text string) string { return side + " " + cells.Fit(text, inner) + " " + side }
	title = cells.Cut(title, inner-4)
	box := []string{t.Focus.Render("╭─ ") + t.Title.Render(title) + t.Focus.Render(" "+strings.Repeat("─", max(width-5-cells.Width(title), 0))+"╮")}
	for _, l := range lines {
		box = append(box, side+" "+l+" "+side)
	}
	return append(box, line(""), line(strings.TrimLeft(foot, " ")), t.Focus.Render("╰"+strings.Repeat("─", max(width-2, 0))+"╯"))
}

// dimmed puts a box over a screen, whose own colours give way to it.
func dimmed(t theme.Theme, under Screen, width, height, x, y int, box []string) string {
	frame := strings.Split(cells.Frame(under.View(), width, height), "\n")
	wide := 0
	if len(box) > 0 {
		wide = cells.Width(box[0])
	}
	for i, line := range frame {
		line = ansi.Strip(line)
		if i < y || i >= y+len(box) {
			frame[i] = t.Muted.Render(line)
			continue
		}
		left := cells.Fit(ansi.Truncate(line, x, ""), x)
		right := cells.Fit(ansi.TruncateLeft(line, x+wide, ""), width-x-wide)
		frame[i] = t.Muted.Render(left) + box[i-y] + t.Muted.Render(right)
	}
	return strings.Join(frame, "\n")
}
