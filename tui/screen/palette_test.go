package screen_test

import (
	"errors"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// findable is a program with a map, a few places and two themes.
func findable(t testing.TB, kept *string, width, height int, keys ...string) tea.Model {
	t.Helper()
	env := screen.Env{
		Theme: theme.Plain(),
		Places: func() []screen.Place {
			return []screen.Place{
				{Kind: "lesson", Title: "Which role?", Note: "10 min", Side: theme.IdentityPool, Go: screen.Learn("role")},
				{Kind: "page", Title: "The desk asks STS", Note: "Which role?", Go: screen.LearnPage("role", "desk")},
				{Kind: "term", Title: "AMR", About: "authentication methods references", Go: screen.Open(page{name: "amr"})},
				{Kind: "error", Title: "NotAuthorizedException", Note: "Invalid login token.", Go: screen.Open(page{name: "not-authorized"})},
			}
		},
		Looks: screen.Looks{
			Names: []string{"plain", "loud"},
			Load: func(name string) (theme.Theme, error) {
				worn := theme.Plain()
				worn.Title = theme.Ink{Prefix: "\x1b[1m", Suffix: "\x1b[0m"}
				return worn, nil
			},
			Keep: func(name string) error {
				if kept == nil {
					return errors.New("the disk is full")
				}
				*kept = name
				return nil
			},
		},
	}
	m := tuitest.Start(t, tui.New(env, screen.NewHome(env, homeDeps(wholeCourse(), underWay()))), width, height)
	return tuitest.Press(t, m, keys...)
}

func TestPaletteFrames(t *testing.T) {
	for name, text := range map[string]string{"all": "", "found": "role", "nothing found": "xyzzy"} {
		frames(t, name, func(t *testing.T, width, height int) tea.Model {
			return tuitest.Type(t, findable(t, new(string), width, height, "ctrl+p"), text)
		})
	}
}

func TestPaletteGoesThere(t *testing.T) {
	for _, tt := range []struct{ name, typed, want string }{
		{"a lesson", "which role", "role"},
		{"a page", "asks sts", "role"},
		{"a term by what it is for", "references", "amr"},
		{"an error message", "notauth", "not-authorized"},
		{"a key of the screen below", "to the end", "poolschool · Course"},
	} {
		m := tuitest.Press(t, tuitest.Type(t, findable(t, new(string), 80, 24, "ctrl+p"), tt.typed), "enter")
		if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: got %.40q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPaletteCloses(t *testing.T) {
	home := findable(t, new(string), 80, 24).View()
	for _, keys := range [][]string{{"ctrl+p", "esc"}, {"ctrl+p", "ctrl+p"}, {"?", "ctrl+p", "esc"}} {
		if got := findable(t, new(string), 80, 24, keys...).View(); got != home {
			t.Errorf("after %v something else than home is there", keys)
		}
	}
}

func TestOneKeyChangesTheThemeEverywhere(t *testing.T) {
	kept := ""
	m := findable(t, &kept, 80, 24, "T")
	if got := m.View(); !strings.Contains(got, "\x1b[1mCourse") || !strings.Contains(got, "Theme: loud") || kept != "loud" {
		t.Errorf("T put on %q; the frame is %.120q", kept, got)
	}
	if got := tuitest.Press(t, m, "ctrl+p").View(); !strings.Contains(got, "\x1b[1mFind anything") {
		t.Errorf("a screen that was opened afterwards has the old theme: %q", got)
	}
	if got := m.View(); !strings.Contains(got, "Theme: loud (this terminal shows no colours)") {
		t.Error("nobody says why nothing changes on a terminal without colours")
	}
	if got := findable(t, &kept, 80, 24, "/", "T").View(); strings.Contains(got, "Theme:") {
		t.Error("T is a letter where one types")
	}
	if got := findable(t, nil, 120, 40, "T").View(); !strings.Contains(got, "not remembered: the disk is full") {
		t.Error("nobody says that the choice is not remembered")
	}
}

func TestPaletteByMouse(t *testing.T) {
	m := tuitest.Type(t, findable(t, new(string), 80, 24, "ctrl+p"), "which role")
	for y, line := range strings.Split(tuitest.Text(m.View()), "\n") {
		if strings.Contains(line, "10 min") && strings.Contains(line, "│") {
			m = tuitest.Click(t, m, 30, y)
			break
		}
	}
	if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, "role") {
		t.Errorf("a click on the lesson leads to %.40q", got)
	}
	m = tuitest.Click(t, findable(t, new(string), 80, 24, "ctrl+p"), 0, 0)
	if strings.Contains(m.View(), "Find anything") {
		t.Error("a click beside the palette leaves it open")
	}
}

func TestPaletteFillsEverySize(t *testing.T) {
	m := findable(t, new(string), 80, 24, "ctrl+p")
	for width := 60; width <= 200; width += 9 {
		for _, height := range []int{16, 17, 24, 40, 60} {
			tuitest.Frame(t, tuitest.Resize(t, m, width, height).View(), width, height)
		}
	}
}
