package command

import (
	"context"

	"poolschool/lessons/doors"
	"poolschool/tui/screen"
)

// entries are the rows of the map below the lessons.
func (s *school) entries() []screen.HomeEntry {
	return []screen.HomeEntry{
		{Title: "Choose", About: "A few questions lead to a user pool, an identity pool, both, or neither.", Open: s.flowchart},
		{Title: "Who opens which door?", About: "Every token and key at every door: knock, and read why it opens or not.", Open: s.doorsScreen},
		{Title: "Follow one identity", About: "One person as guest, signed in, on a second device, with Google, linked, merged.", Open: s.followScreen},
		{Title: "Glossary", About: "Every term of the course in two sentences, with what it is not.", Open: s.glossaryScreen},
		{Title: "Error finder", About: "Paste an error message: what it means, where it comes from, what to do.", Open: s.finderScreen},
		{Title: "Sandbox", About: "Every call of the simulator, as anybody, on the photo app's account. Nothing can break.", Open: s.freshSandbox},
	}
}

// doorsScreen is the two-doors matrix, on an account of its own.
func (s *school) doorsScreen() (screen.Screen, error) {
	return screen.NewDoors(s.look, screen.DoorsDeps{
		Open: func() (*doors.House, error) { return s.env.openHouse(context.Background()) },
	}), nil
}
