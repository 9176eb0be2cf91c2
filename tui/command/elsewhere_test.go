package command

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/tui/screen"
)

// deskEnv is an environment with a state folder of its own.
func deskEnv(t *testing.T) (Env, *bytes.Buffer) {
	t.Helper()
	var out bytes.Buffer
	return Env{
		Out: &out, StateDir: filepath.Join(t.TempDir(), "state"), Renderer: lipgloss.NewRenderer(io.Discard),
		SystemClipboard: func(string) error { return errors.New("no program for that") },
		WriteFile:       func(path string, data []byte) error { return os.WriteFile(path, data, 0o600) },
		Open:            func(path string) (io.ReadCloser, error) { return os.Open(path) },
	}, &out
}

func TestCopyingWherever(t *testing.T) {
	system := func(string) error { return nil }
	for _, tt := range []struct {
		name   string
		change func(*Env)
		text   string
		sent   string // in what the terminal gets; "" for nothing
		where  string // "" for the clipboard
		file   bool
	}{
		{"a terminal takes a sequence", func(*Env) {}, "a token", "\x1b]52;c;YSB0b2tlbg==\a", "", false},
		{"so it does beside the system's clipboard", func(e *Env) { e.SystemClipboard = system }, "a token", "\x1b]52;", "", false},
		{"tmux gets it twice, and a file is there too", func(e *Env) { e.Multiplexer = Tmux }, "a token", "\x1bPtmux;", "as far as tmux lets it", true},
		{"screen passes it through", func(e *Env) { e.Multiplexer = GNUScreen }, "a token", "\x1bP", "as far as screen lets it", true},
		{"tmux with a clipboard of the system's", func(e *Env) { e.Multiplexer, e.SystemClipboard = Tmux, system }, "a token", "\x1bPtmux;", "", false},
		{"without any clipboard a file holds it", func(e *Env) { e.NoOSC52 = true }, "a token", "", copiedFile, true},
		{"a long text too", func(*Env) {}, strings.Repeat("x", 80_000), "", copiedFile, true},
		{"the system's clipboard is enough", func(e *Env) { e.NoOSC52, e.SystemClipboard = true, system }, "a token", "", "", false},
	} {
		env, out := deskEnv(t)
		tt.change(&env)
		where, err := env.copy(tt.text)
		if err != nil || (where == "") != (tt.where == "") || !strings.Contains(where, tt.where) {
			t.Errorf("%s: it is in %q (%v), want %q", tt.name, where, err, tt.where)
		}
		if (out.Len() == 0) != (tt.sent == "") || !strings.Contains(out.String(), tt.sent) {
			t.Errorf("%s: the terminal got %.60q, want %q", tt.name, out, tt.sent)
		}
		data, err := os.ReadFile(filepath.Join(env.StateDir, copiedFile))
		if tt.file && string(data) != tt.text || !tt.file && err == nil {
			t.Errorf("%s: the file holds %.20q, %v", tt.name, data, err)
		}
	}
}

func TestACopiedSecretIsTheLearnersAlone(t *testing.T) {
	env, _ := deskEnv(t)
	env.NoOSC52 = true
	where, err := env.copy("secret")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(where); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v: want nobody else to read it", info.Mode(), err)
	}
}

func TestTerminalsAreKnownByTheirEnvironment(t *testing.T) {
	for _, tt := range []struct {
		vars map[string]string
		mux  Multiplexer
		none bool
	}{
		{map[string]string{"TERM": "xterm-256color"}, "", false},
		{map[string]string{"TERM": "tmux-256color"}, Tmux, false},
		{map[string]string{"TERM": "xterm", "TMUX": "/tmp/x"}, Tmux, false},
		{map[string]string{"TERM": "screen.xterm"}, GNUScreen, false},
		{map[string]string{"TERM": "linux"}, "", true},
		{map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "", true},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "", true},
	} {
		getenv := func(name string) string { return tt.vars[name] }
		if mux, none := MultiplexerOf(getenv), WithoutOSC52(getenv); mux != tt.mux || none != tt.none {
			t.Errorf("%v: %q, %v; want %q, %v", tt.vars, mux, none, tt.mux, tt.none)
		}
	}
}

func TestTheThemeIsRemembered(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kept   string // "" for nothing
		change func(*Env)
		flag   string
		want   string
	}{
		{"without a choice it is dark", "", func(*Env) {}, "", "dark"},
		{"or fits the ground", "", func(e *Env) { e.LightGround = true }, "", "light"},
		{"what was chosen counts more", "high-contrast", func(e *Env) { e.LightGround = true }, "", "high-contrast"},
		{"the flag counts most", "high-contrast", func(*Env) {}, "light", "light"},
		{"NO_COLOR counts more than what was chosen", "dark", func(e *Env) { e.NoColor = true }, "", "no-colour"},
		{"a theme that is gone is forgotten", "plaid", func(*Env) {}, "", "dark"},
	} {
		env, _ := deskEnv(t)
		env.Renderer.SetColorProfile(termenv.TrueColor)
		if tt.kept != "" {
			if err := env.looks().Keep(tt.kept); err != nil {
				t.Fatal(err)
			}
		}
		tt.change(&env)
		got, err := env.theme(tt.flag)
		if err != nil || got.Name() != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.name, got.Name(), err, tt.want)
		}
	}
}

func TestDamagedSettingsAreNone(t *testing.T) {
	for _, text := range []string{"", "{", `{"theme": 7}`, `{"theme": "light", "more": 1}`, `{"theme":"light","theme":"dark"}`} {
		env, _ := deskEnv(t)
		if err := env.keep(settings{Theme: "light"}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(env.StateDir, settingsFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := env.remembered(); ok {
			t.Errorf("%q: the theme is %q, want none", text, got)
		}
	}
	if err := (Env{}).keep(settings{Theme: "light"}); err == nil {
		t.Error("without a folder a choice was kept")
	}
}

func TestPlacesLeadEverywhere(t *testing.T) {
	env, _ := deskEnv(t)
	kinds := map[string]int{}
	for _, p := range env.places(screen.Env{}) {
		kinds[p.Kind]++
		if p.Title == "" || p.Go == nil {
			t.Errorf("%+v leads nowhere", p)
			continue
		}
		switch msg := p.Go().(type) {
		case screen.OpenLesson, screen.SearchCourse:
		case screen.Push:
			if msg.Screen.SetSize(80, 24).View() == "" {
				t.Errorf("%s %q is empty", p.Kind, p.Title)
			}
		default:
			t.Errorf("%s %q: %T", p.Kind, p.Title, msg)
		}
	}
	for _, kind := range []string{"lesson", "page", "term", "error", "search"} {
		if kinds[kind] == 0 {
			t.Errorf("there is no %s among the places", kind)
		}
	}
	if kinds["lesson"] != 16 {
		t.Errorf("%d lessons, want 16", kinds["lesson"])
	}
}

func TestSandboxFiles(t *testing.T) {
	env, _ := deskEnv(t)
	file := []byte(`{"poolschool":1,"calls":[]}`)
	if where, err := env.saveCalls("", file); err != nil || filepath.Base(where) != sandboxFile {
		t.Fatalf("saved as %q, %v", where, err)
	}
	if _, data, err := env.loadCalls(""); err != nil || !bytes.Equal(data, file) {
		t.Errorf("loaded %q, %v", data, err)
	}
	own := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(own, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := env.saveCalls(own, file); err == nil || !strings.Contains(err.Error(), "choose another name") {
		t.Errorf("somebody's file: %v, want it to stay", err)
	}
	calls := filepath.Join(t.TempDir(), "calls.json")
	for range 2 { // the second one replaces the first
		if _, err := env.saveCalls(calls, file); err != nil {
			t.Errorf("a file of calls: %v", err)
		}
	}
	if _, _, err := env.loadCalls(own); err == nil {
		t.Error("somebody's file was taken for calls")
	}
}
