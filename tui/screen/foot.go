package screen

import (
	"github.com/charmbracelet/bubbles/key"

	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

// footRows are the last rows of a screen: a rule where there is room, and the footer.
func footRows(height int) int {
	if height < 20 {
		return 1
	}
	return 2
}

// foot is footer and rule of a screen of that size. Joints are the columns at which lines from above end.
func foot(t theme.Theme, keys []key.Binding, status string, width, height int, joints ...int) []string {
	footer := layout.Footer(t, keys, status, width)
	if footRows(height) == 1 {
		return []string{footer}
	}
	return []string{layout.Rule(t.Border, width, "┴", joints...), footer}
}
