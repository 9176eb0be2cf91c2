package errorfinder

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// How says in which way an entry was found.
type How string

// The ways, best first.
const (
	Whole How = "whole" // the whole message stands in the text
	Part  How = "part"  // the text is a part of the message
	Alike How = "alike" // nearly all words of the message stand in the text
	Code  How = "code"  // the text is the error's code
)

// Match is an entry that fits.
type Match struct {
	Entry *Entry
	How   How
}

// Result is what Find found. Without matches, Nearest has up to three entries that are most alike; each shares a word with the
// text that says something, so it may have none.
type Result struct {
	Matches []Match // best first
	Nearest []*Entry
}

// nearest is how many entries are offered for an unknown message.
const nearest = 3

// Find looks for a message in a text: the message itself, a part of it, or a whole stack trace around it.
func (f *Finder) Find(text string) Result {
	given := words(text)
	if len(given) == 0 {
		return Result{}
	}
	for _, given := range [][]string{given, f.mended(given)} {
		if found := f.wholes(given); len(found) > 0 {
			return Result{Matches: found}
		}
		if found := f.parts(given); len(found) > 0 {
			return Result{Matches: found}
		}
	}
	return f.alike(f.mended(given))
}

// wholes are the entries whose whole message stands in the text. A message inside a longer one does not count: "Unauthorized"
// says nothing where a whole sentence stands around it.
func (f *Finder) wholes(given []string) []Match {
	type hit struct {
		entry *Entry
		at    span
		size  int
		named bool // the code stands in the text too
	}
	var hits []hit
	for _, e := range f.Entries {
		if at, ok := e.pattern.find(given); ok {
			hits = append(hits, hit{e, at, len(e.pattern.literals()), slices.Contains(given, strings.ToLower(e.Code))})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if c := b.size - a.size; c != 0 {
			return c
		}
		switch {
		case a.named == b.named:
			return 0
		case a.named:
			return -1
		}
		return 1
	})
	var found []Match
	for i, h := range hits {
		covered := slices.ContainsFunc(hits[:i], func(o hit) bool {
			return h.at.within(o.at) && (h.size < o.size || o.named && !h.named)
		})
		if !covered {
			found = append(found, Match{h.entry, Whole})
		}
	}
	return found
}

// parts are the entries of whose message the text is a part, or whose code it is.
func (f *Finder) parts(given []string) []Match {
	var found []Match
	for _, e := range f.Entries {
		if e.pattern.holds(given) && f.weight(given) >= f.weight([]string{e.pattern.literals()[0]})/4 {
			found = append(found, Match{e, Part})
		}
	}
	// The message of which most is given comes first.
	slices.SortStableFunc(found, func(a, b Match) int {
		return cmp.Compare(len(a.Entry.pattern.literals()), len(b.Entry.pattern.literals()))
	})
	if len(found) > 0 || len(given) != 1 {
		return found
	}
	for _, e := range f.Entries {
		if strings.EqualFold(e.Code, given[0]) {
			found = append(found, Match{e, Code})
		}
	}
	return found
}

// enough is the share of a message's words, by weight, that must stand in the text.
const enough = 0.8

// alike compares words whatever their order; rare words weigh more.
func (f *Finder) alike(given []string) Result {
	type score struct {
		entry       *Entry
		share, both float64 // of the message's words; of both together
		told        bool    // they share a word that says something
	}
	var scores []score
	for _, e := range f.Entries {
		own := append(e.pattern.literals(), words(e.Code)...)
		common := f.weight(intersect(e.pattern.literals(), given))
		share := common / f.weight(e.pattern.literals())
		both := f.weight(intersect(own, given)) / (f.weight(own) + f.weight(given) - f.weight(intersect(own, given)))
		scores = append(scores, score{e, share, both, slices.ContainsFunc(intersect(own, given), telling)})
	}
	slices.SortStableFunc(scores, func(a, b score) int { return cmp.Compare(b.both, a.both) })
	var r Result
	for _, s := range scores {
		if s.share >= enough && len(s.entry.pattern.literals()) > 3 {
			r.Matches = append(r.Matches, Match{s.entry, Alike})
		}
	}
	if len(r.Matches) > 0 {
		return Result{Matches: r.Matches[:1]}
	}
	for _, s := range scores {
		if len(r.Nearest) < nearest && s.told {
			r.Nearest = append(r.Nearest, s.entry)
		}
	}
	return r
}

func intersect(a, b []string) []string {
	var both []string
	for _, w := range a {
		if slices.Contains(b, w) && !slices.Contains(both, w) {
			both = append(both, w)
		}
	}
	return both
}

// weight adds up how rare the words are among all messages; each word counts once.
func (f *Finder) weight(list []string) float64 {
	sum := 0.0
	for i, w := range list {
		if !slices.Contains(list[:i], w) {
			sum += math.Log(1 + float64(len(f.Entries))/float64(1+f.in[w]))
		}
	}
	return sum
}
