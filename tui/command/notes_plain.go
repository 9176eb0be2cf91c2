package command

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"poolschool/lessons"
	"poolschool/tui/screen"
)

// lookAgain is how long plain notes wait before they look for a presenter again.
const lookAgain = time.Second

// notesPlain follows a presenter on lines of text, for pipes, screen readers and terminals without a cursor: it writes the notes
// whenever they are others than before, until the context ends.
func (e Env) notesPlain(ctx context.Context) error {
	f := follower{path: e.socketPath()}
	course, runs, reference := sync.OnceValues(e.course), sync.OnceValues(e.runs), sync.OnceValues(e.reference)
	var said cue
	for {
		place := f.next(ctx)
		if ctx.Err() != nil {
			return nil
		}
		c := cue{notes: screen.NobodyPresents}
		if place != (screen.Presented{}) {
			found, err := find(place.Lesson, course, runs, reference)
			c = cueAt(found.lesson, err, place)
		}
		if c != said {
			said = c
			if err := c.write(e.prose(), e.Now().Sub(place.Since)); err != nil {
				return fmt.Errorf("write the notes: %w", err)
			}
		}
		if place != (screen.Presented{}) {
			continue
		}
		if e.Wait(ctx, lookAgain) != nil {
			return nil
		}
	}
}

// cue is what a presenter reads at a place.
type cue struct {
	where string // lesson and page; "" where there is nothing but the notes
	notes string
	next  string
}

// cueAt takes the cue from a lesson, which was looked for and perhaps not found.
func cueAt(l *lessons.Lesson, err error, place screen.Presented) cue {
	if err != nil || place.Page < 0 || place.Page >= len(l.Pages) {
		return cue{notes: screen.Astray(place.Lesson).Error()}
	}
	c := cue{
		where: fmt.Sprintf("%s · page %d of %d · %s", l.Title, place.Page+1, len(l.Pages), l.Pages[place.Page].Title),
		notes: l.Notes(lessons.At{Page: place.Page, Block: place.Block}),
		next:  screen.LastPage,
	}
	if c.notes == "" {
		c.notes = screen.NoNotes
	}
	if i := place.Page + 1; i < len(l.Pages) {
		c.next = "Next: " + l.Pages[i].Title
	}
	return c
}

// write writes the cue, with the time that was spent on its page.
func (c cue) write(to io.Writer, spent time.Duration) error {
	if c.where == "" {
		_, err := fmt.Fprintln(to, c.notes)
		return err
	}
	_, err := fmt.Fprintf(to, "\n%s · on this page %s\n%s\n%s\n", c.where, screen.Spent(spent), c.notes, c.next)
	return err
}
