package command

import (
	"context"
	"io"
	"io/fs"
	"runtime/debug"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/sim/chance"
	"poolschool/sim/keyring"
	"poolschool/tui/theme"
)

// Env is what a command takes from the machine. Main fills it once.
type Env struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	// InTerminal, OutTerminal and ErrTerminal say whether a person sits at that end.
	InTerminal, OutTerminal, ErrTerminal bool
	Columns                              int    // of Out's terminal; 0 is not known
	Term                                 string // TERM
	NoColor                              bool   // NO_COLOR is set to something
	// Renderer draws for Out's terminal; it asks the terminal nothing.
	Renderer *lipgloss.Renderer
	// LightGround says that COLORFGBG names a light background.
	LightGround bool

	Now func() time.Time
	// Wait lets a time go by, or says why the context has ended first.
	Wait   func(ctx context.Context, d time.Duration) error
	Chance chance.Chance
	// Keys are made in the background while the first screen is read.
	Keys *keyring.Ring
	// Open reads a file of the learner's own; nothing is ever written through it.
	Open func(path string) (io.ReadCloser, error)
	// WriteFile writes a file that the learner has named, whole or not at all; nil writes none.
	WriteFile func(path string, data []byte) error
	// SystemClipboard writes into the system's clipboard; nil asks the programs that the machine has for that.
	SystemClipboard func(text string) error
	// Multiplexer is what stands between this program and the terminal; "" is nothing.
	Multiplexer Multiplexer
	// NoOSC52 says that the terminal is known to have no sequence for its clipboard.
	NoOSC52 bool
	// StateDir is where progress is kept.
	StateDir string
	// from is where the lessons come from; nil is the course that is built in. Root sets it, --course fills it.
	from *folder
	// noSave is --no-save; nil saves.
	noSave *bool
	// noMotion is --no-motion; nil moves.
	noMotion *bool
	// RuntimeDir holds this user's sockets; where there is no such folder, StateDir does.
	RuntimeDir string
	// TempDir is where serve keeps objects while it runs.
	TempDir string
}

// saves reports whether what the learner does is kept.
func (e Env) saves() bool { return e.noSave == nil || !*e.noSave }

// still reports whether nothing may move by itself.
func (e Env) still() bool { return e.noMotion != nil && *e.noMotion || e.Term == "dumb" }

// interactive reports whether a screen can be drawn and keys can be read.
func (e Env) interactive() bool { return e.InTerminal && e.OutTerminal && e.Term != "dumb" }

func themes() fs.FS { return assets.Themes() }

// theme is the look that was asked for, or the one that fits the terminal as far as it has said so
// without being asked.
func (e Env) theme(name string) (theme.Theme, error) {
	if name == "" {
		name = "dark"
		if e.LightGround {
			name = "light"
		}
		if chosen, ok := e.remembered(); ok {
			name = chosen
		}
		if e.NoColor {
			name = "no-colour"
		}
	}
	if e.NoColor {
		// Bold and underline are no colours: they may stay.
		e.Renderer.SetColorProfile(termenv.ANSI)
	}
	t, err := theme.Load(themes(), name, e.Renderer)
	if err != nil {
		return theme.Theme{}, usageError{err}
	}
	return t, nil
}

// version is what the build knows of itself.
func (e Env) version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown build)"
	}
	return info.Main.Version
}
