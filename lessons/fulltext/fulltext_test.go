package fulltext_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"poolschool/lessons"
	"poolschool/lessons/fulltext"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

func course(t testing.TB) *fulltext.Index {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: os.DirFS("../course"), Accounts: os.DirFS("../accounts")}, know)
	if err != nil {
		t.Fatal(err)
	}
	return fulltext.New(c.Lessons)
}

func TestFinding(t *testing.T) {
	x := course(t)
	for _, tt := range []struct {
		name, query string
		some        bool
		says        string // in the first excerpt, title or lesson
	}{
		{"a word of the text", "passport", true, "passport"},
		{"several words on one page", "identity pool", true, "identity pool"},
		{"case does not count", "SECRET KEY", true, "secret"},
		{"an operation that a page calls", "getcredentialsforidentity", true, "getcredentialsforidentity"},
		{"no words find nothing", "  ", false, ""},
		{"words that nobody says", "quetzalcoatl", false, ""},
	} {
		hits := x.Find(tt.query, 20)
		if some := len(hits) > 0; some != tt.some {
			t.Errorf("%s: %d hits", tt.name, len(hits))
			continue
		}
		if tt.some {
			if text := strings.ToLower(hits[0].Title + hits[0].Excerpt + hits[0].Of); !strings.Contains(text, tt.says) {
				t.Errorf("%s: the first hit is %+v", tt.name, hits[0])
			}
			if hits[0].Lesson == "" || hits[0].Page == "" || hits[0].Where() == "" {
				t.Errorf("%s: the first hit leads nowhere: %+v", tt.name, hits[0])
			}
		}
	}
	if n := len(x.Find("the", 7)); n != 7 {
		t.Errorf("got %d hits, want no more than 7", n)
	}
}

func TestTitlesComeFirst(t *testing.T) {
	hits := course(t).Find("token", 50)
	if len(hits) < 2 || !strings.Contains(strings.ToLower(hits[0].Title), "token") {
		t.Errorf("got %+v, want a page with the word in its title first", hits)
	}
}

func TestExcerptsAreReadable(t *testing.T) {
	for _, query := range []string{"pool", "token", "e", "é", "credentials role"} {
		for _, h := range course(t).Find(query, 500) {
			if !utf8.ValidString(h.Excerpt) || strings.ContainsAny(h.Excerpt, "`\n") || strings.Contains(h.Excerpt, "{{") {
				t.Errorf("%s: %q", query, h.Excerpt)
			}
		}
	}
}

func BenchmarkFind(b *testing.B) {
	x := course(b)
	for b.Loop() {
		x.Find("identity pool token", 50)
	}
}
