package command

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"poolschool/lessons/progress"
)

// learnt is a state folder of somebody who has read a page and answered two questions, four days before the hour of the tests.
func learnt(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	at := time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC)
	err := progress.NewFile(filepath.Join(dir, progressFile)).Append(
		progress.Event{At: at, Kind: progress.Opened, Lesson: "two-pools", Page: "sign-in"},
		progress.Event{At: at, Kind: progress.Answered, Lesson: "two-pools", Page: "own-words", Block: "user-pool-is-for", Right: true},
		progress.Event{At: at, Kind: progress.Answered, Lesson: "two-pools", Page: "own-words", Block: "identity-pool-is-for", Chosen: 1},
	)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func events(t *testing.T, dir string) int {
	t.Helper()
	all, err := progress.NewFile(filepath.Join(dir, progressFile)).Load()
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestProgressCommand(t *testing.T) {
	exported := filepath.Join(t.TempDir(), "mine.jsonl")
	for _, tt := range []struct {
		name      string
		args      []string
		in        string
		code      int
		out, says string
		events    int // afterwards
	}{
		{"shown", []string{"progress"}, "", Done, "1 of 2 answers right", "", 3},
		{"by idea", []string{"progress"}, "", Done, "which pool 1/2", "", 3},
		{"with what is due", []string{"progress"}, "", Done, "2 questions due", "", 3},
		{"as JSON", []string{"progress", "--json"}, "", Done, `"pagesSeen": 1`, "", 3},
		{"exported", []string{"progress", "export", exported}, "", Done, "", "Wrote 3 events", 3},
		{"not over a file that exists", []string{"progress", "export", exported}, "", Failed, "", "--force", 3},
		{"over it with force", []string{"progress", "export", exported, "--force"}, "", Done, "", "Wrote", 3},
		{"to standard output", []string{"progress", "export", "-"}, "", Done, `"lesson":"two-pools"`, "", 3},
		{"imported where it is already", []string{"progress", "import", exported}, "", Done, "", "Added 0 events; 3 were here already", 3},
		{"imported from standard input", []string{"progress", "import", "-"}, "{\"poolschool\":1}\n{\"at\":\"2026-01-02T10:00:00Z\",\"kind\":\"opened\",\"lesson\":\"trade\",\"page\":\"bring\",\"chosen\":0,\"right\":false}\n", Done, "", "Added 1 event", 4},
		{"something else", []string{"progress", "import", "-"}, "hello\n", Failed, "", "damaged in line 1", 3},
		{"reset, but not sure", []string{"progress", "reset"}, "no\n", Failed, "", "nothing was reset", 3},
		{"reset without an answer", []string{"progress", "reset"}, "", Failed, "", "nothing was reset", 3},
		{"reset", []string{"progress", "reset"}, "yes\n", Done, "", "is kept as", 0},
		{"reset without being asked", []string{"progress", "reset", "--yes"}, "", Done, "", "is kept as", 0},
		{"a typing error", []string{"progress", "rest"}, "", Misuse, "", `did you mean "reset"?`, 3},
		{"no file", []string{"progress", "import"}, "", Misuse, "", "needs one file", 3},
	} {
		env, out, problems := testEnv(tt.args...)
		env.In, env.StateDir = strings.NewReader(tt.in), learnt(t)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
		if n := events(t, env.StateDir); n != tt.events {
			t.Errorf("%s: %d events afterwards, want %d", tt.name, n, tt.events)
		}
	}
}

func TestProgressSaysThatADamagedFileWasSetAside(t *testing.T) {
	env, _, problems := testEnv("progress")
	env.StateDir = t.TempDir()
	if err := os.WriteFile(filepath.Join(env.StateDir, progressFile), []byte("hello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := Run(context.Background(), env); code != Done || !strings.Contains(problems.String(), "is damaged in line 1") {
		t.Errorf("exit code %d, errors %q", code, problems)
	}
}

func TestALessonWithoutAScreenIsKept(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		kept bool
	}{
		{"kept", []string{"learn", "010", "--plain"}, true},
		{"not kept when asked", []string{"learn", "010", "--plain", "--no-save"}, false},
	} {
		env, _, problems := testEnv(tt.args...)
		env.In, env.StateDir = strings.NewReader("\n\n1\n\nquit\n"), t.TempDir()
		if code := Run(context.Background(), env); code != Done {
			t.Fatalf("%s: exit code %d, errors %q", tt.name, code, problems)
		}
		if n := events(t, env.StateDir); (n >= 3) != tt.kept {
			t.Errorf("%s: %d events, want the page, the answer and the call: %v", tt.name, n, tt.kept)
		}
	}
}

func TestReviewCommand(t *testing.T) {
	for _, tt := range []struct {
		name      string
		args      []string
		in        string
		code      int
		out, says string
		events    int
	}{
		{"both questions", []string{"review", "--plain"}, "1\n1\n", Done, "of 2 right. 0 more due.", "", 5},
		{"one of them", []string{"review", "--most", "1"}, "1\n", Done, "1 more due.", "", 4},
		{"wrong ones come first", []string{"review"}, "quit\n", Done, "Question 1 of 2, about which pool", "", 3},
		{"nothing is kept", []string{"review", "--no-save"}, "1\n1\n", Done, "0 more due", "", 3},
		{"an argument", []string{"review", "tokens"}, "", Misuse, "", "takes no arguments", 3},
		{"no number of questions", []string{"review", "--most", "0"}, "", Misuse, "", "asks nothing", 3},
	} {
		env, out, problems := testEnv(tt.args...)
		env.In, env.StateDir = strings.NewReader(tt.in), learnt(t)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
		if n := events(t, env.StateDir); n != tt.events {
			t.Errorf("%s: %d events afterwards, want %d", tt.name, n, tt.events)
		}
	}
	env, out, _ := testEnv("review")
	env.StateDir = t.TempDir()
	if code := Run(context.Background(), env); code != Done || !strings.Contains(out.String(), "Nothing is due") {
		t.Errorf("for somebody new: exit code %d, output %q", code, out)
	}
}

func TestWhatWasNotedIsSavedWhenTheProgramEnds(t *testing.T) {
	env, _, _ := testEnv()
	env.StateDir = t.TempDir()
	n, _ := env.openNotebook(true)
	first := n.note(progress.Event{Kind: progress.Opened, Lesson: "two-pools"})
	n.note(progress.Event{Kind: progress.Opened, Lesson: "trade"}) // the program ends before its command runs
	if err := first(); err != nil {
		t.Fatal(err)
	}
	if err := n.save(); err != nil {
		t.Fatal(err)
	}
	if got := events(t, env.StateDir); got != 2 {
		t.Errorf("%d events are kept, want both, once", got)
	}
}

// full is a store without room until there is.
type full struct {
	progress.Memory
	room bool
}

func (f *full) Append(events ...progress.Event) error {
	if !f.room {
		return errors.New("the disk is full")
	}
	return f.Memory.Append(events...)
}

func TestWhatCouldNotBeSavedIsSaidOnceAndTriedAgain(t *testing.T) {
	env, _, _ := testEnv()
	disk := &full{}
	n := &notebook{now: env.Now, store: disk}
	if err := n.note(progress.Event{Kind: progress.Opened, Lesson: "two-pools"})(); err == nil {
		t.Error("nobody says that the disk is full")
	}
	if err := n.note(progress.Event{Kind: progress.Opened, Lesson: "trade"})(); err != nil {
		t.Errorf("it is said again: %v", err)
	}
	disk.room = true
	if err := n.save(); err != nil {
		t.Fatal(err)
	}
	kept, err := disk.Load()
	if err != nil || len(kept) != 2 || kept[0].Lesson != "two-pools" {
		t.Errorf("kept %v (%v), want both in their order", kept, err)
	}
}

func TestNoSaveKeepsNothingAndKnowsWhatWas(t *testing.T) {
	env, _, _ := testEnv()
	env.StateDir = learnt(t)
	n, notice := env.openNotebook(false)
	if !n.progress().Started() || notice != "" {
		t.Errorf("what was is forgotten (%q)", notice)
	}
	if err := n.note(progress.Event{Kind: progress.Opened, Lesson: "trade"})(); err != nil {
		t.Fatal(err)
	}
	if got := events(t, env.StateDir); got != 3 {
		t.Errorf("%d events are kept, want the 3 of before", got)
	}
}
