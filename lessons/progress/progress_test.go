package progress

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var at = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func TestProgress(t *testing.T) {
	p := Of([]Event{
		{At: at, Kind: Opened, Lesson: "two-pools", Page: "sign-in"},
		{At: at, Kind: Answered, Lesson: "two-pools", Page: "sign-in", Block: "q", Chosen: 2},
		{At: at, Kind: Finished, Lesson: "two-pools"},
		{At: at.Add(time.Hour), Kind: Finished, Lesson: "two-pools"},
		{At: at, Kind: Opened, Lesson: "photo-upload", Page: "token"},
		{At: at, Kind: Answered, Lesson: "two-pools", Page: "sign-in", Block: "q", Chosen: 1, Right: true},
	})
	if lesson, page := p.Place(); lesson != "photo-upload" || page != "token" || !p.Started() {
		t.Errorf("place = %s/%s", lesson, page)
	}
	if got := p.PageOf("two-pools"); got != "sign-in" || !p.Seen("two-pools", "sign-in") || p.Seen("two-pools", "trade") {
		t.Errorf("page of two-pools = %s", got)
	}
	if when, ok := p.Finished("two-pools"); !ok || !when.Equal(at) {
		t.Errorf("finished %v, %v, want the first time", when, ok)
	}
	if _, ok := p.Finished("photo-upload"); ok {
		t.Error("photo-upload counts as finished")
	}
	if a, ok := p.Answer("two-pools", "sign-in", "q"); !ok || !a.Right {
		t.Errorf("answer = %+v, want the latest", a)
	}
	if Of(nil).Started() || (Progress{}).Started() {
		t.Error("nothing has happened, and yet it is started")
	}
}

func TestWithLeavesTheEarlierProgressAlone(t *testing.T) {
	before := Of(nil)
	after := before.With(Event{Kind: Opened, Lesson: "a", Page: "b"})
	if before.Started() || before.Seen("a", "b") || !after.Seen("a", "b") {
		t.Error("one more event changed the earlier progress")
	}
	if !(Progress{}).With(Event{Kind: Opened, Lesson: "a"}).Started() {
		t.Error("the zero progress takes no event")
	}
}

func TestStoresGiveBackWhatWasAdded(t *testing.T) {
	for name, s := range map[string]Store{"memory": &Memory{}, "file": NewFile(filepath.Join(t.TempDir(), "new", "progress.jsonl"))} {
		if events, err := s.Load(); err != nil || len(events) != 0 {
			t.Errorf("%s: an empty store gives %v, %v", name, events, err)
		}
		for i := range 3 {
			if err := s.Append(Event{At: at, Kind: Answered, Lesson: "l", Page: "p", Block: "b", Chosen: i}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		events, err := s.Load()
		if err != nil || len(events) != 3 || events[2].Chosen != 2 || !events[0].At.Equal(at) {
			t.Errorf("%s: %+v, %v", name, events, err)
		}
	}
}

func TestAFileThatCannotBeReadIsSetAsideAndKept(t *testing.T) {
	const good = "{\"poolschool\":1}\n{\"at\":\"2026-03-01T10:00:00Z\",\"kind\":\"opened\",\"lesson\":\"l\",\"page\":\"p\",\"chosen\":0,\"right\":false}\n"
	for _, tt := range []struct {
		name, text, reason string
		events             int
	}{
		{"a good file", good, "", 1},
		{"an empty file", "", "", 0},
		{"a last line that was cut off is passed over", good + `{"at":"20`, "", 1},
		{"a damaged line", good + "oops\n", "is damaged in line 3", 0},
		{"no file of ours", "hello\n", "is damaged in line 1", 0},
		{"a newer file", "{\"poolschool\":2}\n", "was written by a newer poolschool", 0},
	} {
		path := filepath.Join(t.TempDir(), "progress.jsonl")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		s := NewFile(path)
		events, err := s.Load()
		var aside *SetAsideError
		if errors.As(err, &aside) != (tt.reason != "") || len(events) != tt.events {
			t.Errorf("%s: %d events, error %v", tt.name, len(events), err)
		}
		if aside != nil {
			kept, readErr := os.ReadFile(aside.Path)
			if aside.Reason != tt.reason || readErr != nil || string(kept) != tt.text {
				t.Errorf("%s: reason %q, kept %q (%v)", tt.name, aside.Reason, kept, readErr)
			}
		}
		if err := s.Append(Event{Kind: Opened, Lesson: "next"}); err != nil {
			t.Fatal(err)
		}
		if events, err = s.Load(); err != nil || len(events) != tt.events+1 {
			t.Errorf("%s: afterwards %d events, %v; want %d", tt.name, len(events), err, tt.events+1)
		}
	}
}

func TestASecondDamagedFileDoesNotReplaceTheFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "progress.jsonl")
	names := map[string]bool{}
	for range 2 {
		if err := os.WriteFile(path, []byte("hello\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := NewFile(path).Load()
		var aside *SetAsideError
		if !errors.As(err, &aside) || !strings.Contains(err.Error(), aside.Path) {
			t.Fatalf("error %v", err)
		}
		names[aside.Path] = true
	}
	if len(names) != 2 {
		t.Errorf("set aside as %v, want two names", names)
	}
}

func TestTwoProgramsAtOnceLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "progress.jsonl")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s := NewFile(path)
			for range 25 {
				if err := s.Append(Event{Kind: Played, Lesson: "l"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if events, err := NewFile(path).Load(); err != nil || len(events) != 100 {
		t.Errorf("%d events, %v; want 100", len(events), err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\"poolschool\":1}\n{\"kind\":\"opened\"}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if events, reason := parse(data); reason != "" && events != nil {
			t.Errorf("%d events out of a file that %s", len(events), reason)
		}
	})
}

func TestALessonCanBeKnownAndNotKnownAgain(t *testing.T) {
	p := Of([]Event{{Kind: Known, Lesson: "a", Right: true}, {Kind: Known, Lesson: "b", Right: true}})
	after := p.With(Event{Kind: Known, Lesson: "a"})
	if !p.Known("a") || after.Known("a") || !after.Known("b") || p.Known("c") {
		t.Errorf("known: a %v, then %v; b %v; c %v", p.Known("a"), after.Known("a"), after.Known("b"), p.Known("c"))
	}
	if _, ok := p.Finished("a"); ok || p.Started() {
		t.Error("a lesson that is known counts as finished or begun")
	}
}
