package command

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/rogpeppe/go-internal/testscript"

	"poolschool/sim/chance"
	"poolschool/sim/keyring"
)

// TestMain also stands for the program: a script that runs poolschool runs this test's own executable again.
func TestMain(m *testing.M) {
	testscript.Main(tidied{m}, map[string]func(){"poolschool": func() { os.Exit(Run(context.Background(), scriptEnv())) }})
}

// tidied takes away what the tests built together.
type tidied struct{ *testing.M }

// Run runs the tests.
func (t tidied) Run() int {
	code := t.M.Run()
	if err := os.RemoveAll(workshop.dir); err != nil && code == 0 {
		return 1
	}
	return code
}

// scriptEnv is what main hands in, at a fixed hour and with luck that repeats.
func scriptEnv() Env {
	return Env{
		Args: os.Args[1:],
		In:   os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal: term.IsTerminal(os.Stdin.Fd()), OutTerminal: term.IsTerminal(os.Stdout.Fd()),
		Term: os.Getenv("TERM"), NoColor: os.Getenv("NO_COLOR") != "",
		Renderer: lipgloss.NewRenderer(os.Stdout),
		Now:      func() time.Time { return time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC) },
		Wait:     func(context.Context, time.Duration) error { return context.Canceled }, // what waits for somebody ends instead
		Chance:   chance.Seeded([32]byte{1}), Keys: &keyring.Ring{},
		Open:     func(path string) (io.ReadCloser, error) { return os.Open(path) },
		StateDir: filepath.Join(os.Getenv("XDG_STATE_HOME"), "poolschool"),
	}
}

// TestStories plays the command line's stories. A script is a person at a shell: what they type, what they see.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		e.Setenv("TERM", "xterm-256color")
		e.Setenv("XDG_STATE_HOME", filepath.Join(e.WorkDir, "state"))
		return nil
	}})
}
