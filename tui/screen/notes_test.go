package screen_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// secondTerminal shows the notes to a place, a while after the page came on the class's screen.
func secondTerminal(t testing.TB, c *classroom, place *screen.Presented, width, height int) screen.Screen {
	t.Helper()
	return tuitest.Start(t, screen.NewNotes(screen.Env{Theme: theme.Plain()}, screen.NotesDeps{
		Next: func() screen.Presented { return *place },
		Now:  func() time.Time { return lessonHour.Add(83 * time.Second) },
		Lesson: func(id string) (*lessons.Lesson, error) {
			if l, ok := c.course.Find(id); ok {
				return l, nil
			}
			return nil, errors.New("no such lesson")
		},
	}), width, height)
}

func TestNotesFrames(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for name, place := range map[string]screen.Presented{
		"nobody presents": {}, "the trade": {Lesson: "photo-upload", Page: 5, Block: 2, Since: lessonHour},
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen {
			return secondTerminal(t, room, &place, width, height)
		})
	}
}

func TestNotesSayWhatThePresenterNeeds(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, tt := range []struct {
		name  string
		place screen.Presented
		want  []string
	}{
		{"nobody presents", screen.Presented{}, []string{"Nobody presents yet.", "press p there"}},
		{"page, time and what is next", screen.Presented{Lesson: "two-pools", Page: 1, Since: lessonHour},
			[]string{"Page 2 of 5 · The token at two doors", "on this page 1:23", "Next: Trade the token", "Let the class vote"}},
		{"the last page", screen.Presented{Lesson: "two-pools", Page: 4, Since: lessonHour}, []string{"This is the last page."}},
		{"no notes", screen.Presented{Lesson: "signing-in", Since: lessonHour}, []string{"No notes stand here.", "Next: "}},
		{"another course", screen.Presented{Lesson: "nowhere", Since: lessonHour}, []string{"the class sees the lesson nowhere", "--course"}},
		{"a page that is not there", screen.Presented{Lesson: "two-pools", Page: 99}, []string{"which is not in this course"}},
		{"nor this one", screen.Presented{Lesson: "two-pools", Page: -7}, []string{"which is not in this course"}},
	} {
		view := tuitest.Text(secondTerminal(t, room, &tt.place, 80, 24).View())
		for _, want := range tt.want {
			if !strings.Contains(view, want) {
				t.Errorf("%s: the notes do not show %q:\n%s", tt.name, want, view)
			}
		}
	}
}

func TestNotesFollowAndTheirTimeGoesOn(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	place := screen.Presented{}
	s := secondTerminal(t, room, &place, 80, 24)
	place = screen.Presented{Lesson: "two-pools", Since: lessonHour}
	s = tuitest.Send(t, s, screen.Seek())
	shows(t, s, "Page 1 of 5 · Who are you?")
	place.Page, place.Since = 2, lessonHour.Add(80*time.Second)
	s = tuitest.Send(t, s, screen.Seek())
	shows(t, s, "Page 3 of 5 · Trade the token", "on this page 0:03")
	place = screen.Presented{}
	shows(t, tuitest.Send(t, s, screen.Seek()), "Nobody presents yet.")
}
