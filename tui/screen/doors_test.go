package screen_test

import (
	"errors"
	"strings"
	"testing"
	"testing/cryptotest"

	"poolschool/lessons/doors"
	"poolschool/sim"
	"poolschool/sim/chance"
	"poolschool/sim/keyring"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// matrix opens the matrix with keys that are the same in every run, and presses keys.
func matrix(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	if t, ok := t.(*testing.T); ok {
		cryptotest.SetGlobalRandom(t, 7)
	}
	s := screen.NewDoors(screen.Env{Theme: theme.Plain()}, screen.DoorsDeps{Open: house(t)})
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

// house opens the account with all doors.
func house(t testing.TB) func() (*doors.House, error) {
	ring := &keyring.Ring{}
	return func() (*doors.House, error) {
		a, err := doors.Account()
		if err != nil {
			return nil, err
		}
		w, err := sim.New(sim.Config{Account: a, Keys: ring, Chance: chance.Seeded([32]byte{9})})
		if err != nil {
			return nil, err
		}
		return doors.Open(t.Context(), w)
	}
}

func TestDoorsFrames(t *testing.T) {
	bearer := []string{"right", "right", "right", "right", "enter"} // the ID token at S3
	for name, keys := range map[string][]string{
		"at first": nil, "refused": bearer, "panels only": append(bearer[:5:5], "z"), "everywhere": {"r", "down", "down", "down", "right"},
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return matrix(t, width, height, keys...) })
	}
}

func TestDoorsFillEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"r"}, {"enter", "z"}, {"r", "right", "right", "right", "right", "right"}} {
		everySize(t, matrix(t, 80, 24, keys...))
	}
}

func TestKnockingTellsWhatCameOfIt(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want []string
	}{
		{"a guess first", nil, []string{"Will this door open?", "0 of 48 tried", "enter knock"}},
		{"in", []string{"enter"}, []string{"✓ In.", "with it as Bearer token", "1 of 48 tried"}},
		{"refused, with the reason", []string{"right", "right", "down", "enter"}, []string{"Missing a required claim: aud", "Why: "}},
		{"a wording that no source has", []string{"right", "enter"}, []string{"(wording simulated)"}},
		{"everywhere", []string{"r"}, []string{"48 of 48 tried"}},
		{"the cursor stays in the table", []string{"up", "left", "enter"}, []string{"ID token at your application", "✓ In."}},
		{"the way round by one more key", []string{"enter", "z", "esc"}, []string{"You hold"}},
		{"nothing to enlarge yet", []string{"z"}, []string{"You hold"}},
	} {
		shows(t, matrix(t, 120, 40, tt.keys...), tt.want...)
	}
}

func TestTheWholeTableStopsWhenAsked(t *testing.T) {
	s := matrix(t, 120, 40)
	s, cmd := s.Update(tuitest.Key(t, "r"))
	shows(t, s, "r stop", "0/48")
	s, _ = s.Update(tuitest.Key(t, "r"))
	s = tuitest.Run(t, s, cmd)
	shows(t, s, "1 of 48 tried", "r knock everywhere")
}

func TestAKeyBeforeTheAccountIsOpenIsNotLost(t *testing.T) {
	deps := screen.DoorsDeps{Open: func() (*doors.House, error) { return nil, errors.New("no room") }}
	s := screen.NewDoors(screen.Env{Theme: theme.Plain()}, deps)
	open := s.Init()
	s = tuitest.Resize(t, s, 80, 24)
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "opening the account")
	s = tuitest.Run(t, s, open)
	shows(t, s, "The account cannot be opened: no room")
	shows(t, tuitest.Press(t, s, "r", "enter"), "no room", "0 of 48 tried")
}

func TestDoorsByMouse(t *testing.T) {
	s := matrix(t, 120, 40)
	x, y := find(t, s, "AWS_IAM")
	s = tuitest.Click(t, s, x, y+2)
	shows(t, s, "access token at an API with AWS_IAM")
	hides(t, s, "1 of 48")
	s = tuitest.Click(t, s, x, y+2)
	shows(t, s, "1 of 48 tried", "✗ Forbidden")
	for _, at := range [][2]int{{0, 5}, {119, 39}, {50, 0}} {
		if got := tuitest.Click(t, s, at[0], at[1]); !strings.Contains(got.View(), "1 of 48 tried") {
			t.Errorf("a click at %v knocks", at)
		}
	}
}

func BenchmarkDoorsKey(b *testing.B) {
	s := matrix(b, 200, 60, "r")
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
