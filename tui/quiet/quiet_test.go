package quiet_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
	"github.com/muesli/termenv"

	"poolschool/tui/quiet"
)

// childMode makes the test binary play a program that was linked with Bubble Tea and quiet.
const childMode = "POOLSCHOOL_QUIET_CHILD"

func TestMain(m *testing.M) {
	mode := os.Getenv(childMode)
	if mode == "" {
		os.Exit(m.Run())
	}
	if err := quiet.Restore(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if mode == "asks" {
		termenv.NewOutput(os.Stdout).BackgroundColor()
	}
	// Naming a Bubble Tea value keeps the package, and its init, in the binary.
	term, ok := os.LookupEnv("TERM")
	fmt.Printf("TERM=%s %t %T\n", term, ok, tea.Quit())
	os.Exit(0)
}

// run plays the child on a pty and returns all it wrote. The terminal answers a question, if one is asked, at once.
func run(t *testing.T, mode string, env ...string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a pty")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(env, childMode+"="+mode)
	f, err := pty.Start(cmd)
	if err != nil {
		t.Skipf("no pty here: %v", err)
	}
	defer f.Close()
	var out bytes.Buffer
	answered := false
	buf := make([]byte, 4096)
	for {
		n, err := f.Read(buf)
		out.Write(buf[:n])
		if !answered && strings.Contains(out.String(), "\x1b]11;?") {
			answered = true
			if _, err := io.WriteString(f, "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[1;1R"); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil {
			break // a pty whose child has ended reads as an error on Linux
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("child: %v, wrote %q", err, out.String())
	}
	return out.String()
}

func TestNothingIsAskedWhilePackagesAreInitialised(t *testing.T) {
	out := run(t, "silent", "TERM=xterm-256color")
	if strings.Contains(out, "\x1b") {
		t.Errorf("the terminal was written to before main: %q", out)
	}
	if !strings.Contains(out, "TERM=xterm-256color") {
		t.Errorf("TERM not restored: %q", out)
	}
}

func TestAQuestionAfterRestoreIsSeen(t *testing.T) {
	out := run(t, "asks", "TERM=xterm-256color")
	if !strings.Contains(out, "\x1b]11;?") {
		t.Errorf("got %q, want the question for the background colour; the silent test proves nothing", out)
	}
}

func TestAnAbsentTermStaysAbsent(t *testing.T) {
	out := run(t, "silent")
	if strings.Contains(out, "\x1b") {
		t.Errorf("the terminal was written to before main: %q", out)
	}
	if !strings.Contains(out, "TERM= false ") {
		t.Errorf("got %q, want TERM unset", out)
	}
}
