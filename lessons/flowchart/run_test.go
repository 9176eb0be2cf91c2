package flowchart_test

import (
	"strings"
	"testing"
	"time"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/flowchart"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
)

func theRuns(t *testing.T) *lessons.Course {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: assets.FlowchartRuns(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatalf("the outcomes' calls do not load:\n%v", err)
	}
	return c
}

// TestEveryOutcomeThatRunsRuns plays the calls of each outcome on a fresh account. Every promise must hold, the refusal of
// the commonest mistake included.
func TestEveryOutcomeThatRunsRuns(t *testing.T) {
	chart, err := flowchart.Load(assets.Flowchart(), "choose.json")
	if err != nil {
		t.Fatal(err)
	}
	runs, ring, played := theRuns(t), &keyring.Ring{}, map[string]bool{}
	outside := map[string]bool{"O8": true, "O9": true, "O13": true}
	for _, o := range chart.Outcomes {
		if (o.Run == "") != outside[o.ID] {
			t.Errorf("%s: run is %q, outside says %q", o.ID, o.Run, o.Outside)
		}
		if o.Run == "" {
			continue
		}
		t.Run(o.ID, func(t *testing.T) {
			l, ok := runs.Find(o.Run)
			if !ok || l.ID != o.Run {
				t.Fatalf("there is no file %s: %s", o.Run, runs.Nearest(o.Run))
			}
			played[l.ID] = true
			broken, err := lessons.Check(t.Context(), session(t, runs, l, ring))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range append(broken, l.Warnings...) {
				t.Error(m)
			}
			if len(l.Plan()) < 3 {
				t.Errorf("only %d calls", len(l.Plan()))
			}
		})
	}
	for _, l := range runs.Lessons {
		if !played[l.ID] {
			t.Errorf("%s belongs to no outcome", l.File)
		}
	}
}

func session(t *testing.T, c *lessons.Course, l *lessons.Lesson, ring *keyring.Ring) *lessons.Session {
	t.Helper()
	a, ok := c.Account(l.Account)
	if !ok {
		t.Fatalf("%s: there is no account %q", l.File, l.Account)
	}
	s, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, Seed: [32]byte{3}, Now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC),
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Clock: s.Clock, Chance: s.Chance, Keys: ring, Account: s.Account})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRunsAreNoLessons holds the names apart: what is kept of a learner is keyed by them, and nothing of a run is kept.
func TestRunsAreNoLessons(t *testing.T) {
	outline, err := lessons.Outline(course.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range theRuns(t).Lessons {
		if !strings.HasPrefix(r.ID, "run-") {
			t.Errorf("%s: the name should begin with run-", r.File)
		}
		for _, l := range outline {
			if l.ID == r.ID {
				t.Errorf("%s has the name of a lesson", r.File)
			}
		}
	}
}
