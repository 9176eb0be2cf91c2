package course_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
)

// ring is shared by all accounts of a test, as the program shares one.
func opener(ring *keyring.Ring) func(lessons.Start) (step.World, error) {
	return func(s lessons.Start) (step.World, error) {
		return sim.New(sim.Config{Region: s.Region, Clock: s.Clock, Chance: s.Chance, Keys: ring, Account: s.Account})
	}
}

func theCourse(t testing.TB) *lessons.Course {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: course.Files(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatalf("the course does not load:\n%v", err)
	}
	return c
}

func begin(t testing.TB, c *lessons.Course, l *lessons.Lesson, ring *keyring.Ring) *lessons.Session {
	t.Helper()
	a, _ := c.Account(l.Account)
	s, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, NewWorld: opener(ring), Seed: [32]byte{7}, Now: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC),
		Files: map[string][]byte{"cat.jpg": []byte("not really a photo")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryLessonHolds(t *testing.T) {
	c, ring := theCourse(t), &keyring.Ring{}
	for _, l := range c.Lessons {
		t.Run(l.ID, func(t *testing.T) {
			for _, w := range l.Warnings {
				t.Errorf("warning: %v", w)
			}
			broken, err := lessons.Check(context.Background(), begin(t, c, l, ring))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range broken {
				t.Error(m)
			}
		})
	}
}

func TestEveryLessonIsPrintedTheSameTwice(t *testing.T) {
	c, ring := theCourse(t), &keyring.Ring{}
	for _, l := range c.Lessons {
		var texts [2]strings.Builder
		for i := range texts {
			if err := lessons.Print(context.Background(), &texts[i], begin(t, c, l, ring), lessons.Options{Answers: true}); err != nil {
				t.Fatalf("%s: %v", l.ID, err)
			}
		}
		if texts[0].String() != texts[1].String() {
			t.Errorf("%s: two runs with the same seed and keys differ", l.ID)
		}
	}
}

func BenchmarkWholeCourse(b *testing.B) {
	c, ring := theCourse(b), &keyring.Ring{}
	if err := ring.Fill(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		for _, l := range c.Lessons {
			if _, err := lessons.Check(context.Background(), begin(b, c, l, ring)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
