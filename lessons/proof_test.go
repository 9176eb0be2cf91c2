package lessons_test

import (
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/sim/account"
)

func TestProofreadLooksAtWhatItWasToldTo(t *testing.T) {
	terms := strings.Replace(small, "---\n", "---\nterms: passport, flux\n", 1)
	files := map[string]string{"010-good.md": small, "020-terms.md": terms, "030-bad.md": "nothing"}
	desk := lessons.Desk{
		Know: func(account.Account) (step.Known, error) { return known("") },
		Open: func(_ *lessons.Course, l *lessons.Lesson) (*lessons.Session, error) {
			return lessons.NewSession(lessons.Config{Lesson: l, Now: time.Unix(0, 0), NewWorld: func(s lessons.Start) (step.World, error) { return newFake(s), nil }})
		},
		Defined: func(term string) bool { return term == "passport" },
	}
	for _, tt := range []struct {
		only   string
		played int
		says   string
	}{
		{"", 2, "020-terms.md"},
		{"010-good.md", 1, ""},
		{"020-terms.md", 1, `the glossary has no term "flux"`},
		{"030-bad.md", 0, "030-bad.md:1"},
	} {
		desk.Only = tt.only
		p, err := lessons.Proofread(t.Context(), lessons.Sources{Lessons: folder(files), Accounts: folder(map[string]string{"test.json": "{}"})}, desk)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Mistakes.Error(); p.Played != tt.played || !strings.Contains(got, tt.says) || tt.says == "" && got != "" {
			t.Errorf("%q: %d played, %s", tt.only, p.Played, got)
		}
	}
}
