package command

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
	"github.com/natefinch/atomic"
)

// Multiplexer is a program between this one and the terminal.
type Multiplexer string

// The multiplexers that take apart what a program writes.
const (
	Tmux      Multiplexer = "tmux"
	GNUScreen Multiplexer = "screen"
)

// copiedFile takes what no clipboard takes, in the state folder.
const copiedFile = "copied.txt"

// longestOSC52 is the longest sequence that terminals are known to take, in bytes of Base64. xterm's own limit is the lowest in
// common use.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
const longestOSC52 = 74_994

// copy puts a text where the learner can paste it: into the terminal's clipboard by an escape sequence, which works over ssh
// too, and into the system's. A terminal never says whether it took the sequence. Where it is known not to, or is behind a
// multiplexer that drops it unless told otherwise, and the system has no clipboard, a file holds the text; where says so.
func (e Env) copy(text string) (where string, err error) {
	system := e.SystemClipboard
	if system == nil {
		system = clipboard.WriteAll
	}
	sure := system(text) == nil
	sent := !e.NoOSC52 && base64.StdEncoding.EncodedLen(len(text)) <= longestOSC52
	if sent {
		if _, err := e.Out.Write([]byte(e.sequence(text))); err != nil {
			return "", err
		}
	}
	if sure || sent && e.Multiplexer == "" {
		return "", nil
	}
	path := filepath.Join(e.StateDir, copiedFile)
	if err := os.MkdirAll(e.StateDir, 0o700); err != nil {
		return "", fmt.Errorf("there is no clipboard here, and no file: %w", err)
	}
	if err := atomic.WriteFile(path, bytes.NewReader([]byte(text))); err != nil {
		return "", fmt.Errorf("there is no clipboard here, and no file: %w", err)
	}
	if sent {
		return "the clipboard, as far as " + string(e.Multiplexer) + " lets it, and to " + path, nil
	}
	return path, nil
}

// sequence is OSC 52. In tmux it goes out twice: as it is, which tmux takes with set-clipboard on, and passed through to the
// terminal, which allow-passthrough permits.
func (e Env) sequence(text string) string {
	plain := osc52.New(text)
	switch e.Multiplexer {
	case Tmux:
		return plain.String() + plain.Tmux().String()
	case GNUScreen:
		return plain.Screen().String()
	}
	return plain.String()
}

// MultiplexerOf tells by the environment which one the program runs in.
func MultiplexerOf(getenv func(string) string) Multiplexer {
	term := getenv("TERM")
	switch {
	case getenv("TMUX") != "", strings.HasPrefix(term, "tmux"):
		return Tmux
	case getenv("STY") != "", strings.HasPrefix(term, "screen"):
		return GNUScreen
	}
	return ""
}

// WithoutOSC52 tells by the environment whether the terminal is one that has no such sequence: the Linux console, Terminal on
// macOS, and those that are made of VTE.
func WithoutOSC52(getenv func(string) string) bool {
	return getenv("TERM") == "linux" || getenv("TERM_PROGRAM") == "Apple_Terminal" || getenv("VTE_VERSION") != ""
}
