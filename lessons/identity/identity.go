// Package identity follows one person through an identity pool: as a guest, signed in, on a second device, with another
// login, linked and merged. At each station it tells which identity IDs there are, which logins belong to them, which files
// lie in their folders, and what was lost. Everything is played on a simulated account.
package identity

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/trace"
)

//go:embed 001-one-identity.md
var story []byte

// Load reads the story: a file in the form of a lesson, each page a station. Open gives what is known about its account.
func Load(open lessons.Open) (*lessons.Lesson, error) {
	return lessons.Load("001-one-identity.md", story, open)
}

// Identity is one identity of the pool.
type Identity struct {
	ID     string   `json:"id"`     // "us-east-1:…"
	State  string   `json:"state"`  // "guest", "user pool, Google", "merged away"
	Logins []string `json:"logins"` // "user pool", "Google"; none for a guest
	Files  []string `json:"files"`  // in its folder: "draft.txt"
}

// Station is a place on the way.
type Station struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Story string `json:"story"` // what the person does
}

// Visit is a station after it was played. It does not change.
type Visit struct {
	Station
	Me        string           `json:"me"` // the identity ID that the person has now
	Before    []Identity       `json:"before"`
	After     []Identity       `json:"after"`
	Lost      string           `json:"lost"` // what is lost
	Exchanges []trace.Exchange `json:"-"`
	Broken    []string         `json:"broken,omitempty"` // promises of the story that did not hold
}

// Journey is one person's way. It is safe for concurrent use; one station is played at a time.
type Journey struct {
	mu      sync.Mutex
	session *lessons.Session
	at      int // the next station
}

// Begin sets out on a fresh session of the story.
func Begin(s *lessons.Session) *Journey { return &Journey{session: s} }

// Stations are all stations of the story.
func Stations(l *lessons.Lesson) []Station {
	stations := make([]Station, len(l.Pages))
	for i, p := range l.Pages {
		stations[i] = Station{ID: p.ID, Title: p.Title, Story: prose(p, 0)}
	}
	return stations
}

// prose is a text of a page: the first (0) or the last (-1). They hold no values.
func prose(p lessons.Page, which int) string {
	var texts []string
	for _, b := range p.Blocks {
		if b.Step == nil {
			texts = append(texts, strings.Join(strings.Fields(b.Prose.Source()), " "))
		}
	}
	switch {
	case len(texts) == 0:
		return ""
	case which < 0:
		return texts[len(texts)-1]
	}
	return texts[0]
}

// Next plays the next station; done is true when there is none. The error is about the program.
func (j *Journey) Next(ctx context.Context) (v Visit, done bool, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	l := j.session.Lesson()
	if j.at >= len(l.Pages) {
		return Visit{}, true, nil
	}
	page := l.Pages[j.at]
	v.Station, v.Lost = Stations(l)[j.at], prose(page, -1)
	state := j.session.State()
	v.Before = identities(state.Tree)
	seen := len(state.Exchanges)
	for b, block := range page.Blocks {
		if block.Step == nil || !block.Step.Runs() {
			continue
		}
		result, err := j.session.Play(ctx, lessons.At{Page: j.at, Block: b}, step.Input{})
		if err != nil {
			return Visit{}, false, fmt.Errorf("%s, %s: %w", l.File, page.ID, err)
		}
		v.Broken = append(v.Broken, result.Broken...)
	}
	state = j.session.State()
	v.After, v.Exchanges = identities(state.Tree), state.Exchanges[seen:]
	if v.Me, err = state.Values.Show(value.Ref{Name: "me"}, state.Now); err != nil {
		return Visit{}, false, fmt.Errorf("%s, %s: %w", l.File, page.ID, err)
	}
	j.at++
	return v, false, nil
}
