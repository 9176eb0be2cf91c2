package command

import (
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
)

func TestALessonWithoutATrackStandsOnTheMap(t *testing.T) {
	env, _, _ := testEnv()
	env.StateDir = t.TempDir()
	s, _, err := env.school(screen.Env{Theme: theme.Plain()})
	if err != nil {
		t.Fatal(err)
	}
	s.outline = []*lessons.Lesson{{ID: "mine", Number: 10, Title: "My own lesson", Minutes: 3}}
	if view := s.home().SetSize(80, 24).View(); !strings.Contains(view, "1  My own lesson") {
		t.Errorf("the lesson is not on the map:\n%s", view)
	}
}
