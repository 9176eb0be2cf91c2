package command

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/errorfinder"
	"poolschool/lessons/glossary"
	"poolschool/lessons/snippet"
	"poolschool/sim/account"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
)

// places are everywhere that the palette leads to: lessons and their pages, the other rows of the map, terms, messages. What
// cannot be read is left out; the command that is for it says why.
func (e Env) places(look screen.Env) []screen.Place {
	var all []screen.Place
	if sources, err := e.from.sources(); err == nil {
		if outline, err := lessons.Outline(sources.Lessons); err == nil {
			all = append(all, lessonPlaces(outline)...)
			all = append(all, codePlaces(look, outline)...)
		}
	}
	all = append(all, screen.Place{Kind: "search", Title: "Search the text of all pages", Note: "/", Go: screen.Search("")})
	if g, err := glossary.Load(assets.Glossary()); err == nil {
		for _, t := range g.Terms {
			all = append(all, termPlace(look, t))
		}
	}
	if f, err := errorfinder.Load(assets.Errors()); err == nil {
		for _, entry := range f.Entries {
			all = append(all, messagePlace(look, entry))
		}
	}
	return all
}

func lessonPlaces(outline []*lessons.Lesson) []screen.Place {
	var all, pages []screen.Place
	for _, l := range outline {
		name := fmt.Sprintf("%d %s", mapNumber(l.Number), l.Title)
		all = append(all, screen.Place{Kind: "lesson", Title: name, Note: fmt.Sprintf("%d min", l.Minutes), About: l.Goal + " " + l.ID, Go: screen.Learn(l.ID)})
		for _, p := range l.Pages {
			pages = append(pages, screen.Place{Kind: "page", Title: p.Title, Note: name, About: p.ID, Go: screen.LearnPage(l.ID, p.ID)})
		}
	}
	return append(all, pages...)
}

// codePlaces are the snippets of the lessons that have some.
func codePlaces(look screen.Env, outline []*lessons.Lesson) []screen.Place {
	code, err := snippets()
	if err != nil {
		return nil // as all that cannot be read
	}
	var all []screen.Place
	for _, l := range outline {
		if shown := code[l.Code]; len(shown) > 0 {
			open := func() (screen.Screen, error) { return screen.NewSnippets(look, l.Title, shown), nil }
			all = append(all, screen.Place{
				Kind: "code", Title: snippet.Heading, Note: l.Title, About: "JavaScript Python boto3 Go SDK snippet source", Go: screen.OpenFrom(open),
			})
		}
	}
	return all
}

// mapNumber is a lesson's number as the map has it: files count by tens, so that a lesson can come between two.
func mapNumber(n int) int {
	if n%10 == 0 {
		return n / 10
	}
	return n
}

// termCard is a term to read.
func termCard(t glossary.Term) screen.CardDeps {
	card := screen.CardDeps{
		Title: t.Name, Side: sideOf(t.Side),
		Parts: []screen.CardPart{{Text: t.Text}, {Heading: "Not to be confused with " + t.Not.Term, Text: t.Not.Text}},
	}
	card.Does, card.Go = see(t.See)
	return card
}

func termPlace(look screen.Env, t glossary.Term) screen.Place {
	card := termCard(t)
	return screen.Place{Kind: "term", Title: t.Name, Note: strings.Join(t.Also, ", "), Side: sideOf(t.Side), About: t.Text, Go: pushed(look, card)}
}

// messageCard is an error message to read, with its causes.
func messageCard(entry *errorfinder.Entry) screen.CardDeps {
	card := screen.CardDeps{Title: entry.Title(), Parts: []screen.CardPart{
		{Text: entry.Code + ", from " + entry.Service + ". " + entry.Mark.Text()},
		{Heading: "What it means", Text: entry.Meaning},
	}}
	for i, c := range entry.Causes {
		text := c.Cause
		if c.Tell != "" {
			text += "\nHow to tell: " + c.Tell
		}
		card.Parts = append(card.Parts, screen.CardPart{Heading: fmt.Sprintf("Cause %d", i+1), Text: text + "\nWhat to do: " + c.Fix})
	}
	card.Does, card.Go = see(entry.See)
	return card
}

func messagePlace(look screen.Env, entry *errorfinder.Entry) screen.Place {
	card := messageCard(entry)
	return screen.Place{Kind: "error", Title: entry.Title(), Note: entry.Code, About: entry.Meaning, Go: pushed(look, card)}
}

// see leads to LESSON/PAGE; "" leads nowhere.
func see(place string) (does string, cmd tea.Cmd) {
	lesson, page, ok := strings.Cut(place, "/")
	if !ok {
		return "", nil
	}
	return "see it happen", screen.LearnPage(lesson, page)
}

func pushed(look screen.Env, card screen.CardDeps) tea.Cmd {
	return func() tea.Msg { return screen.Push{Screen: screen.NewCard(look, card)} }
}

func sideOf(s account.Side) theme.Side {
	switch s {
	case account.UserPoolSide:
		return theme.UserPool
	case account.IdentitySide:
		return theme.IdentityPool
	}
	return theme.NoSide
}
