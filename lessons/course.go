package lessons

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/sim/account"
)

// Course is all lessons in their order, with the accounts that they start from. It does not change.
type Course struct {
	Lessons  []*Lesson
	accounts map[string]account.Account
}

// Sources are the folders of a course.
type Sources struct {
	Lessons  fs.FS // NUMBER-NAME.md
	Accounts fs.FS // NAME.json
}

// Know tells the operations and values of an account, to check lesson files against.
type Know func(account.Account) (step.Known, error)

// LoadCourse reads every lesson and every account. The error is a mistake.List with all mistakes of all files, or about
// reading the folders.
func LoadCourse(s Sources, know Know) (*Course, error) {
	c, mistakes, err := readCourse(s, know)
	if err == nil {
		err = mistakes.Err()
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// readCourse reads what can be read; lessons with mistakes are left out. The error is about reading the folders.
func readCourse(s Sources, know Know) (*Course, mistake.List, error) {
	c := &Course{accounts: map[string]account.Account{}}
	mistakes, err := c.readAccounts(s.Accounts)
	if err != nil {
		return nil, nil, err
	}
	open := c.opener(know)
	files, err := fs.Glob(s.Lessons, "*.md")
	if err != nil {
		return nil, nil, fmt.Errorf("read the course: %w", err)
	}
	for _, file := range files {
		source, err := fs.ReadFile(s.Lessons, file)
		if err != nil {
			return nil, nil, fmt.Errorf("read the course: %w", err)
		}
		lesson, err := Load(file, source, open)
		var list mistake.List
		if errors.As(err, &list) {
			mistakes = append(mistakes, list...)
			continue
		}
		c.Lessons = append(c.Lessons, lesson)
	}
	mistakes = append(mistakes, c.twins()...)
	slices.SortFunc(c.Lessons, func(a, b *Lesson) int { return a.Number - b.Number })
	return c, mistakes, nil
}

// opener opens each account once: that is not free, and lessons share them.
func (c *Course) opener(know Know) Open {
	known := map[string]step.Known{}
	return func(name string) (step.Known, error) {
		if k, ok := known[name]; ok {
			return k, nil
		}
		a, ok := c.accounts[name]
		if !ok {
			return nil, fmt.Errorf("no such account; %s", mistake.Meant(name, c.accountNames()))
		}
		k, err := know(a)
		if err == nil {
			known[name] = k
		}
		return k, err
	}
}

func (c *Course) readAccounts(fsys fs.FS) (mistake.List, error) {
	var mistakes mistake.List
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read the accounts: %w", err)
		}
		a, err := account.Parse(file, data)
		if err != nil {
			mistakes = append(mistakes, accountMistake(file, err))
			continue
		}
		c.accounts[strings.TrimSuffix(path.Base(file), ".json")] = a
	}
	return mistakes, nil
}

// accountMistake takes the error of an account file apart: it begins with the file, and with the line where there is one.
func accountMistake(file string, err error) mistake.Mistake {
	m := mistake.Mistake{File: file, What: strings.TrimSpace(strings.TrimPrefix(err.Error(), file+":"))}
	number, rest, ok := strings.Cut(m.What, ": ")
	if n, numberErr := strconv.Atoi(number); ok && numberErr == nil {
		m.Line, m.What = n, rest
	}
	return m
}

func (c *Course) accountNames() []string {
	var names []string
	for name := range c.accounts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// twins reports lessons with the same id or the same number: links and the map tell lessons apart by them.
func (c *Course) twins() mistake.List {
	var mistakes mistake.List
	for i, l := range c.Lessons {
		for _, before := range c.Lessons[:i] {
			if l.ID == before.ID || l.Number == before.Number {
				mistakes = append(mistakes, mistake.Mistake{File: l.File, What: "its number or its name is also that of " + before.File, Do: "rename one of them"})
			}
		}
	}
	return mistakes
}

// Account returns what the account file of that name says.
func (c *Course) Account(name string) (account.Account, bool) {
	a, ok := c.accounts[name]
	return a, ok
}

// Find finds a lesson by its id ("photo-upload"), its number ("120") or its file name.
func (c *Course) Find(name string) (*Lesson, bool) {
	name = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(name)), ".md")
	for _, l := range c.Lessons {
		number := fmt.Sprintf("%03d", l.Number)
		if name == l.ID || name == number || name == strings.TrimLeft(number, "0") || name == number+"-"+l.ID {
			return l, true
		}
	}
	return nil, false
}

// Nearest suggests a lesson for a name that Find does not know: `did you mean "photo-upload"?`, or the known names.
func (c *Course) Nearest(name string) string {
	var ids []string
	for _, l := range c.Lessons {
		ids = append(ids, l.ID)
	}
	return mistake.Meant(name, ids)
}

// Next is the lesson to go on with after this one: the next of its track that is not passed, else an earlier one of the
// track; nil when the track is done. Where tracks cross, it goes on along the one whose lesson before was passed.
func (c *Course) Next(l *Lesson, passed func(id string) bool) *Lesson {
	way := c.way(l, passed)
	at := slices.Index(way, l)
	if at < 0 {
		return nil
	}
	for _, next := range slices.Concat(way[at+1:], way[:at]) {
		if !passed(next.ID) {
			return next
		}
	}
	return nil
}

// way are the lessons of the track on which a learner comes to a lesson. Of several it is the last in which the lesson
// before was passed: the short way comes first, and leads over lessons of the others.
func (c *Course) way(l *Lesson, passed func(id string) bool) (way []*Lesson) {
	for _, track := range l.Tracks() {
		one := c.along(track)
		at := slices.Index(one, l)
		if way == nil || at > 0 && passed(one[at-1].ID) {
			way = one
		}
	}
	return way
}

// along are the lessons of a track.
func (c *Course) along(track string) []*Lesson {
	var out []*Lesson
	for _, l := range c.Lessons {
		if slices.Contains(l.Tracks(), track) {
			out = append(out, l)
		}
	}
	return out
}

// HasPage reports whether a link LESSON/PAGE leads somewhere.
func (c *Course) HasPage(ref string) bool {
	id, page, _ := strings.Cut(ref, "/")
	for _, l := range c.Lessons {
		if l.ID == id {
			return slices.ContainsFunc(l.Pages, func(p Page) bool { return p.ID == page })
		}
	}
	return false
}
