package errorfinder

import (
	"context"
	"embed"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/aws/userpool"
	"poolschool/sim/keyring"
	"poolschool/sim/simtest"
	"poolschool/sim/trace"
)

var update = flag.Bool("update", false, "write which page of the course brings each message about")

const folder = "../../assets/errors"

func theFinder(t testing.TB) *Finder {
	t.Helper()
	f, err := Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

//go:embed testdata/*.txt
var scripts embed.FS

var keys = &keyring.Ring{}

// worlds opens accounts and remembers them, for their logs.
type worlds struct {
	mu  sync.Mutex
	all []*sim.World
}

func (w *worlds) open(t *testing.T, a account.Account) simtest.Door {
	t.Helper()
	world, err := sim.New(sim.Config{Account: a, Keys: keys, Triggers: triggers})
	if err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, world)
	return world
}

// triggers gives the pool "gated" a function that lets nobody sign up.
func triggers(pool string) userpool.Triggers {
	if pool != "gated" {
		return userpool.Triggers{}
	}
	return userpool.Triggers{PreSignUp: func(context.Context, *userpool.PreSignUp) error {
		return errors.New("Not allowed")
	}}
}

func refusals(log []trace.Exchange) []trace.Exchange {
	return slices.DeleteFunc(log, func(e trace.Exchange) bool { return e.OK() && e.Code == "" })
}

// Every entry is a message that the simulator gives: by a script here, or by one of the simulator's own.
func TestEveryMessageIsBroughtAbout(t *testing.T) {
	var w worlds
	t.Run("scripts", func(t *testing.T) { simtest.RunFS(t, scripts, "testdata", w.open) })
	t.Run("simulator", func(t *testing.T) { simtest.Run(t, w.open) })
	var refused []trace.Exchange
	for _, world := range w.all {
		refused = append(refused, refusals(world.Log().Since(0))...)
	}
	f := theFinder(t)
	if len(f.Entries) < 60 {
		t.Errorf("%d entries, want 60 at least", len(f.Entries))
	}
	for _, e := range f.Entries {
		if !slices.ContainsFunc(refused, func(x trace.Exchange) bool { return e.Fits(x.Code, x.Refusal) }) {
			t.Errorf("%s: nothing answers %s %q", e.ID, e.Code, e.Message)
		}
	}
}

// playable loads lessons, the course's or those of the reference.
func playable(t *testing.T, files fs.FS) *lessons.Course {
	t.Helper()
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a, Keys: keys}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: files, Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// opened is a session of a lesson on an account of its own.
func opened(t *testing.T, c *lessons.Course, l *lessons.Lesson) *lessons.Session {
	t.Helper()
	a, _ := c.Account(l.Account)
	s, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, Seed: [32]byte{7}, Now: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC),
		Files: map[string][]byte{"cat.jpg": []byte("not really a photo")},
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Clock: s.Clock, Chance: s.Chance, Keys: keys, Account: s.Account})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What no lesson shows is played here: every promise holds.
func TestTheReferenceHolds(t *testing.T) {
	c := playable(t, assets.Reference())
	for _, l := range c.Lessons {
		if !strings.HasPrefix(l.ID, "see-") {
			t.Errorf("%s: the name should begin with see-", l.File)
		}
		broken, err := lessons.Check(t.Context(), opened(t, c, l))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range append(broken, l.Warnings...) {
			t.Error(m)
		}
	}
}

// pagesOf plays the course, then the reference, and lists which pages bring each message about.
func pagesOf(t *testing.T, f *Finder) map[string][]string {
	t.Helper()
	pages := map[string][]string{}
	for _, files := range []fs.FS{course.Files(), assets.Reference()} {
		playInto(t, f, playable(t, files), pages)
	}
	return pages
}

func playInto(t *testing.T, f *Finder, c *lessons.Course, pages map[string][]string) {
	t.Helper()
	for _, l := range c.Lessons {
		s := opened(t, c, l)
		err := lessons.Through(context.Background(), s, func(at lessons.At, _ lessons.Block, r *lessons.Result) error {
			if r == nil {
				return nil
			}
			for _, x := range refusals(slices.Clone(r.Exchanges)) {
				for _, e := range f.Entries {
					page := l.ID + "/" + l.Pages[at.Page].ID
					if e.Fits(x.Code, x.Refusal) && !slices.Contains(pages[e.ID], page) {
						pages[e.ID] = append(pages[e.ID], page)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Logf("%s cannot be played to its end: %v", l.ID, err)
		}
	}
}

// A page that an entry names shows the message. -update names the first page that shows it for entries without one.
func TestPagesShowTheMessage(t *testing.T) {
	f := theFinder(t)
	pages, named := pagesOf(t, f), map[string]string{}
	for _, e := range f.Entries {
		switch {
		case e.See == "" && len(pages[e.ID]) > 0:
			named[e.ID] = pages[e.ID][0]
			t.Logf("%s is shown by %s; -update names it", e.ID, strings.Join(pages[e.ID], ", "))
		case e.See != "" && !slices.Contains(pages[e.ID], e.See):
			t.Errorf("%s: page %s does not bring it about", e.ID, e.See)
			if *update && len(pages[e.ID]) > 0 {
				named[e.ID] = pages[e.ID][0]
			}
		case e.See != "":
			named[e.ID] = e.See
		}
	}
	if !*update {
		return
	}
	data, err := json.Marshal(named, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder+"/"+pagesFile, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d entries have a page", len(named), len(f.Entries))
}
