package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"go.yaml.in/yaml/v3"
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

// release is how a release is built. https://goreleaser.com/customization/build/
type release struct {
	Builds []struct {
		Env, Flags, Tags, Gcflags, Ldflags []string
	}
}

// arguments are those of go build.
func (r release) arguments() []string {
	b := r.Builds[0]
	args := append([]string{"build"}, b.Flags...)
	args = append(args, "-tags="+strings.Join(b.Tags, ","), "-ldflags="+strings.Join(b.Ldflags, " "))
	for _, f := range b.Gcflags {
		args = append(args, "-gcflags="+f)
	}
	return args
}

// BenchmarkBinary reports the size of the stripped program, as it is released, and as go build makes it. The budget is 25 MiB.
func BenchmarkBinary(b *testing.B) {
	text, err := os.ReadFile("../../.goreleaser.yaml")
	if err != nil {
		b.Fatal(err)
	}
	var r release
	if err := yaml.Unmarshal(text, &r); err != nil || len(r.Builds) != 1 {
		b.Fatalf("%d builds in .goreleaser.yaml, want one (%v)", len(r.Builds), err)
	}
	released := filepath.Join(b.TempDir(), "poolschool")
	build := exec.Command("go", append(r.arguments(), "-o", released, "poolschool")...)
	build.Env = append(os.Environ(), r.Builds[0].Env...)
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	size := func(path string) float64 {
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		return float64(info.Size()) / (1 << 20)
	}
	plain := built(b, "poolschool")
	for b.Loop() {
		b.ReportMetric(size(released), "MiB")
		b.ReportMetric(size(plain), "plain-MiB")
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
