//go:build unix

package command

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// patience is how long a program may take for what it is asked before a test gives up on it. It bounds a hang and asserts no speed.
const patience = time.Minute

// gone is written to the terminal after the program has ended, so that the reader knows where its output stops.
const gone = "\x00gone\x00"

// window is a terminal with the built program in it: a pseudo-terminal of the system's, read by an emulator.
type window struct {
	t        *testing.T
	cmd      *exec.Cmd
	keyboard *os.File // the terminal's end
	line     *os.File // the program's end; the test holds it open to see in what state it is left
	before   *term.State
	screen   vt10x.Terminal
	raw      []byte // everything that the program wrote
	output   chan []byte
	ended    chan error
}

// openWindow starts the program in a terminal of width x height. more are settings of its environment.
func openWindow(t *testing.T, width, height int, more []string, args ...string) *window {
	t.Helper()
	return openCommand(t, width, height, more, exec.Command(built(t, "poolschool"), args...))
}

// openCommand starts a command that runs the program.
func openCommand(t *testing.T, width, height int, more []string, cmd *exec.Cmd) *window {
	t.Helper()
	keyboard, line, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	w := &window{t: t, keyboard: keyboard, line: line, output: make(chan []byte), ended: make(chan error, 1)}
	w.screen = vt10x.New(vt10x.WithSize(width, height), vt10x.WithWriter(keyboard))
	w.size(width, height)
	if w.before, err = term.GetState(line.Fd()); err != nil {
		t.Fatal(err)
	}
	w.cmd = cmd
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = line, line, line
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	w.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "COLORFGBG=", "CI=", "XDG_STATE_HOME="+t.TempDir())
	w.cmd.Env = append(w.cmd.Env, more...)
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		err := w.cmd.Wait()
		_, _ = line.WriteString(gone) // a terminal that is closed already has nobody waiting
		w.ended <- err
	}()
	go w.listen()
	t.Cleanup(func() {
		_ = w.cmd.Process.Kill() // it has ended, unless the test failed
		for range w.output {     // until the mark that it is gone
		}
		_ = line.Close()
		_ = keyboard.Close()
	})
	return w
}

// listen hands on what the program writes, up to the mark. A read cannot have a deadline here: setting the size of a
// pseudo-terminal makes its reads block.
func (w *window) listen() {
	defer close(w.output)
	var tail []byte
	for !bytes.Contains(tail, []byte(gone)) {
		buffer := make([]byte, 32<<10)
		n, err := w.keyboard.Read(buffer)
		if err != nil {
			return
		}
		w.output <- buffer[:n]
		tail = append(tail[max(0, len(tail)-len(gone)):], buffer[:n]...)
	}
}

// read takes the next piece of output; false after the program's end. A program that shows a clock never falls silent,
// so it is the caller who is patient, not each read.
func (w *window) read(patient <-chan time.Time) bool {
	w.t.Helper()
	select {
	case piece, more := <-w.output:
		w.raw = append(w.raw, piece...)
		if _, err := w.screen.Write(piece); err != nil {
			w.t.Fatal(err)
		}
		return more
	case <-patient:
		w.t.Fatalf("no more patience:\n%s\n%q", w.text(), w.tail())
		return false
	}
}

// size sets the terminal's size; the system tells the program.
func (w *window) size(width, height int) {
	w.t.Helper()
	if err := pty.Setsize(w.keyboard, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		w.t.Fatal(err)
	}
	w.screen.Resize(width, height)
}

// press types keys, as a terminal sends them.
func (w *window) press(keys string) {
	w.t.Helper()
	if _, err := w.keyboard.WriteString(keys); err != nil {
		w.t.Fatal(err)
	}
}

// until reads what the program writes until that is enough.
func (w *window) until(what string, enough func() bool) {
	w.t.Helper()
	patient := time.After(patience)
	for !enough() {
		if !w.read(patient) {
			w.t.Fatalf("the program ended before it showed %s:\n%s\n%q", what, w.text(), w.tail())
		}
	}
}

// shows waits for a text on the screen.
func (w *window) shows(text string) {
	w.t.Helper()
	w.until(text, func() bool { return strings.Contains(w.text(), text) })
}

// text is what stands on the screen.
func (w *window) text() string { return w.screen.String() }

func (w *window) tail() []byte { return w.raw[max(0, len(w.raw)-500):] }

// privateMode is a setting of the terminal, switched on (h) or off (l).
var privateMode = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// leaves waits for the end of the program, and checks that everything is as it was before: the screen, the cursor, the
// mouse, the paste mode, the line's own settings (echo among them).
func (w *window) leaves(code int) {
	w.t.Helper()
	for patient := time.After(patience); w.read(patient); {
	}
	err := <-w.ended
	if got := w.cmd.ProcessState.ExitCode(); got != code {
		w.t.Errorf("exit code: got %d (%v), want %d\n%s", got, err, code, w.tail())
	}
	modes := map[string]string{}
	for _, found := range privateMode.FindAllSubmatch(w.raw, -1) {
		for mode := range strings.SplitSeq(string(found[1]), ";") {
			modes[mode] = string(found[2])
		}
	}
	for mode, state := range modes {
		// 25 is the cursor: the only one that is on by itself. 1049 is the second screen, 1000 to 1006 the mouse, 2004 paste.
		if want := map[bool]string{true: "h", false: "l"}[mode == "25"]; state != want {
			w.t.Errorf("mode %s was left %q, want %q", mode, state, want)
		}
	}
	after, err := term.GetState(w.line.Fd())
	if err != nil {
		w.t.Fatal(err)
	}
	if *after != *w.before {
		w.t.Errorf("the line: got %+v, want %+v as before", *after, *w.before)
	}
}

const (
	enter = "\r"
	esc   = "\x1b"
	ctrlC = "\x03"
)

func TestTheProgramInATerminal(t *testing.T) {
	w := openWindow(t, 120, 40, nil)
	w.shows(welcome)
	w.press(enter)
	w.shows("Two pools, two questions")
	w.shows("Sign in as ana")
	w.press(enter) // send the form
	w.shows("What comes back?")
	w.press(enter) // answer
	w.press(enter)
	w.shows("InitiateAuth")
	w.size(80, 24)
	w.until("a frame of 80x24", func() bool {
		return strings.Contains(w.text(), "InitiateAuth") && widest(w.text()) <= 80
	})
	w.size(50, 12)
	w.shows("needs a little more room")
	w.size(120, 40)
	w.shows("InitiateAuth")
	w.press(ctrlC)
	w.leaves(Done)
}

func widest(text string) int {
	most := 0
	for line := range strings.Lines(text) {
		most = max(most, len([]rune(strings.TrimRight(line, " \n"))))
	}
	return most
}

func TestTheProgramRemembersWhereTheLearnerWas(t *testing.T) {
	state := "XDG_STATE_HOME=" + t.TempDir()
	w := openWindow(t, 100, 30, []string{state}, "learn", "two-pools")
	w.shows("Sign in as ana")
	w.press(ctrlC)
	w.leaves(Done)
	w = openWindow(t, 100, 30, []string{state})
	w.shows("Continue: Two pools")
	w.press("q")
	w.leaves(Done)
}

// moment is when somebody may want out: what is shown first, what is pressed, and what is shown then.
type moment struct {
	name  string
	args  []string
	first string
	press []string
	shows string
}

// reached is a window at that moment. The earliest is when the program has taken the terminal: before that there is
// nothing to give back.
func (m moment) reached(t *testing.T) *window {
	t.Helper()
	w := openWindow(t, 120, 40, nil, m.args...)
	w.until("the second screen", func() bool { return bytes.Contains(w.raw, []byte("\x1b[?1049h")) })
	w.shows(m.first)
	for _, keys := range m.press {
		w.press(keys)
	}
	w.shows(m.shows)
	return w
}

var moments = []moment{
	{"at once", nil, "", nil, ""},
	{"on the welcome", nil, "", nil, welcome},
	{"while a lesson opens", nil, welcome, []string{enter}, ""},
	{"in a form", []string{"learn", "two-pools"}, "", nil, "Sign in as ana"},
	{"in the help", []string{"learn", "two-pools"}, "Sign in as ana", []string{"\x1bOP"}, "type to find"},
	{"in the flowchart", []string{"choose"}, "", nil, "What do your users need?"},
}

func TestASignalLeavesTheTerminalAsItWas(t *testing.T) {
	for _, m := range moments {
		for _, signal := range []os.Signal{syscall.SIGTERM, os.Interrupt} {
			t.Run(m.name+" "+signal.String(), func(t *testing.T) {
				w := m.reached(t)
				if err := w.cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				w.leaves(Failed)
			})
		}
	}
}

func TestCtrlCLeavesTheTerminalAsItWas(t *testing.T) {
	for _, m := range moments {
		t.Run(m.name, func(t *testing.T) {
			w := m.reached(t)
			w.press(ctrlC)
			w.leaves(Done)
		})
	}
}

// colour is a foreground or background that a program asks for; bold, underline and the like are none.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9]*;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m`)

func TestNoColorMeansNone(t *testing.T) {
	for name, want := range map[string]bool{"NO_COLOR=1": false, "NO_COLOR=": true} {
		w := openWindow(t, 120, 40, []string{name}, "learn", "two-pools")
		w.shows("Sign in as ana")
		w.press(enter)
		w.shows("What comes back?")
		w.press(ctrlC)
		w.leaves(Done)
		if got := colour.Match(w.raw); got != want {
			t.Errorf("%s: colours: got %t, want %t", name, got, want)
		}
	}
}

func TestTheMouseIsLeftToTheTerminalWhenAsked(t *testing.T) {
	w := openWindow(t, 120, 40, nil, "--no-mouse")
	w.shows(welcome)
	w.press(ctrlC)
	w.leaves(Done)
	if bytes.Contains(w.raw, []byte("\x1b[?1002h")) || bytes.Contains(w.raw, []byte("\x1b[?1000h")) {
		t.Error("the mouse was taken")
	}
}
