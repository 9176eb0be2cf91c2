package command

import (
	"fmt"
	"slices"

	"poolschool/assets"
	"poolschool/lessons/errorfinder"
	"poolschool/lessons/glossary"
	"poolschool/tui/screen"
)

// glossaryScreen looks terms up.
func (s *school) glossaryScreen() (screen.Screen, error) {
	g, err := glossary.Load(assets.Glossary())
	if err != nil {
		return nil, err
	}
	deps := screen.LookupDeps{Title: "Glossary", Hint: "a word or a part of one"}
	for _, t := range g.Terms {
		entry := screen.LookupEntry{Card: termCard(t)}
		if len(t.Also) > 0 {
			entry.Note = t.Also[0]
		}
		if other, ok := g.Find(t.Not.Term); ok {
			entry.Other = other.Name
		}
		deps.Entries = append(deps.Entries, entry)
	}
	deps.Find = func(text string) (found screen.LookupFound) {
		for _, t := range g.Search(text) {
			found.At = append(found.At, slices.IndexFunc(g.Terms, func(o glossary.Term) bool { return o.Name == t.Name }))
		}
		if len(found.At) == 0 {
			found.Said = g.Nearest(text)
		}
		return found
	}
	return screen.NewLookup(s.look, deps), nil
}

// finderScreen looks error messages up.
func (s *school) finderScreen() (screen.Screen, error) {
	f, err := errorfinder.Load(assets.Errors())
	if err != nil {
		return nil, err
	}
	deps := screen.LookupDeps{Title: "Error finder", Hint: "paste an error message, or any part of one"}
	for _, e := range f.Entries {
		deps.Entries = append(deps.Entries, screen.LookupEntry{Card: messageCard(e), Note: e.Code})
	}
	deps.Find = func(text string) (found screen.LookupFound) {
		put := func(e *errorfinder.Entry) { found.At = append(found.At, slices.Index(f.Entries, e)) }
		r := f.Find(text)
		for _, m := range r.Matches {
			put(m.Entry)
		}
		switch {
		case len(r.Matches) > 1:
			found.Said = fmt.Sprintf("%d messages fit. More words tell them apart.", len(r.Matches))
		case len(r.Nearest) > 0:
			found.Said = "Not known. These are nearest:"
			for _, e := range r.Nearest {
				put(e)
			}
		case len(r.Matches) == 0:
			found.Said, found.Else = "No message shares a word with this.", elsewhereCard()
		}
		return found
	}
	return screen.NewLookup(s.look, deps), nil
}

// elsewhereCard says where else to look for a message.
func elsewhereCard() screen.CardDeps {
	card := screen.CardDeps{Title: "Not known here", Parts: []screen.CardPart{{Text: errorfinder.Elsewhere}}}
	for _, r := range errorfinder.References() {
		card.Parts = append(card.Parts, screen.CardPart{Heading: r.Service, Text: r.URL})
	}
	return card
}
