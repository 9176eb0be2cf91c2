package progress

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAnExportedFileIsImportedWhole(t *testing.T) {
	events := []Event{
		{At: at, Kind: Opened, Lesson: "l", Page: "p"},
		{At: at.Add(time.Second), Kind: Answered, Lesson: "l", Page: "p", Block: "q", Chosen: 1, Right: true},
	}
	data, err := Export(events)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Import(data)
	if err != nil || len(got) != 2 || len(Missing(events, got)) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
	zone := events[0]
	zone.At = zone.At.In(time.FixedZone("there", 3600))
	later := Event{At: at.Add(time.Hour), Kind: Opened, Lesson: "m"}
	if more := Missing(events, []Event{zone, later, later}); len(more) != 1 || more[0].Lesson != "m" {
		t.Errorf("missing are %v, want the later one once", more)
	}
}

func TestWhatIsNoExportIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "is empty",
		"hello\n":                 "damaged in line 1",
		"{\"poolschool\":9}\n":    "newer poolschool",
		"{\"poolschool\":1}\nx\n": "damaged in line 2",
	} {
		if _, err := Import([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestResetKeepsTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "progress.jsonl")
	f := NewFile(path)
	if kept, err := f.Reset(); kept != "" || err != nil {
		t.Errorf("without a file: %q, %v", kept, err)
	}
	if err := f.Append(Event{At: at, Kind: Opened, Lesson: "l"}); err != nil {
		t.Fatal(err)
	}
	kept, err := f.Reset()
	if err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(kept); err != nil || !strings.Contains(string(data), `"lesson":"l"`) {
		t.Errorf("kept %q: %s, %v", kept, data, err)
	}
	if events, err := f.Load(); err != nil || len(events) != 0 {
		t.Errorf("afterwards there are %d events, %v", len(events), err)
	}
}

func TestOlderEventsThatComeLaterDoNotWin(t *testing.T) {
	p := Of([]Event{
		{At: at.Add(time.Hour), Kind: Opened, Lesson: "new", Page: "p"},
		{At: at, Kind: Opened, Lesson: "old", Page: "p"},
	})
	if lesson, _ := p.Place(); lesson != "new" {
		t.Errorf("the learner was last at %s", lesson)
	}
}
