package command

import (
	"context"
	"io/fs"
	"time"

	"poolschool/assets"
	"poolschool/lessons/compare"
	"poolschool/lessons/doors"
	"poolschool/lessons/review"
	"poolschool/tui/screen"
)

// entries are the rows of the map below the lessons.
func (s *school) entries() []screen.HomeEntry {
	return []screen.HomeEntry{
		{Title: "Choose", About: "A few questions lead to a user pool, an identity pool, both, or neither.", Open: s.flowchart},
		{Title: "Who opens which door?", About: "Every token and key at every door: knock, and read why it opens or not.", Open: s.doorsScreen},
		{Title: "Follow one identity", About: "One person as guest, signed in, on a second device, with Google, linked, merged.", Open: s.followScreen},
		{Title: "The three pictures", About: "Identity sources, the photo upload, the choice: drawn, with what you have run lit.", Open: s.diagramsScreen},
		{Title: "Glossary", About: "Every term of the course in two sentences, with what it is not.", Open: s.glossaryScreen},
		{Title: "Error finder", About: "Paste an error message: what it means, where it comes from, what to do.", Open: s.finderScreen},
		{Title: "Compare", About: "User pool, identity pool, STS, IAM user, Identity Center, question by question.", Open: s.compareScreen},
		{Title: "Review", About: "Questions that you have answered come back when they are due.", Open: s.reviewScreen},
		{Title: "Sandbox", About: "Every call of the simulator, as anybody, on the photo app's account. Nothing can break.", Open: s.freshSandbox},
		{Title: "Outside this course", About: "What is not covered here, and where to look.", Open: s.outsideScreen},
	}
}

// doorsScreen is the two-doors matrix, on an account of its own.
func (s *school) doorsScreen() (screen.Screen, error) {
	return screen.NewDoors(s.look, screen.DoorsDeps{
		Open: func() (*doors.House, error) { return s.env.openHouse(context.Background()) },
	}), nil
}

// compareScreen sets the pools beside their alternatives.
func (s *school) compareScreen() (screen.Screen, error) {
	table, err := compare.Load(assets.Compare())
	if err != nil {
		return nil, err
	}
	return screen.NewCompare(s.look, table), nil
}

// reviewScreen asks the questions that have come due.
func (s *school) reviewScreen() (screen.Screen, error) { return s.reviewOf(sitting), nil }

// reviewOf asks a number of questions at most.
func (s *school) reviewOf(most int) screen.Screen {
	return screen.NewReview(s.look, screen.ReviewDeps{
		Lay: func() (review.Table, time.Time, error) {
			c, err := s.course()
			if err != nil {
				return review.Table{}, time.Time{}, err
			}
			deck, err := review.NewDeck(c)
			if err != nil {
				return review.Table{}, time.Time{}, err
			}
			return deck.Lay(s.notebook.history()), s.env.Now(), nil
		},
		Save: s.notebook.note, Most: most, Prose: s.prose,
	})
}

// outsideScreen says what the course does not cover.
func (s *school) outsideScreen() (screen.Screen, error) {
	text, err := fs.ReadFile(assets.Outside(), "outside.md")
	if err != nil {
		return nil, err
	}
	return screen.NewReading(s.look, "Outside this course", string(text), s.prose), nil
}
