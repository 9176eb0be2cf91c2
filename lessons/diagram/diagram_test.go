package diagram_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/diagram"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
)

func theCourse(t *testing.T) *lessons.Course {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: course.Files(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// play plays a whole lesson as it is proposed and returns its calls.
func play(t *testing.T, c *lessons.Course, l *lessons.Lesson) []trace.Exchange {
	t.Helper()
	a, _ := c.Account(l.Account)
	ring := &keyring.Ring{}
	s, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, Seed: [32]byte{4}, Now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Files: map[string][]byte{"cat.jpg": []byte("a cat")},
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Clock: s.Clock, Chance: s.Chance, Keys: ring, Account: s.Account})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range l.Steps() {
		b, _ := l.Block(at)
		in := step.Input{}
		if try, ok := b.Step.(*step.Try); ok {
			in.Text = try.Solution().Source()
		}
		if _, err := s.Play(t.Context(), at, in); err != nil {
			t.Fatal(err)
		}
	}
	return s.State().Exchanges
}

// TestALessonLightsItsWholePicture plays each lesson that has a picture: before it nothing is lit, after it everything.
func TestALessonLightsItsWholePicture(t *testing.T) {
	all, err := diagram.Load(assets.Diagrams())
	if err != nil {
		t.Fatal(err)
	}
	c, drawn := theCourse(t), map[string]bool{}
	for _, l := range c.Lessons {
		if l.Diagram == "" {
			continue
		}
		d, ok := all[l.Diagram]
		if !ok {
			t.Errorf("%s: there is no picture %q", l.File, l.Diagram)
			continue
		}
		drawn[d.ID] = true
		lit := d.Lit(play(t, c, l))
		for _, p := range d.Parts {
			if d.Lit(nil)[p.ID] || !lit[p.ID] {
				t.Errorf("%s: part %s is lit: %v before, %v after the lesson", l.ID, p.ID, d.Lit(nil)[p.ID], lit[p.ID])
			}
			if !c.HasPage(p.Page) {
				t.Errorf("%s: part %s: there is no page %s", d.ID, p.ID, p.Page)
			}
		}
	}
	if got := slices.Sorted(maps.Keys(drawn)); !slices.Equal(got, slices.Sorted(maps.Keys(all))) {
		t.Errorf("lessons show %v, there are %v", got, slices.Sorted(maps.Keys(all)))
	}
}

func TestRules(t *testing.T) {
	d := &diagram.Diagram{Parts: []diagram.Part{{ID: "guest", Page: "l/p", When: []diagram.Rule{{To: "cognito-identity", Operation: "GetId", Without: "Logins"}}}}}
	call := func(to, operation, body string, status int) []trace.Exchange {
		return []trace.Exchange{{To: to, Operation: operation, Status: status, Request: trace.Message{Body: []byte(body)}}}
	}
	for _, tt := range []struct {
		name  string
		calls []trace.Exchange
		want  bool
	}{
		{"the call lights it", call("cognito-identity", "GetId", "{}", 200), true},
		{"a refusal does not", call("cognito-identity", "GetId", "{}", 400), false},
		{"another service does not", call("sts", "GetId", "{}", 200), false},
		{"another operation does not", call("cognito-identity", "GetOpenIdToken", "{}", 200), false},
		{"the word that must be missing is there", call("cognito-identity", "GetId", `{"Logins": {}}`, 200), false},
	} {
		if got := d.Lit(tt.calls)["guest"]; got != tt.want {
			t.Errorf("%s: lit %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := d.Seen(func(lesson, page string) bool { return lesson == "l" && page == "p" })["guest"]; !got {
		t.Error("a page that was seen lights nothing")
	}
}

func TestMistakesAreNamed(t *testing.T) {
	const part = `{"id": "a", "name": "A", "page": "l/p", "when": [{"to": "s3", "operation": "GetObject"}]}`
	for _, tt := range []struct{ name, file, want string }{
		{"a good picture", `{"title": "T", "art": ["{a:x} {?a} {:Head}"], "parts": [` + part + `]}`, ""},
		{"no title", `{"art": ["{a:x}"], "parts": [` + part + `]}`, "title and art are needed"},
		{"an unknown part", `{"title": "T", "art": ["{a:x}{b:y}"], "parts": [` + part + `]}`, `the art has "b", which is no part`},
		{"a part that is not drawn", `{"title": "T", "art": ["x"], "parts": [` + part + `]}`, `part "a" is not in the art`},
		{"a part twice", `{"title": "T", "art": ["{a:x}"], "parts": [` + part + "," + part + `]}`, "needs an id of its own"},
		{"a part that nothing lights", `{"title": "T", "art": ["{a:x}"], "parts": [{"id": "a", "name": "A", "page": "l/p", "when": []}]}`, "needs calls that light it"},
		{"a stray brace", `{"title": "T", "art": ["{a:x} }"], "parts": [` + part + `]}`, "line 1 of art has a brace"},
		{"an unknown member", `{"titel": "T"}`, "d.json:1:"},
	} {
		_, err := diagram.Load(fstest.MapFS{"d.json": {Data: []byte(tt.file)}})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}
