package review

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/progress"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

var start = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func theDeck(t testing.TB) *Deck {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: course.Files(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewDeck(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheCourseHasQuestionsEnough(t *testing.T) {
	d := theDeck(t)
	if len(d.Cards) < 90 {
		t.Errorf("%d questions, want 90", len(d.Cards))
	}
	for _, c := range d.Cards {
		if c.Idea == c.Lesson.Title {
			t.Errorf("%s belongs to no idea; name it in ideas.json", c.Ref)
		}
		if c.Question.Right() < 0 {
			t.Errorf("%s has no right answer", c.Ref)
		}
		for _, choice := range c.Question.Choices {
			if choice.Why.Empty() {
				t.Errorf("%s: a choice without a why", c.Ref)
			}
		}
	}
	for _, i := range d.ideas {
		for _, r := range i.Refs {
			used := false
			for _, c := range d.Cards {
				used = used || c.Ref == r || strings.HasPrefix(c.Ref, r+"/")
			}
			if !used {
				t.Errorf("idea %q names %s, where no question is", i.Name, r)
			}
		}
	}
}

// answers are what happened to one card: hours after the start, and whether it was right.
type answers []struct {
	hours int
	right bool
}

func (a answers) events(c Card) []progress.Event {
	var out []progress.Event
	for _, x := range a {
		choice := c.Question.Right()
		if !x.right {
			choice = (choice + 1) % len(c.Question.Choices)
		}
		e, _ := c.Answered(choice)
		e.At = start.Add(time.Duration(x.hours) * time.Hour)
		out = append(out, e)
	}
	return out
}

func TestBoxes(t *testing.T) {
	d := theDeck(t)
	for _, tt := range []struct {
		name    string
		answers answers
		box     int
		due     int // hours after the start
	}{
		{"never answered", nil, 0, 0},
		{"right at once rests three days", answers{{0, true}}, 2, 72},
		{"wrong comes back the next day", answers{{0, false}}, 1, 24},
		{"right when due moves on", answers{{0, true}, {72, true}}, 3, 72 + 7*24},
		{"right before it was due rests as it was", answers{{0, true}, {1, true}}, 2, 72},
		{"wrong before it was due goes back", answers{{0, true}, {1, false}}, 1, 25},
		{"wrong goes back from any box", answers{{0, true}, {72, true}, {400, false}}, 1, 424},
		{"the last box is the last", answers{{0, true}, {100, true}, {1000, true}, {2000, true}, {4000, true}, {6000, true}}, 5, 6000 + 35*24},
		{"answers out of order count by their time", answers{{72, true}, {0, false}}, 2, 72 + 72},
	} {
		p := d.Lay(tt.answers.events(d.Cards[0])).Places[0]
		due := time.Time{}
		if tt.box > 0 {
			due = start.Add(time.Duration(tt.due) * time.Hour)
		}
		if p.Box != tt.box || !p.Due.Equal(due) {
			t.Errorf("%s: box %d, due %v; want %d, %v", tt.name, p.Box, p.Due, tt.box, due)
		}
	}
}

func TestDueCardsAreMixedAndWrongOnesFirst(t *testing.T) {
	d := theDeck(t)
	var events []progress.Event
	for i, c := range d.Cards[:20] {
		events = append(events, answers{{0, i%2 == 0}}.events(c)...)
	}
	table := d.Lay(events)
	if due := table.Due(start); len(due) != 0 {
		t.Errorf("%d cards are due at once", len(due))
	}
	if due := table.Due(start.Add(day)); len(due) != 10 {
		t.Errorf("%d cards after a day, want the ten wrong ones", len(due))
	}
	due := table.Due(start.Add(3 * day))
	if len(due) != 20 || due[0].Box != 1 {
		t.Fatalf("%d cards after three days, the first of box %d", len(due), due[0].Box)
	}
	for i := 1; i < 6; i++ {
		if due[i].Card.Idea == due[i-1].Card.Idea {
			t.Errorf("two questions about %s in a row", due[i].Card.Idea)
		}
	}
	if next, ok := table.Next(); !ok || !next.Equal(start.Add(day)) {
		t.Errorf("the next is due %v", next)
	}
	if _, ok := d.Lay(nil).Next(); ok {
		t.Error("something is due for somebody who has answered nothing")
	}
}

func TestResultsGoByIdea(t *testing.T) {
	d := theDeck(t)
	events := append(answers{{0, true}}.events(d.Cards[0]), answers{{0, false}}.events(d.Cards[1])...)
	scores := d.Lay(events).ByIdea()
	if s := scores[0]; s.Idea != "which pool" || s.Asked != 2 || s.Right != 1 || s.Possible < 5 {
		t.Errorf("got %+v", s)
	}
	total := 0
	for _, s := range scores {
		total += s.Possible
	}
	if total != len(d.Cards) {
		t.Errorf("%d questions in all ideas, want %d", total, len(d.Cards))
	}
}

func TestPlainAsksAndExplains(t *testing.T) {
	d := theDeck(t)
	table := d.Lay(answers{{0, false}}.events(d.Cards[4]))
	due := table.Due(start.Add(2 * day))
	wrong := (due[0].Card.Question.Right() + 1) % 3
	for _, tt := range []struct {
		name, in     string
		right, asked int
		says         string
	}{
		{"right", "9\nx\n" + string(rune('1'+due[0].Card.Question.Right())) + "\n", 1, 1, "✓ Yes."},
		{"wrong", string(rune('1'+wrong)) + "\n", 0, 1, "It is: " + due[0].Card.Question.Choices[due[0].Card.Question.Right()].Text.Source()},
		{"the learner leaves", "quit\n", 0, 0, "Question 1 of 1"},
		{"the input ends", "", 0, 0, "Question 1 of 1"},
	} {
		var out bytes.Buffer
		var kept []progress.Event
		right, asked, err := Plain(due, strings.NewReader(tt.in), &out, func(e progress.Event) error { kept = append(kept, e); return nil })
		if err != nil || right != tt.right || asked != tt.asked || len(kept) != tt.asked || !strings.Contains(out.String(), tt.says) {
			t.Errorf("%s: %d of %d, %v, kept %v\n%s", tt.name, right, asked, err, kept, out.String())
		}
	}
}
