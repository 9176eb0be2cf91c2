package screen_test

import (
	"fmt"
	"slices"
	"testing"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// replaying is the course's photo upload, where credentials were given out, with that call replayed up to a hop.
func replaying(t *testing.T, width, height int, keys ...string) screen.Screen {
	t.Helper()
	room := newClassroom(t, "../../lessons/course")
	deps := room.deps(t, "photo-upload")
	deps.Page = "trade"
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), width, height)
	return tuitest.Press(t, s, append([]string{"down", "enter", "enter", "r"}, keys...)...)
}

func TestReplayFrames(t *testing.T) {
	for _, hop := range []int{0, 2, 5} {
		frames(t, fmt.Sprintf("hop %d", hop+1), func(t *testing.T, width, height int) screen.Screen {
			return replaying(t, width, height, slices.Repeat([]string{"space"}, hop)...)
		})
	}
}

func TestKeysOfAReplay(t *testing.T) {
	for _, tt := range []struct {
		name        string
		keys        []string
		shows, hide []string
	}{
		{"it begins with the request alone", nil,
			[]string{"hop 1 of 6", "[Request]", "GetCredentialsForIdentity"}, []string{"AssumeRole", "role PhotoUser ┼"}},
		{"the answer is not told before it has come", []string{"tab"}, []string{"The answer is still on its way."}, []string{"200 OK"}},
		{"nor why", []string{"3"}, []string{"The answer is still on its way."}, []string{"trust policy of role"}},
		{"nor the credentials in it", []string{"4"}, []string{"ID token"}, []string{"ASIA4A3MTMQZQO23BLZU · "}},
		{"space shows the next hop", []string{"space"}, []string{"hop 2 of 6", "AssumeRole"}, []string{"GET jwks_u"}},
		{"a full stop does too", []string{"."}, []string{"hop 2 of 6"}, nil},
		{"a comma goes a hop back", []string{"space", "space", ","}, []string{"hop 2 of 6"}, []string{"GET jwks_uri"}},
		{"before the first hop there is none", []string{","}, []string{"hop 1 of 6"}, nil},
		{"an answer shows the response", []string{"space", "space", "space"}, []string{"hop 4 of 6", "[Response]", "200 OK"}, nil},
		{"at the end space shows all calls", slices.Repeat([]string{"space"}, 6), []string{"enter next page", "[Why]"}, []string{"hop "}},
		{"r ends it", []string{"space", "r"}, []string{"enter next page"}, []string{"hop "}},
		{"esc ends it, not the lesson", []string{"space", "esc"}, []string{"enter next page", "role PhotoUser"}, []string{"hop "}},
		{"another key ends it and is what it always is", []string{"space", "z"}, []string{"r replay"}, []string{"hop ", "Page 6"}},
		{"help knows its keys", []string{"?"}, []string{"next hop"}, nil},
		{"it can be begun anew", []string{"space", "space", "r", "r"}, []string{"hop 1 of 6"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := replaying(t, 120, 40, tt.keys...)
			if tt.name == "help knows its keys" {
				s = screen.NewHelp(screen.Env{Theme: theme.Plain()}, s).SetSize(120, 40)
			}
			shows(t, s, tt.shows...)
			hides(t, s, tt.hide...)
		})
	}
}

func TestARefusedCallIsReplayedUntilItsReasons(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, append(slices.Clone(toRefused), "r", "space")...)
	shows(t, s, "hop 2 of 2", "[Why]", "✗ 403 AccessDenied")
}

func TestAReplayTakesTheScreenAndGivesItBack(t *testing.T) {
	s := replaying(t, 80, 24)
	hides(t, s, "Page 6 of 12")
	shows(t, tuitest.Press(t, s, "esc"), "Page 6 of 12")
}

func TestNothingIsReplayedBeforeTheFirstCall(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "esc", "z")
	before := s.View()
	if after := tuitest.Press(t, s, "r").View(); after != before {
		t.Errorf("r does something:\n%s", after)
	}
}

func TestAReplayFillsEverySize(t *testing.T) {
	s := replaying(t, 80, 24, "space", "space")
	for _, width := range []int{60, 79, 80, 109, 110, 120, 200} {
		for _, height := range []int{16, 20, 24, 40} {
			tuitest.Frame(t, tuitest.Resize(t, s, width, height).View(), width, height)
		}
	}
}
