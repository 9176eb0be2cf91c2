package tui

import (
	"fmt"
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// The least size that every screen can be used at.
const (
	MinWidth  = 60
	MinHeight = 16
)

func (a App) tooSmall() bool {
	return a.width > 0 && (a.width < MinWidth || a.height < MinHeight)
}

// smallPage asks for more room. It is written for any size, down to one cell.
func (a App) smallPage() string {
	t := a.env.Theme
	lines := []string{
		t.Heading.Render(cells.Cut("poolschool needs a little more room.", a.width)),
		"",
		cells.Cut(fmt.Sprintf("needed  %d x %d", MinWidth, MinHeight), a.width),
		t.Warning.Render(cells.Cut(fmt.Sprintf("here    %d x %d", a.width, a.height), a.width)),
		"",
		t.Muted.Render(cells.Cut("Enlarge the window, or press q to leave.", a.width)),
	}
	if a.height < len(lines) {
		lines = []string{lines[3], lines[2], lines[5]}
	}
	return strings.Join(lines, "\n")
}

// mostToast is how many lines a toast may take: it can name a file, whose path must not be cut.
const mostToast = 3

// withToast lays a line over the last one of a frame, or a few where one is not enough.
func withToast(frame string, t theme.Theme, text string, width, height int) string {
	lines := strings.Split(frame, "\n")
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = lines[:height]
	said := cells.Wrap(cells.Clean(text), width-2)
	said = said[:min(len(said), mostToast, height)]
	for i, line := range said {
		lines[height-len(said)+i] = t.Selected.Render(cells.Fit(" "+line, width))
	}
	return strings.Join(lines, "\n")
}
