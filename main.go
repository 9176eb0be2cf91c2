// Command poolschool ends the confusion between Amazon Cognito's user pools and identity
// pools: its lessons run every step against a simulated AWS account inside the process.
package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"
	"github.com/natefinch/atomic"

	"poolschool/sim/chance"
	"poolschool/sim/keyring"
	"poolschool/tui/command"
	"poolschool/tui/quiet"
)

func main() { os.Exit(run()) }

func run() int {
	// TERM was hidden while packages were initialised, so that none of them asked the terminal.
	if err := quiet.Restore(); err != nil {
		_, _ = os.Stderr.WriteString("poolschool: " + err.Error() + "\n")
		return command.Failed
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return command.Run(ctx, environment())
}

// environment gathers what the program takes from the machine; everything below is handed it.
func environment() command.Env {
	return command.Env{
		Args: os.Args[1:],
		In:   os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  term.IsTerminal(os.Stdin.Fd()),
		OutTerminal: term.IsTerminal(os.Stdout.Fd()),
		ErrTerminal: term.IsTerminal(os.Stderr.Fd()),
		Columns:     columns(),
		Term:        os.Getenv("TERM"),
		NoColor:     os.Getenv("NO_COLOR") != "", // https://no-color.org
		Renderer:    lipgloss.NewRenderer(os.Stdout),
		LightGround: lightGround(os.Getenv("COLORFGBG")),
		Now:         time.Now,
		Wait:        wait,
		Chance:      chance.Crypto(),
		Keys:        &keyring.Ring{},
		Open:        func(path string) (io.ReadCloser, error) { return os.Open(path) },
		WriteFile:   func(path string, data []byte) error { return atomic.WriteFile(path, bytes.NewReader(data)) },
		Multiplexer: command.MultiplexerOf(os.Getenv),
		NoOSC52:     command.WithoutOSC52(os.Getenv),
		StateDir:    filepath.Join(xdg.StateHome, "poolschool"),
		RuntimeDir:  xdg.RuntimeDir,
		TempDir:     os.TempDir(),
	}
}

// columns is how wide the terminal is; 0 where there is none.
func columns() int {
	width, _, err := term.GetSize(os.Stdout.Fd())
	if err != nil {
		return 0
	}
	return width
}

// lightGround reads "foreground;background" as some terminals set it: background 7 and 15 are
// the light ones.
func lightGround(colours string) bool {
	ground := colours[strings.LastIndex(colours, ";")+1:]
	return ground == "7" || ground == "15"
}

// wait lets a time go by, unless the context ends first.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
