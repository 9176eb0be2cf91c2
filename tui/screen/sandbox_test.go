package screen_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/sandbox"
	"poolschool/tui"
	"poolschool/tui/component/editor"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// sandboxOf is a sandbox on the photo app's account, in the whole program.
func sandboxOf(t testing.TB, files map[string]string, width, height int, keys ...string) tea.Model {
	t.Helper()
	room := everyKind(t)
	l, _ := room.course.Find("every-kind")
	env := screen.Env{Theme: theme.Plain(), Copy: func(text string) (string, error) { files["clipboard"] = text; return "", nil }}
	deps := screen.SandboxDeps{
		From: "the photo app's account", Back: "back to the map",
		Open: func() (*sandbox.Sandbox, error) {
			session, err := room.session(l)
			if err != nil {
				return nil, err
			}
			fork, err := session.Fork(t.Context())
			return sandbox.New(fork), err
		},
		Save: func(path string, data []byte) (string, error) {
			files[path+".json"] = string(data)
			return path + ".json", nil
		},
		Load: func(path string) (string, []byte, error) {
			text, ok := files[path+".json"]
			if !ok {
				return "", nil, errors.New("there is no file " + path + ".json")
			}
			return path + ".json", []byte(text), nil
		},
	}
	m := tui.New(env, screen.NewHome(env, homeDeps(fewLessons(), underWay())), screen.NewSandbox(env, deps))
	return tuitest.Press(t, tuitest.Start(t, m, width, height), keys...)
}

// typed are the keys of a text.
func typed(text string) []string { return strings.Split(text, "") }

// called are the keys that call an operation as its template stands.
func called(operation string) []string { return append(typed(operation), "enter", "enter") }

func TestSandboxFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"operations": typed("getid"), "a call": append(typed("getcred"), "enter"), "answered": called("getid"),
		"a mistake": append(typed("getid"), "enter", "e", "down", "end", "x", "ctrl+r"),
	} {
		frames(t, name, func(t *testing.T, width, height int) tea.Model {
			return sandboxOf(t, map[string]string{}, width, height, keys...)
		})
	}
}

func sees(t *testing.T, m tea.Model, texts ...string) {
	t.Helper()
	view := tuitest.Text(m.View())
	for _, text := range texts {
		if !strings.Contains(view, text) {
			t.Errorf("the screen does not show %q:\n%s", text, view)
		}
	}
}

func TestSandboxCallsAsAnybody(t *testing.T) {
	m := sandboxOf(t, map[string]string{}, 120, 40, append(typed("s3 getobj"), "enter", "a")...)
	sees(t, m, "Who calls?", "nobody", "administrator", "guest", "ana")
	m = tuitest.Press(t, m, append(typed("guest"), "enter", "enter")...)
	sees(t, m, "called by guest, signed", "✓ GetId", "✓ GetCredentialsForIdentity", "✓ GetObject")
	m = tuitest.Press(t, m, "a", "home", "enter", "enter")
	sees(t, m, "called by nobody, unsigned", "✗ GetObject  403 AccessDenied", "[Why]")
}

func TestSandboxHistory(t *testing.T) {
	m := sandboxOf(t, map[string]string{}, 120, 40, slices.Concat(called("getid"), []string{"/"}, slices.Repeat([]string{"backspace"}, 8), called("initiateauth"))...)
	sees(t, m, "▸ ✓ InitiateAuth", "  ✓ GetId")
	m = tuitest.Press(t, m, ",")
	sees(t, m, "▸ ✓ GetId", "IdentityPoolId", "─ GetId ─")
	m = tuitest.Press(t, m, "H")
	sees(t, m, "Calls so far")
	m = tuitest.Press(t, m, "down", "enter")
	sees(t, m, "▸ ✓ InitiateAuth")
}

func TestSandboxSaysWhatIsWrong(t *testing.T) {
	m := sandboxOf(t, map[string]string{}, 120, 40, append(typed("getuser"), "enter", "enter")...)
	sees(t, m, "{{accessToken}} is not there yet: InitiateAuth gives")
	m = tuitest.Press(t, m, "e", "down", "end", "x", "ctrl+r")
	sees(t, m, "line 2")
	m = tuitest.Press(t, m, "r")
	sees(t, m, `"AccessToken": "{{accessToken}}"`)
}

func TestSandboxSavesAndLoads(t *testing.T) {
	files := map[string]string{}
	m := sandboxOf(t, files, 120, 40, slices.Concat(called("getid"), []string{"s"}, typed("mine"), []string{"enter"})...)
	sees(t, m, "Saved the calls as mine.json")
	m = sandboxOf(t, files, 120, 40, slices.Concat(append(typed("getid"), "enter", "o"), typed("mine"), []string{"enter"})...)
	sees(t, m, "▸ ✓ GetId")
	m = sandboxOf(t, files, 120, 40, slices.Concat(append(typed("getid"), "enter", "o"), typed("gone"), []string{"enter"})...)
	sees(t, m, "there is no file gone.json")
}

func TestSandboxLeads(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"esc from the list", []string{"esc"}, "poolschool · Course"},
		{"x from the list", []string{"x"}, "poolschool · Course"},
		{"x from a call", []string{"enter", "x"}, "poolschool · Course"},
		{"esc from a call leads to the list", []string{"enter", "esc"}, "poolschool · Sandbox"},
		{"esc clears what was typed first", append(typed("sts"), "esc"), "poolschool · Sandbox"},
		{"esc, esc, esc from the answer", append(called("getid"), "tab", "esc", "esc", "esc", "esc"), "poolschool · Course"},
	} {
		got := tuitest.Text(sandboxOf(t, map[string]string{}, 120, 40, tt.keys...).View())
		if !strings.HasPrefix(strings.TrimSpace(got), tt.want) {
			t.Errorf("%s: got %.40q, want %q", tt.name, strings.TrimSpace(got), tt.want)
		}
	}
}

func TestSandboxCopies(t *testing.T) {
	files := map[string]string{}
	m := sandboxOf(t, files, 120, 40, append(called("initiateauth"), "C")...)
	sees(t, m, "AWS CLI command", "secrets left out", "with its secrets", "curl command", "ID token", "Refresh token", "Request as JSON  ", "Answer as JSON  ")
	tuitest.Press(t, m, append(typed("cli"), "enter")...)
	if got := files["clipboard"]; !strings.HasPrefix(got, "aws cognito-idp initiate-auth \\\n  --endpoint-url \"$AWS_ENDPOINT_URL\"") || strings.Contains(got, "Sunny-Day-7") {
		t.Errorf("copied %q", got)
	}
	m = tuitest.Press(t, m, append(typed("cli whole"), "enter")...)
	if got := files["clipboard"]; !strings.Contains(got, "Sunny-Day-7") {
		t.Errorf("copied %q, want the password", got)
	}
	sees(t, m, "Copied: AWS CLI command, whole")
}

func TestSandboxTime(t *testing.T) {
	m := sandboxOf(t, map[string]string{}, 120, 40, "enter", "t", "down", "enter")
	sees(t, m, "11:04:12")
}

func TestSandboxThatCannotOpenSaysWhy(t *testing.T) {
	s := screen.NewSandbox(screen.Env{Theme: theme.Plain()}, screen.SandboxDeps{Open: func() (*sandbox.Sandbox, error) { return nil, lessons.ErrBusy }})
	shows(t, tuitest.Start(t, s, 80, 24), "This sandbox cannot be opened.", "a step is still running")
}

func TestSandboxFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, called("getid"), append(called("getid"), "tab"), append(called("getid"), "a"), append(called("getid"), "s"), append(typed("createuserpool"), "enter", "e")} {
		m := sandboxOf(t, map[string]string{}, 80, 24, keys...)
		for _, width := range []int{60, 79, 80, 99, 100, 120, 200} {
			for _, height := range []int{16, 19, 20, 24, 40, 60} {
				tuitest.Frame(t, tuitest.Resize(t, m, width, height).View(), width, height)
			}
		}
	}
}

func TestSandboxByMouse(t *testing.T) {
	m := sandboxOf(t, map[string]string{}, 120, 40)
	m = tuitest.Click(t, m, 5, 6)
	m = tuitest.Click(t, m, 5, 6)
	sees(t, m, "called by")
	m = tuitest.Click(t, m, 5, 6)
	sees(t, m, "stop typing")
}

func TestAPasteThatIsTooLongIsCutOffInOneLine(t *testing.T) {
	paste := tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune(large(editor.Most + 1))}
	const line = "Cut off: a request holds at most 64 KiB here."
	m := tuitest.Send(t, sandboxOf(t, nil, 80, 24, append(typed("GetId"), "enter", "e")...), tea.Msg(paste))
	if view := tuitest.Text(m.View()); !strings.Contains(view, line) {
		t.Errorf("the sandbox does not say %q:\n%s", line, view)
	}
	if view := tuitest.Text(tuitest.Press(t, m, "backspace").View()); strings.Contains(view, line) {
		t.Errorf("the next key leaves %q:\n%s", line, view)
	}
	_, cmd := everyKind(t).lesson(t, "every-kind", 80, 24, toWaited...).Update(paste)
	if said, ok := cmd().(screen.Toast); !ok || said.Text != line {
		t.Errorf("a try says %q, want %q", said.Text, line)
	}
}
