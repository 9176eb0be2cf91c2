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
	wide := 0
	if len(box) > 0 {
		wide = cells.Width(box[0])
	}
	return newBackdrop(t, under, width, height, x, y, wide, len(box)).with(box)
}

// backdrop is a screen without its colours and with a hole in it, for a box that changes with every key.
type backdrop struct {
	y           int
	left, right []string // beside the hole; above and below it the whole line is left
}

func newBackdrop(t theme.Theme, under Screen, width, height, x, y, wide, high int) backdrop {
	lines := strings.Split(cells.Frame(under.View(), width, height), "\n")
	b := backdrop{y: y, left: make([]string, len(lines)), right: make([]string, len(lines))}
	for i, line := range lines {
		line = ansi.Strip(line)
		if i < y || i >= y+high {
			b.left[i] = t.Muted.Render(line)
			continue
		}
		b.left[i] = t.Muted.Render(cells.Fit(ansi.Truncate(line, x, ""), x))
		b.right[i] = t.Muted.Render(cells.Fit(ansi.TruncateLeft(line, x+wide, ""), width-x-wide))
	}
	return b
}

// with puts a box of the hole's size into it.
func (b backdrop) with(box []string) string {
	var frame strings.Builder
	for i := range b.left {
		if i > 0 {
			frame.WriteByte('\n')
		}
		frame.WriteString(b.left[i])
		if at := i - b.y; at >= 0 && at < len(box) {
			frame.WriteString(box[at])
		}
		frame.WriteString(b.right[i])
	}
	return frame.String()
}
