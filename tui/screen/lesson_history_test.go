package screen_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/sandbox"
	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// inProgram is the lesson with a step of each kind on top of a map, with a sandbox.
func inProgram(t testing.TB, width, height int, keys ...string) tea.Model {
	t.Helper()
	room := everyKind(t)
	deps := room.deps(t, "every-kind")
	env := screen.Env{Theme: theme.Plain()}
	deps.Sandbox = func(s *lessons.Session) screen.Screen {
		return screen.NewSandbox(env, screen.SandboxDeps{From: "a copy", Back: "back to the lesson", Open: func() (*sandbox.Sandbox, error) {
			fork, err := s.Fork(t.Context())
			return sandbox.New(fork), err
		}})
	}
	m := tui.New(env, screen.NewHome(env, homeDeps(fewLessons(), underWay())), screen.NewLesson(env, deps))
	return tuitest.Press(t, tuitest.Start(t, m, width, height), keys...)
}

func TestRedoInALesson(t *testing.T) {
	m := inProgram(t, 120, 40, toTraded...)
	before := tuitest.Text(m.View())
	m = tuitest.Press(t, m, "u", "u")
	sees(t, m, "Ready to run")
	m = tuitest.Press(t, m, "U", "U")
	after := tuitest.Text(m.View())
	for _, text := range []string{"GetCredentialsForIdentity", "✓ App → ● Identity pool"} {
		if !strings.Contains(before, text) || !strings.Contains(after, text) {
			t.Errorf("%q is lost on the way:\n%s", text, after)
		}
	}
	sees(t, tuitest.Press(t, m, "U"), "There is nothing to do again.")
}

func TestHistoryInALesson(t *testing.T) {
	m := inProgram(t, 120, 40, append(slices.Clone(toToken), "H")...)
	sees(t, m, "History", "The beginning", "Typed username", "You said: one", "InitiateAuth")
	m = tuitest.Press(t, m, "home", "enter")
	sees(t, m, "▸ username", "Nothing called yet")
	m = tuitest.Press(t, m, "esc", "H")
	sees(t, m, "taken back · page 1")
	m = tuitest.Press(t, m, "end", "enter")
	sees(t, m, "InitiateAuth")
}

func TestTheFirstTryIsKept(t *testing.T) {
	m := inProgram(t, 120, 40, append(slices.Clone(toSignedIn), "u", "u")...)
	m = tuitest.Press(t, m, append(append([]string{"tab"}, typed("guess")...), "enter", "H")...)
	sees(t, m, "first try", "Another way")
	m = tuitest.Press(t, m, append(typed("another"), "enter")...)
	sees(t, m, "You said ✗ one")
}

func TestXForksAndReturns(t *testing.T) {
	m := inProgram(t, 120, 40, toTraded...)
	before := m.View()
	m = tuitest.Press(t, m, "x")
	sees(t, m, "Sandbox", "a copy")
	m = tuitest.Press(t, m, append(typed("getobject"), "enter", "enter", "x")...)
	if got := m.View(); got != before {
		t.Errorf("the sandbox has changed the lesson:\n%s", got)
	}
	m = tuitest.Press(t, m, "x", "esc")
	if got := m.View(); got != before {
		t.Errorf("esc leads elsewhere:\n%s", got)
	}
}

func TestAClaimIsChangedInALesson(t *testing.T) {
	m := inProgram(t, 120, 40, append(slices.Clone(toSignedIn), "4", "J", "J", "J", "J", "e")...)
	sees(t, m, "enter change it", "esc leave it")
	m = tuitest.Press(t, m, "x", "T", "enter", "z", "end")
	sees(t, m, "✗ the signature fits header and payload")
	sees(t, tuitest.Press(t, m, "home"), "changed by you")
}

func TestSlashSearchesFromALesson(t *testing.T) {
	sees(t, inProgram(t, 120, 40, "esc", "/"), "There is nothing to search.")
}
