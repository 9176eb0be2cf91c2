package identity

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
)

func theAccount(t *testing.T) account.Account {
	t.Helper()
	data, err := fs.ReadFile(accounts.Files(), "many-doors.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("many-doors.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func journey(t *testing.T) *Journey {
	t.Helper()
	a, ring := theAccount(t), &keyring.Ring{}
	l, err := Load(func(string) (step.Known, error) { return sim.New(sim.Config{Account: a}) })
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range l.Warnings {
		t.Error(w)
	}
	s, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, Seed: [32]byte{5}, Now: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC),
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Clock: s.Clock, Chance: s.Chance, Keys: ring, Account: s.Account})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Begin(s)
}

// states are the identities in words, one after another.
func states(all []Identity) string {
	var words []string
	for _, i := range all {
		words = append(words, i.State+": "+strings.Join(i.Files, " "))
	}
	return strings.Join(words, " | ")
}

func TestOnePersonsWay(t *testing.T) {
	j := journey(t)
	var visits []Visit
	for {
		v, done, err := j.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if done {
			break
		}
		if len(v.Broken) > 0 {
			t.Errorf("%s: %v", v.ID, v.Broken)
		}
		visits = append(visits, v)
	}
	for i, tt := range []struct{ id, after string }{
		{"guest", "guest: draft.txt"},
		{"signed-in", "user pool: draft.txt"},
		{"second-device", "user pool: draft.txt | merged away: note.txt"},
		{"google", "user pool: draft.txt | merged away: note.txt | Google: album.txt"},
		{"linked", "user pool, Facebook: draft.txt | merged away: note.txt | Google: album.txt"},
		{"merged", "user pool, Facebook, Google: draft.txt | merged away: note.txt | merged away: album.txt"},
	} {
		if i >= len(visits) {
			t.Fatalf("only %d stations", len(visits))
		}
		v := visits[i]
		if v.ID != tt.id || states(v.After) != tt.after {
			t.Errorf("%s: after it %q, want %s: %q", v.ID, states(v.After), tt.id, tt.after)
		}
		if v.Story == "" || v.Lost == "" || v.Story == v.Lost || len(v.Exchanges) == 0 {
			t.Errorf("%s: story %q, lost %q, %d calls: none may be missing", v.ID, v.Story, v.Lost, len(v.Exchanges))
		}
		if i > 0 && states(v.Before) != states(visits[i-1].After) {
			t.Errorf("%s: before it %q, which is not what the station before left: %q", v.ID, states(v.Before), states(visits[i-1].After))
		}
		if !slices.ContainsFunc(v.After, func(x Identity) bool { return x.ID == v.Me }) {
			t.Errorf("%s: she is %q, which is no identity", v.ID, v.Me)
		}
	}
	first := visits[0].Me
	for i, same := range []bool{true, true, true, false, true, true} {
		if (visits[i].Me == first) != same {
			t.Errorf("%s: she has the first number: %v, want %v", visits[i].ID, !same, same)
		}
	}
}

func TestTheStationsAreKnownBeforeTheyArePlayed(t *testing.T) {
	j := journey(t)
	stations := Stations(j.session.Lesson())
	v, _, err := j.Next(t.Context())
	if err != nil || len(stations) != 6 || v.Station != stations[0] {
		t.Errorf("%d stations, the first %+v; played %+v, %v", len(stations), stations[0], v.Station, err)
	}
}

func TestLoginNames(t *testing.T) {
	for _, tt := range []struct{ note, want string }{
		{"guest", "guest"}, {"disabled", "merged away"}, {"no login left", "no login left"},
		{"cognito-idp.us-east-1.amazonaws.com/us-east-1_A, graph.facebook.com", "user pool, Facebook"},
		{"login.example.org", "login.example.org"},
	} {
		if got := read(account.Node{Kind: "identity", Note: tt.note}).State; got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.note, got, tt.want)
		}
	}
}
