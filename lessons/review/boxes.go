package review

import (
	"slices"
	"strings"
	"time"

	"poolschool/lessons/progress"
)

// day is what the boxes count in.
const day = 24 * time.Hour

// waits says how long a card rests in each box.
func waits() []time.Duration { return []time.Duration{day, 3 * day, 7 * day, 16 * day, 35 * day} }

// Boxes is how many there are.
const Boxes = 5

// Place is where a card lies.
type Place struct {
	Card  Card
	Box   int       // 1 to Boxes; 0 for a card that was never answered
	Due   time.Time // when it is asked again; zero for a card that was never answered
	Asked int       // how often it was answered
	Right int
}

// Table is all cards in their boxes. It does not change.
type Table struct{ Places []Place }

// Lay puts the cards into their boxes by what happened so far. A right answer moves a card one box on, if the card was due: asked
// twice in a row it proves nothing. A wrong answer puts it back into the first box. The first answer decides between the first and
// the second box.
func (d *Deck) Lay(events []progress.Event) Table {
	t := Table{Places: make([]Place, len(d.Cards))}
	byRef := map[string]*Place{}
	for i, c := range d.Cards {
		t.Places[i].Card = c
		byRef[c.Ref] = &t.Places[i]
	}
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b progress.Event) int { return a.At.Compare(b.At) })
	for _, e := range events {
		if e.Kind != progress.Answered {
			continue
		}
		if p, ok := byRef[strings.Join([]string{e.Lesson, e.Page, e.Block}, "/")]; ok {
			p.answer(e.Right, e.At)
		}
	}
	return t
}

func (p *Place) answer(right bool, at time.Time) {
	p.Asked++
	switch {
	case !right:
		p.Box = 1
	case p.Box == 0:
		p.Right++
		p.Box = 2
	case at.Before(p.Due):
		p.Right++
		return // it rests on
	default:
		p.Right++
		p.Box = min(p.Box+1, Boxes)
	}
	p.Due = at.Add(waits()[p.Box-1])
}

// Due lists the cards that should be asked now: lower boxes first, then those that wait longest, and never two of one idea in a
// row where that can be helped, because mixed questions teach to tell things apart.
func (t Table) Due(now time.Time) []Place {
	var due []Place
	for _, p := range t.Places {
		if p.Box > 0 && !now.Before(p.Due) {
			due = append(due, p)
		}
	}
	slices.SortStableFunc(due, func(a, b Place) int {
		if a.Box != b.Box {
			return a.Box - b.Box
		}
		return a.Due.Compare(b.Due)
	})
	return mixed(due)
}

// mixed takes the next card whose idea is not that of the one before.
func mixed(due []Place) []Place {
	var out []Place
	for len(due) > 0 {
		next := 0
		if len(out) > 0 {
			last := out[len(out)-1].Card.Idea
			next = max(0, slices.IndexFunc(due, func(p Place) bool { return p.Card.Idea != last }))
		}
		out = append(out, due[next])
		due = slices.Delete(slices.Clone(due), next, next+1)
	}
	return out
}

// Next is when the next card comes due; ok is false when none was answered yet.
func (t Table) Next() (at time.Time, ok bool) {
	for _, p := range t.Places {
		if p.Box > 0 && (!ok || p.Due.Before(at)) {
			at, ok = p.Due, true
		}
	}
	return at, ok
}

// Score is how an idea stands: of the questions about it, how many were answered, and how many of these right the last time.
type Score struct {
	Idea     string `json:"idea"`
	Asked    int    `json:"asked"`
	Right    int    `json:"right"`
	Possible int    `json:"questions"`
}

// ByIdea lists the ideas in the order of the course.
func (t Table) ByIdea() []Score {
	var scores []Score
	for _, p := range t.Places {
		i := slices.IndexFunc(scores, func(s Score) bool { return s.Idea == p.Card.Idea })
		if i < 0 {
			i = len(scores)
			scores = append(scores, Score{Idea: p.Card.Idea})
		}
		scores[i].Possible++
		if p.Box > 0 {
			scores[i].Asked++
		}
		if p.Box > 1 {
			scores[i].Right++ // the first box is where wrong answers lie
		}
	}
	return scores
}

// Answered is the event of a choice; it also counts as an answer in the lesson.
func (c Card) Answered(choice int) (progress.Event, bool) {
	a, ok := c.Question.Check(choice)
	if !ok {
		return progress.Event{}, false
	}
	return progress.Event{
		Kind: progress.Answered, Lesson: c.Lesson.ID, Page: c.Page.ID, Block: c.Question.ID, Chosen: choice, Right: a.Correct(),
	}, true
}
