package command

import (
	"fmt"
	"io/fs"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/identity"
	"poolschool/lessons/step"
	"poolschool/sim/account"
	"poolschool/tui/screen"
)

// followScreen follows one person through an identity pool.
func (s *school) followScreen() (screen.Screen, error) {
	return screen.NewFollow(s.look, screen.FollowDeps{Open: s.env.journey}), nil
}

// journey is one person's way, on a fresh account.
func (e Env) journey() (*identity.Journey, []identity.Station, error) {
	var a account.Account
	l, err := identity.Load(func(name string) (step.Known, error) {
		data, err := fs.ReadFile(accounts.Files(), name+".json")
		if err != nil {
			return nil, fmt.Errorf("no such account: %w", err)
		}
		if a, err = account.Parse(name+".json", data); err != nil {
			return nil, err
		}
		return e.know(a)
	})
	if err != nil {
		return nil, nil, err
	}
	session, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, NewWorld: e.world, Seed: [32]byte(e.Chance.Bytes(32)), Now: e.Now().UTC(),
	})
	if err != nil {
		return nil, nil, err
	}
	return identity.Begin(session), identity.Stations(l), nil
}
