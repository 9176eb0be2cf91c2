//go:build unix

package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stateWith is a state folder in which the progress file holds a text.
func stateWith(t *testing.T, text string) (setting, file string) {
	t.Helper()
	folder := t.TempDir()
	file = filepath.Join(folder, "poolschool", progressFile)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return "XDG_STATE_HOME=" + folder, file
}

func TestAProgressFileThatCannotBeReadIsSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"is damaged in line 1":           "this is something else\n",
		"is damaged in line 2":           "{\"poolschool\":1}\n{\"at\":\n",
		"was written by a newer poolsch": "{\"poolschool\":99}\n{\"strange\":true}\n",
	} {
		t.Run(name, func(t *testing.T) {
			setting, file := stateWith(t, text)
			w := openWindow(t, 100, 30, []string{setting})
			w.shows("Two AWS services") // the notice may hold other words of the welcome
			w.press(enter)
			w.shows("Sign in as ana") // it works, and begins anew
			w.press(ctrlC)
			w.leaves(Done)
			w.saysOnce("poolschool: the file of your progress " + name)
			if kept, err := os.ReadFile(file + ".aside-1"); err != nil || string(kept) != text {
				t.Errorf("kept: got %q, %v, want %q", kept, err, text)
			}
		})
	}
}

func TestWithoutAStateFolderTheProgramWorks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// Nothing can be made inside a file: this holds for root too, for whom no folder is read-only.
	w := openWindow(t, 120, 30, []string{"XDG_STATE_HOME=" + file})
	w.shows("Two AWS services") // the notice may hold other words of the welcome
	w.press(enter)
	w.shows("Sign in as ana")
	w.press(ctrlC)
	w.leaves(Done)
	w.saysOnce("poolschool: your progress will not be kept")
}

// saysOnce checks that a line stands on the terminal now that the program is left.
func (w *window) saysOnce(text string) {
	w.t.Helper()
	during, after, left := strings.Cut(string(w.raw), "\x1b[?1049l")
	if n, early := strings.Count(after, text), strings.Count(during, text); !left || n != 1 || early != 0 {
		w.t.Errorf("%q was said %d times before the end and %d times after, want once after: %q", text, early, n, after)
	}
}
