package screen_test

import (
	"errors"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/identity"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// way is the screen that follows one identity, on an account that is the same in every run.
func way(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewFollow(screen.Env{Theme: theme.Plain()}, screen.FollowDeps{Open: journey(everyKind(t))})
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

// journey opens the way in a classroom.
func journey(room *classroom) func() (*identity.Journey, []identity.Station, error) {
	return func() (*identity.Journey, []identity.Station, error) {
		l, err := identity.Load(func(name string) (step.Known, error) {
			a, _ := room.course.Account(name)
			return sim.New(sim.Config{Account: a, Keys: room.keys})
		})
		if err != nil {
			return nil, nil, err
		}
		session, err := room.session(l)
		return identity.Begin(session), identity.Stations(l), err
	}
}

func TestFollowFrames(t *testing.T) {
	all := []string{"enter", "enter", "enter", "enter", "enter", "enter"}
	for name, keys := range map[string][]string{
		"at first": nil, "second device": all[:3], "merged": all, "calls": append(all[:3:3], "z"),
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return way(t, width, height, keys...) })
	}
}

func TestFollowFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"enter", "enter", "enter"}, {"enter", "z"}, {"down", "down"}} {
		everySize(t, way(t, 80, 24, keys...))
	}
}

func TestFollowKeys(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"enter plays the next station", []string{"enter"}, "new → guest"},
		{"and the one after it", []string{"enter", "enter"}, "guest → user pool"},
		{"also from an earlier one", []string{"enter", "enter", "up", "up", "enter"}, "new → merged away"},
		{"looking back", []string{"enter", "enter", "up"}, "new → guest"},
		{"a later station waits", []string{"down"}, "The stations before it come first."},
		{"its calls", []string{"enter", "z"}, "PutObject"},
		{"the call before", []string{"enter", "z", ","}, "── GET jwks_uri"},
		{"esc leads back from the calls", []string{"enter", "z", "esc"}, "What is lost"},
		{"no calls before it is played", []string{"z"}, "enter play it"},
		{"starting over", []string{"enter", "enter", "R"}, "enter play it"},
		{"nothing after the last", []string{"enter", "enter", "enter", "enter", "enter", "enter", "enter"}, "6/6"},
	} {
		shows(t, way(t, 120, 40, tt.keys...), tt.want)
	}
}

func TestFollowKeepsAKeyUntilItIsOpen(t *testing.T) {
	s := screen.NewFollow(screen.Env{Theme: theme.Plain()}, screen.FollowDeps{Open: func() (*identity.Journey, []identity.Station, error) {
		return nil, nil, errors.New("no room")
	}})
	open := s.Init()
	s = tuitest.Press(t, tuitest.Resize(t, s, 80, 24), "enter", "down", "R", "z")
	shows(t, s, "Opening the account")
	shows(t, tuitest.Press(t, tuitest.Run(t, s, open), "enter"), "The account cannot be opened: no room")
}

func TestFollowByMouse(t *testing.T) {
	s := way(t, 120, 40, "enter", "enter")
	x, y := find(t, s, "A guest on the phone")
	s = tuitest.Click(t, s, x, y)
	shows(t, s, "new → guest")
	s = tuitest.Press(t, s, "z")
	_, y = find(t, s, "GetId")
	shows(t, tuitest.Click(t, s, 10, y), "── GetId")
	for _, button := range []tea.MouseButton{tea.MouseButtonWheelDown, tea.MouseButtonWheelUp} {
		s = tuitest.Send(t, s, tea.Msg(tea.MouseMsg{X: 60, Y: 30, Button: button}))
	}
	tuitest.Frame(t, s.View(), 120, 40)
}

func BenchmarkFollowKey(b *testing.B) {
	s := way(b, 200, 60, "enter", "enter")
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(up)
		_ = s.View()
		s, _ = s.Update(down)
		_ = s.View()
	}
}
