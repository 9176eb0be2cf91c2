package command

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/go-json-experiment/json"

	"poolschool/assets"
	"poolschool/lessons/flowchart"
)

// said is what a run of choose left behind.
type said struct {
	out, err string
	shown    bool
	save     func(string) (string, error)
	fault    error
}

func choose(t *testing.T, terminal bool, input string, args ...string) said {
	t.Helper()
	var s said
	var out, errOut strings.Builder
	c := chooser{
		in: strings.NewReader(input), out: &out, prose: &out, err: &errOut, terminal: terminal, charts: assets.Flowchart(),
		show: func(_ context.Context, save func(string) (string, error)) error {
			s.shown, s.save = true, save
			return nil
		},
	}
	cmd := c.command()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(append([]string{}, args...)) // nil would stand for the test's own arguments
	s.fault = cmd.Execute()
	s.out, s.err = out.String(), errOut.String()
	return s
}

func exitCode(err error) int {
	var coded interface{ ExitCode() int }
	switch {
	case err == nil:
		return 0
	case errors.As(err, &coded):
		return coded.ExitCode()
	}
	return 1
}

func TestAnswersDecideWithoutAsking(t *testing.T) {
	s := choose(t, true, "", "--answers", "unsure,customer, sign-in-first ,direct,our-sign-up")
	if s.fault != nil || s.shown || !strings.HasPrefix(s.out, "# Decision: User pool and identity pool together\n") {
		t.Errorf("out = %q, shown = %t, err = %v", s.out, s.shown, s.fault)
	}
}

func TestAnswersAsJSON(t *testing.T) {
	s := choose(t, false, "", "--answers", "both,refine,by-group,enhanced,iam-route", "--json")
	if s.fault != nil {
		t.Fatal(s.fault)
	}
	var d decision
	if err := json.Unmarshal([]byte(s.out), &d, json.RejectUnknownMembers(true)); err != nil {
		t.Fatal(err)
	}
	if got, want := len(d.Path), 5; got != want {
		t.Errorf("steps = %d, want %d", got, want)
	}
	if got, want := d.Outcomes[len(d.Outcomes)-1].ID, "O11"; got != want {
		t.Errorf("choice = %q, want %q", got, want)
	}
	golden.RequireEqual(t, []byte(choose(t, false, "", "--answers", "unsure,machine,on-aws", "--json").out))
}

func TestWrongUseEndsWithTwoAndSaysWhatToDo(t *testing.T) {
	for _, tt := range []struct {
		name string
		args string
		want string
	}{
		{"an unknown answer names the nearest", "--answers unsure,custmer", `no answer "custmer" at Q1 (who calls?): did you mean "customer"? Answers there: employee, customer, machine`},
		{"an open decision names what is missing", "--answers unsure", `the decision is still open at Q1 (who calls?) "Who makes the calls?": add one of employee, customer, machine`},
		{"no answers at all", "--answers=", `the decision is still open at Q0 (users need?) "What do your users need?": add one of app, aws, both, unsure`},
		{"too many answers", "--answers app,x", `answer "x" is one too many: nothing is asked after O1 (user pool)`},
		{"JSON asks nothing", "--json", `--json needs --answers: it prints a decision and asks nothing`},
		{"asking and not asking", "--plain --answers app", `--plain asks and --answers does not: give one of them`},
		{"force alone", "--force", `--force needs --out FILE.md: there is nothing else to replace`},
		{"arguments", "both", `choose takes no arguments, but got "both": give answers as --answers a,b,c`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := choose(t, true, "", strings.Fields(tt.args)...)
			if s.fault == nil || s.fault.Error() != tt.want || exitCode(s.fault) != 2 {
				t.Errorf("err = %v with exit %d, want %q with 2", s.fault, exitCode(s.fault), tt.want)
			}
			if s.out != "" {
				t.Errorf("out = %q, want nothing", s.out)
			}
		})
	}
}

func TestPlainConversation(t *testing.T) {
	s := choose(t, true, "4\n7\ncustomr\nb\nunsure\n2\n2\n1\n1\n1\n2\nenhanced\n2\n\n", "--plain")
	if s.fault != nil {
		t.Fatal(s.fault)
	}
	golden.RequireEqual(t, []byte(s.out))
}

func TestPlainEndsWell(t *testing.T) {
	for _, tt := range []struct {
		name, input string
		code        int
		last        string // the last line of the output
	}{
		{"enter at the card", "3\n\n", 0, "Decided. To see this again: poolschool choose --answers both"},
		{"the end of the input at the card", "3\n", 0, "Decided. To see this again: poolschool choose --answers both"},
		{"q at the card keeps the choice", "1\nq\n", 0, "Decided. To see this again: poolschool choose --answers app"},
		{"q at a question", "4\nq\n", 0, "Left without a choice."},
		{"the end of the input at a question", "4\n", 1, "Your answer:"},
		{"back at the beginning asks again", "b\n1\n\n", 0, "Decided. To see this again: poolschool choose --answers app"},
		{"back from the card", "1\nb\n3\n\n", 0, "Decided. To see this again: poolschool choose --answers both"},
		{"an empty line at a question is asked again", "\n2\n\n", 0, "Decided. To see this again: poolschool choose --answers aws"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := choose(t, false, tt.input)
			lines := strings.Split(strings.TrimSpace(s.out), "\n")
			if got := lines[len(lines)-1]; got != tt.last || exitCode(s.fault) != tt.code {
				t.Errorf("last line = %q, exit %d (%v); want %q, %d", got, exitCode(s.fault), s.fault, tt.last, tt.code)
			}
		})
	}
}

func TestPlainTextHasNoArt(t *testing.T) {
	s := choose(t, false, "3\n\n")
	for _, r := range s.out {
		if r == 0x1b || r >= 0x2500 && r < 0x2600 {
			t.Errorf("the conversation holds %U", r)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestPlainStopsWhenNobodyReads(t *testing.T) {
	chart, err := flowchart.Load(assets.Flowchart(), chartFile)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := choosePlain(strings.NewReader(strings.Repeat("b\n", 10)), brokenPipe{}, chart); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("err = %v, want %v", err, io.ErrClosedPipe)
	}
}

func TestATerminalOpensTheScreen(t *testing.T) {
	if s := choose(t, true, ""); !s.shown || s.save != nil || s.fault != nil {
		t.Errorf("shown = %t, save given = %t, err = %v; want the screen without save", s.shown, s.save != nil, s.fault)
	}
	if s := choose(t, false, "1\n\n"); s.shown {
		t.Error("a screen opens without a terminal")
	}
}

func TestOutWritesTheRecord(t *testing.T) {
	for _, tt := range []struct {
		name  string
		input string
		args  []string
		want  string
	}{
		{"with answers", "", []string{"--answers", "app"}, "# Decision: User pool only\n"},
		{"with answers as JSON", "", []string{"--answers", "app", "--json"}, "# Decision: User pool only\n"},
		{"after a conversation", "3\n\n", []string{"--plain"}, "# Decision: User pool and identity pool together\n"},
		{"not after leaving", "q\n", []string{"--plain"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "d.md")
			s := choose(t, false, tt.input, append(tt.args, "--out", file)...)
			if s.fault != nil {
				t.Fatal(s.fault)
			}
			got, err := os.ReadFile(file)
			if (err == nil) != (tt.want != "") || !strings.HasPrefix(string(got), tt.want) {
				t.Errorf("file = %q, %v; want it to begin with %q", got, err, tt.want)
			}
			if said := s.err != ""; said != (tt.want != "") {
				t.Errorf("standard error = %q", s.err)
			}
		})
	}
}

func TestOutLeavesAFileThatExistsUnlessForced(t *testing.T) {
	file := filepath.Join(t.TempDir(), "d.md")
	if err := os.WriteFile(file, []byte("mine"), 0o640); err != nil {
		t.Fatal(err)
	}
	s := choose(t, false, "", "--answers", "app", "--out", file)
	if s.fault == nil || !strings.Contains(s.fault.Error(), "exists already") || exitCode(s.fault) != 1 || s.out != "" {
		t.Errorf("err = %v, out = %q; want a refusal and no output", s.fault, s.out)
	}
	if got, _ := os.ReadFile(file); string(got) != "mine" {
		t.Errorf("file = %q, want it unchanged", got)
	}
	if s := choose(t, false, "", "--answers", "app", "--out", file, "--force"); s.fault != nil {
		t.Fatal(s.fault)
	}
	if got, _ := os.ReadFile(file); !strings.HasPrefix(string(got), "# Decision") {
		t.Errorf("file = %q, want the record", got)
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("entries = %v, %v; want the record only", entries, err)
	}
}

func TestOutIntoNoFolderSaysSo(t *testing.T) {
	s := choose(t, false, "", "--answers", "app", "--out", filepath.Join(t.TempDir(), "none", "d.md"))
	if s.fault == nil || !strings.HasPrefix(s.fault.Error(), "the record was not written: ") {
		t.Errorf("err = %v, want that nothing was written", s.fault)
	}
}

func TestOutIsNoFolder(t *testing.T) {
	dir := t.TempDir()
	for _, force := range []bool{false, true} {
		if err := writeRecord(dir, "mine", force); err == nil || err.Error() != dir+" is a folder: name a file in it" {
			t.Errorf("force %t: got %v, want that it is a folder", force, err)
		}
	}
}

func TestTheScreensRecordCanBeWrittenTwice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "d.md")
	s := choose(t, true, "", "--out", file)
	for _, record := range []string{"first", "second"} {
		if _, err := s.save(record); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(file); string(got) != record {
			t.Errorf("file = %q, want %q", got, record)
		}
	}
	if _, err := choose(t, true, "", "--out", file).save("third"); err == nil {
		t.Error("another sitting replaces the record without --force")
	}
}
