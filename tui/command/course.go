package command

import (
	"fmt"
	"io/fs"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/snippet"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

// course loads the lessons, the teacher's own or those that are built in.
func (e Env) course() (*lessons.Course, error) {
	sources, err := e.from.sources()
	if err != nil {
		return nil, err
	}
	c, err := lessons.LoadCourse(sources, e.know)
	return c, e.from.first(err)
}

// know opens an account to check lesson files against. Nothing is signed, so no key is needed.
func (e Env) know(a account.Account) (step.Known, error) {
	return sim.New(sim.Config{Account: a, Keys: e.Keys, Chance: e.Chance})
}

// lesson finds the lesson that an argument names.
func lesson(c *lessons.Course, name string) (*lessons.Lesson, error) {
	l, ok := c.Find(name)
	if !ok {
		return nil, usageError{fmt.Errorf("there is no lesson %q; %s", name, c.Nearest(name))}
	}
	return l, nil
}

// session opens a learner's session of a lesson, on an account of its own.
func (e Env) session(c *lessons.Course, l *lessons.Lesson) (*lessons.Session, error) {
	a, ok := c.Account(l.Account)
	if !ok {
		return nil, fmt.Errorf("%s: there is no account %q", l.File, l.Account)
	}
	return e.sessionOn(a, l)
}

// sessionOn opens a session of a lesson on an account that is given.
func (e Env) sessionOn(a account.Account, l *lessons.Lesson) (*lessons.Session, error) {
	files, err := samples()
	if err != nil {
		return nil, err
	}
	return lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, NewWorld: e.world, Seed: [32]byte(e.Chance.Bytes(32)), Now: e.Now().UTC(), Files: files, Open: e.Open,
		Region: a.Home(),
	})
}

// world opens the account of a session. Every account of the process signs with the same keys.
func (e Env) world(s lessons.Start) (step.World, error) {
	return sim.New(sim.Config{Region: s.Region, Account: s.Account, Clock: s.Clock, Chance: s.Chance, Keys: e.Keys})
}

// snippets are the calls of lessons and outcomes as source code.
func snippets() (snippet.Set, error) { return snippet.Load(assets.Code()) }

// samples are the files that a learner can upload without having one.
func samples() (map[string][]byte, error) {
	files := map[string][]byte{}
	names, err := fs.Glob(assets.Photo(), "*")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(assets.Photo(), name)
		if err != nil {
			return nil, err
		}
		files[name] = data
	}
	return files, nil
}
