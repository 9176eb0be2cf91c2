package screen_test

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// sizes are the smallest terminal that reaches everything, the two usual ones, and a large one.
func sizes() [][2]int { return [][2]int{{60, 16}, {80, 24}, {120, 40}, {200, 60}} }

func sizeName(size [2]int) string { return fmt.Sprintf("%dx%d", size[0], size[1]) }

// drawn is a screen, or the whole program.
type drawn[M any] interface {
	tuitest.Model[M]
	View() string
}

// frames compares what opens with its goldens, NAME/60x16 and so on: as text at every size, and with its attributes at
// 80x24 as NO_COLOR has it.
func frames[M drawn[M]](t *testing.T, name string, open func(t *testing.T, width, height int) M) {
	t.Helper()
	for _, size := range sizes() {
		t.Run(name+"/"+sizeName(size), func(t *testing.T) {
			view := open(t, size[0], size[1]).View()
			tuitest.Frame(t, view, size[0], size[1])
			golden.RequireEqual(t, []byte(tuitest.Text(view)))
		})
	}
	t.Run(name+"/NO_COLOR", func(t *testing.T) {
		view := tuitest.Send(t, open(t, 80, 24), tea.Msg(screen.Themed{Theme: load(t, "no-colour", termenv.ANSI)})).View()
		tuitest.Frame(t, view, 80, 24)
		golden.RequireEqual(t, []byte(view))
	})
}

// load loads one of the program's themes for a terminal of that many colours.
func load(t *testing.T, name string, profile termenv.Profile) theme.Theme {
	t.Helper()
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(profile)
	look, err := theme.Load(assets.Themes(), name, r)
	if err != nil {
		t.Fatal(err)
	}
	return look
}
