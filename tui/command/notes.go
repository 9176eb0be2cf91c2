package command

import (
	"context"

	"poolschool/lessons"
	"poolschool/tui/screen"
)

// notes follow a presenter, above the map, or on lines of text where nothing can be drawn. The lesson that is named need not
// be there: whatever the class sees is followed.
func (e Env) notes(ctx context.Context, args []string, plain bool, o options) error {
	for _, name := range args {
		if _, err := find(name, e.course, e.runs, e.reference); err != nil {
			return err // before a screen opens, so that the line stays on the terminal
		}
	}
	if plain || !e.interactive() {
		return e.notesPlain(ctx)
	}
	return e.show(ctx, o, func(look screen.Env) (opened, error) {
		s, notice, err := e.school(look)
		if err != nil {
			return opened{}, err
		}
		return opened{[]screen.Screen{s.home(), s.notes(ctx)}, notice, s.leave}, nil
	})
}

// notes are the screen in the presenter's second terminal.
func (s *school) notes(ctx context.Context) screen.Screen {
	f := follower{path: s.env.socketPath()}
	return screen.NewNotes(s.look, screen.NotesDeps{
		Next: func() screen.Presented { return f.next(ctx) },
		Now:  s.env.Now, Prose: s.prose,
		Lesson: func(id string) (*lessons.Lesson, error) {
			f, err := find(id, s.course, s.runs, s.reference)
			return f.lesson, err
		},
	})
}
