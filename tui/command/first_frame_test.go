package command

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// onTerminal starts a program in a pseudo-terminal of 120x40 and returns when the text is there, with
// everything that was written until then. A terminal that answers is a real one; one that does not stays silent
// when the program asks it something.
func onTerminal(tb testing.TB, program, text string, answers bool) (time.Duration, []byte) {
	tb.Helper()
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "NO_COLOR=", "CI=", "XDG_STATE_HOME="+tb.TempDir())
	began := time.Now()
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 120, Rows: 40})
	if err != nil {
		tb.Skipf("no pseudo-terminal here: %v", err)
	}
	defer func() {
		_ = cmd.Process.Kill() // it has shown what it should
		_ = cmd.Wait()
		_ = terminal.Close()
	}()
	var seen []byte
	buffer := make([]byte, 64<<10)
	for {
		n, err := terminal.Read(buffer)
		if err != nil {
			tb.Fatalf("%s ended before it showed %q: %v\n%q", program, text, err, seen)
		}
		seen = append(seen, buffer[:n]...)
		if answers && bytes.Contains(buffer[:n], []byte("\x1b]11;?")) {
			if _, err := terminal.WriteString("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[1;1R"); err != nil {
				tb.Fatal(err)
			}
		}
		if bytes.Contains(seen, []byte(text)) {
			return time.Since(began), seen
		}
	}
}

// welcome is a word of the first frame.
const welcome = "begins"

func TestFirstFrameAsksTheTerminalNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no pseudo-terminal of this kind on Windows")
	}
	_, seen := onTerminal(t, built(t, "poolschool"), welcome, false)
	for _, question := range []string{"\x1b]11;?", "\x1b[6n", "\x1b[c"} {
		if bytes.Contains(seen, []byte(question)) {
			t.Errorf("the terminal was asked %q", question)
		}
	}
}

// BenchmarkFirstFrame reports the median time to the first frame beside that of the smallest Bubble Tea program in the
// same run, on a terminal that answers; and on one that stays silent. Budgets: 1.3 times, and 100 ms.
func BenchmarkFirstFrame(b *testing.B) {
	ours, minimal := built(b, "poolschool"), built(b, "./testdata/minimal")
	median := func(program, text string, answers bool) float64 {
		var times []time.Duration
		for range 15 {
			d, _ := onTerminal(b, program, text, answers)
			times = append(times, d)
		}
		slices.Sort(times)
		return float64(times[len(times)/2].Microseconds()) / 1000
	}
	for b.Loop() {
		least := median(minimal, "ready", true)
		mine := median(ours, welcome, true)
		b.ReportMetric(least, "minimal-ms")
		b.ReportMetric(mine, "ms")
		b.ReportMetric(mine/least, "times-minimal")
		b.ReportMetric(median(ours, welcome, false), "silent-ms")
	}
}

// BenchmarkBinary reports the size of the stripped program.
func BenchmarkBinary(b *testing.B) {
	info, err := os.Stat(built(b, "poolschool"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.ReportMetric(float64(info.Size())/(1<<20), "MiB")
	}
}

func TestWidthLibraryIsOneThatStartsFast(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "github.com/mattn/go-runewidth").Output()
	if err != nil {
		t.Skipf("no go command here: %v", err)
	}
	// These two build a table of 2 MB before main begins.
	for _, slow := range []string{"v0.0.26", "v0.0.27"} {
		if strings.Contains(string(out), slow) {
			t.Errorf("%s costs 19 ms of every start", strings.TrimSpace(string(out)))
		}
	}
}
