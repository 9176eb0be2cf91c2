// Package progress remembers what a learner has done: events that are only ever added, keyed by the stable ids of lesson,
// page and block, so that a new edition of the course keeps them.
package progress

import (
	"maps"
	"slices"
	"time"
)

// Kind says what happened.
type Kind string

// What can happen.
const (
	Opened   Kind = "opened"   // a page was looked at
	Played   Kind = "played"   // a step was played and did what it should
	Answered Kind = "answered" // a question was answered
	Finished Kind = "finished" // the last page of a lesson was done
	Known    Kind = "known"    // the learner said that they know a lesson, or, with Right false, took that back
)

// Event is one thing that happened.
type Event struct {
	At     time.Time `json:"at"`
	Kind   Kind      `json:"kind"`
	Lesson string    `json:"lesson"`          // "photo-upload"
	Page   string    `json:"page,omitempty"`  // "trade"
	Block  string    `json:"block,omitempty"` // "who-calls"; of an answer or a try
	Chosen int       `json:"chosen"`          // of an answer: index of the choice
	Right  bool      `json:"right"`           // of an answer; of Known: it holds
}

// Store keeps events. Implementations are safe for concurrent use.
type Store interface {
	// Load returns all events in the order in which they were added. With a *SetAsideError there are none, and the
	// store is ready for new ones.
	Load() ([]Event, error)
	// Append adds events.
	Append(events ...Event) error
}

// Progress is what a list of events comes to. It does not change: With returns a new one. The zero Progress is that of somebody
// who has just arrived.
type Progress struct {
	last     Event            // the page that was looked at last
	pages    map[string]Event // the last page of each lesson
	seen     map[string]bool  // lesson/page
	finished map[string]time.Time
	known    map[string]bool
	answers  map[string]Event // lesson/page/block → the latest answer
}

// Of sums up events, in the order of their times: an import adds older ones at the end.
func Of(events []Event) Progress {
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int { return a.At.Compare(b.At) })
	p := Progress{pages: map[string]Event{}, seen: map[string]bool{}, finished: map[string]time.Time{}, known: map[string]bool{}, answers: map[string]Event{}}
	for _, e := range events {
		p.add(e)
	}
	return p
}

// With is the progress after one more event.
func (p Progress) With(e Event) Progress {
	next := Of(nil)
	next.last = p.last
	maps.Copy(next.pages, p.pages)
	maps.Copy(next.seen, p.seen)
	maps.Copy(next.finished, p.finished)
	maps.Copy(next.known, p.known)
	maps.Copy(next.answers, p.answers)
	next.add(e)
	return next
}

func (p *Progress) add(e Event) {
	switch e.Kind {
	case Opened:
		p.last, p.pages[e.Lesson], p.seen[e.Lesson+"/"+e.Page] = e, e, true
	case Answered:
		p.answers[e.Lesson+"/"+e.Page+"/"+e.Block] = e
	case Known:
		p.known[e.Lesson] = e.Right
	case Finished:
		if _, before := p.finished[e.Lesson]; !before {
			p.finished[e.Lesson] = e.At
		}
	}
}

// Started reports whether anything was ever looked at: without it, this is a first start.
func (p Progress) Started() bool { return p.last.Lesson != "" }

// Place is where the learner was last; "" for both on a first start.
func (p Progress) Place() (lesson, page string) { return p.last.Lesson, p.last.Page }

// PageOf is the page of a lesson that was looked at last; "" when it was never opened.
func (p Progress) PageOf(lesson string) string { return p.pages[lesson].Page }

// Seen reports whether a page was looked at.
func (p Progress) Seen(lesson, page string) bool { return p.seen[lesson+"/"+page] }

// Finished tells when a lesson was finished for the first time.
func (p Progress) Finished(lesson string) (time.Time, bool) {
	at, ok := p.finished[lesson]
	return at, ok
}

// Known reports whether the learner has said that they know a lesson.
func (p Progress) Known(lesson string) bool { return p.known[lesson] }

// Answer is the latest answer to a question.
func (p Progress) Answer(lesson, page, block string) (Event, bool) {
	e, ok := p.answers[lesson+"/"+page+"/"+block]
	return e, ok
}
