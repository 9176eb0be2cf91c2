package command

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// lessonOn opens a lesson as the program does, without colours, at a fixed hour and with luck that repeats.
func lessonOn(t *testing.T, id string, width, height int) tea.Model {
	t.Helper()
	env, _, _ := testEnv()
	env.StateDir = t.TempDir()
	s, notice, err := env.school(screen.Env{Theme: theme.Plain()})
	if err != nil || notice != "" {
		t.Fatal(notice, err)
	}
	first, err := s.lesson(id, "")
	if err != nil {
		t.Fatal(err)
	}
	return tuitest.Start(t, tui.New(s.look, s.home(), first), width, height)
}

// until presses enter until a text is on the screen.
func until(t *testing.T, m tea.Model, text string) tea.Model {
	t.Helper()
	const most = 60
	for range most {
		if strings.Contains(m.View(), text) {
			return m
		}
		m = tuitest.Press(t, m, "enter")
	}
	t.Fatalf("%q did not come up; the screen shows:\n%s", text, m.View())
	return nil
}

// frame is a screen as the README shows it: without the blanks at the ends of lines.
func frame(m tea.Model) string {
	var lines []string
	for line := range strings.Lines(m.View()) {
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	return strings.Join(lines, "\n")
}

// picture is the frame that the README opens with: the trade, and why the identity pool agreed to it.
func picture(t *testing.T) string {
	m := lessonOn(t, "photo-upload", 112, 37)
	m = until(t, m, "The role PhotoUser has a")
	m = tuitest.Press(t, m, "down")
	return frame(until(t, m, "Select the call to STS"))
}

// cast is the photo upload in a few frames, on a terminal of 80x24.
func cast(t *testing.T) []string {
	m := until(t, lessonOn(t, "photo-upload", 80, 24), "POST /login")
	frames := []string{frame(m)}
	for _, text := range []string{"GetCredentialsForIdentity  role", "It is there: look"} {
		m = until(t, m, text)
		frames = append(frames, frame(m))
	}
	m = tuitest.Press(t, until(t, m, "Your turn"), "esc", "right")
	for _, text := range []string{"403 AccessDenied", "✗ ● credentials"} {
		m = until(t, m, text)
		frames = append(frames, frame(m))
	}
	return frames
}

// shownFrames are the README's blocks of screens, in their order.
var shownFrames = regexp.MustCompile("(?s)```text\n(.*?)\n```")

// TestReadmeShowsTheRealScreen compares the README's screens with the program's; -update writes them anew.
func TestReadmeShowsTheRealScreen(t *testing.T) {
	const path = "../../README.md"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := append([]string{picture(t)}, cast(t)...)
	shown := shownFrames.FindAllSubmatch(readme, -1)
	if len(shown) != len(want) {
		t.Fatalf("README.md shows %d screens, want %d", len(shown), len(want))
	}
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		n := -1
		fresh := shownFrames.ReplaceAllFunc(readme, func([]byte) []byte { n++; return []byte("```text\n" + want[n] + "\n```") })
		if err := os.WriteFile(path, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, s := range shown {
		if string(s[1]) != want[i] {
			t.Errorf("screen %d in README.md is not what the program shows now; it should be:\n%s", i+1, want[i])
		}
	}
}
