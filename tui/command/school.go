package command

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/flowchart"
	"poolschool/lessons/fulltext"
	"poolschool/lessons/progress"
	"poolschool/lessons/snippet"
	"poolschool/tui/component/prose"
	"poolschool/tui/screen"
)

// school makes the screens of one run of the program.
type school struct {
	env     Env
	look    screen.Env
	outline []*lessons.Lesson // what the map shows; read at once
	// course is the whole course, checked. The first call loads it: it waits for that, so it belongs in a command.
	course    func() (*lessons.Course, error)
	runs      func() (*lessons.Course, error) // the calls of the flowchart's outcomes
	reference func() (*lessons.Course, error) // the calls behind terms and error messages
	notebook  *notebook
	divider   screen.Divider
	lectern   *lectern // tells --notes where the presenter is; nil tells nobody
	prose     *prose.Cache
	text      func() (*fulltext.Index, error) // of all pages; made when it is first asked for
	chart     func() (*flowchart.Chart, error)
	code      func() (snippet.Set, error)
	record    func(string) (string, error) // writes the decision; nil without --out
}

// school loads what all screens share. notice is a line for the learner, or "".
func (e Env) school(look screen.Env) (s *school, notice string, err error) {
	s = &school{env: e, look: look, prose: &prose.Cache{}}
	sources, err := e.from.sources()
	if err != nil {
		return nil, "", err
	}
	if s.outline, err = lessons.Outline(sources.Lessons); err != nil {
		return nil, "", err
	}
	s.course, s.runs, s.reference = sync.OnceValues(e.course), sync.OnceValues(e.runs), sync.OnceValues(e.reference)
	s.text = sync.OnceValues(func() (*fulltext.Index, error) {
		c, err := s.course()
		if err != nil {
			return nil, err
		}
		return fulltext.New(c.Lessons), nil
	})
	s.chart = sync.OnceValues(func() (*flowchart.Chart, error) { return flowchart.Load(assets.Flowchart(), chartFile) })
	s.code = sync.OnceValues(snippets)
	s.notebook, notice = e.openNotebook(e.saves())
	s.lectern = newLectern(e.socketPath())
	return s, notice, nil
}

// leave is what is left to do when the learner has gone.
func (s *school) leave() error { return errors.Join(s.lectern.close(), s.notebook.save()) }

// home is the map of the course, at the bottom of every stack.
func (s *school) home() screen.Screen {
	deps := screen.HomeDeps{
		Progress: s.howFar,
		Open:     func(id string) (screen.Screen, error) { return s.lesson(id, s.notebook.progress().PageOf(id)) },
		Entries:  s.entries(),
		OpenPage: s.lesson,
		Know: func(id string, known bool) func() error {
			return s.notebook.note(progress.Event{Kind: progress.Known, Lesson: id, Right: known})
		},
		Closing: closings(),
		Search:  s.search,
	}
	for _, track := range tracks(s.outline) {
		for _, l := range s.outline {
			if slices.Contains(l.Tracks(), track) {
				deps.Lessons = append(deps.Lessons, screen.HomeLesson{ID: l.ID, Number: l.Number, Title: l.Title, Track: track, Minutes: l.Minutes, Goal: l.Goal})
			}
		}
	}
	return screen.NewHome(s.look, deps)
}

// closings are what the learner can explain after a whole track.
func closings() map[string][]string {
	return map[string][]string{"Half an hour": {
		"why there are two pools: one says who you are, the other what you may touch in AWS;",
		"what the three tokens are for, and why S3 takes none of them;",
		"how an ID token becomes AWS credentials, and who decides about the role;",
		"who checks what on a photo's way into its owner's folder;",
		"which of the two an application needs, both, or neither.",
	}}
}

// tracks are the headings of the map, in the order in which the lessons name them. A lesson may stand on two: the
// short way through the course leads over some lessons of the others.
func tracks(outline []*lessons.Lesson) []string {
	var out []string
	for _, l := range outline {
		for _, track := range l.Tracks() {
			if !slices.Contains(out, track) {
				out = append(out, track)
			}
		}
	}
	return out
}

// first is the lesson with which somebody new begins.
func (s *school) first() string {
	if len(s.outline) == 0 {
		return firstLesson
	}
	return s.outline[0].ID
}

func (s *school) howFar() screen.HomeProgress {
	p := s.notebook.progress()
	h := screen.HomeProgress{Done: map[string]bool{}, Known: map[string]bool{}}
	for _, l := range s.outline {
		_, done := p.Finished(l.ID)
		h.Done[l.ID], h.Known[l.ID] = done, p.Known(l.ID)
	}
	id, page := p.Place()
	at := slices.IndexFunc(s.outline, func(l *lessons.Lesson) bool { return l.ID == id })
	if at < 0 {
		return h
	}
	l := s.outline[at]
	h.Lesson = id
	for i, place := range l.Pages {
		if place.ID == page {
			h.Place = fmt.Sprintf("page %d of %d", i+1, len(l.Pages))
		}
	}
	return h
}

// lesson is the screen of a lesson, at a page, or of an outcome's calls.
func (s *school) lesson(id, page string) (screen.Screen, error) {
	f, err := find(id, s.course, s.runs, s.reference)
	if err != nil {
		return nil, err
	}
	deps := screen.LessonDeps{
		Lesson: f.lesson, Page: page, Prose: s.prose, Divider: &s.divider, Now: s.env.Now, Keys: s.env.Keys.Made,
		Open:    func() (*lessons.Session, error) { return s.env.session(f.course, f.lesson) },
		Sandbox: s.forkedSandbox(f.lesson),
	}
	if s.lectern != nil {
		deps.Present = s.lectern.present
		if err := s.lectern.present(screen.Presented{})(); err != nil { // whoever presented another lesson has left it
			return nil, err
		}
	}
	if deps.Diagram, err = diagramOf(f.lesson.Diagram); err != nil {
		return nil, err
	}
	if deps.Code, err = s.codeOf(f); err != nil {
		return nil, err
	}
	if f.run {
		deps.Kind = "Run it" // and nothing is kept: it is no part of the course
	} else {
		deps.Next, deps.Save = f.course.Next(f.lesson, s.howFar().Passed), s.notebook.note
	}
	return screen.NewLesson(s.look, deps), nil
}

// search is the screen that searches the text of all pages.
func (s *school) search(query string) (screen.Screen, error) {
	index, err := s.text()
	if err != nil {
		return nil, err
	}
	return screen.NewSearch(s.look, index, query), nil
}

func (s *school) flowchart() (screen.Screen, error) {
	chart, err := s.chart()
	if err != nil {
		return nil, err
	}
	code, err := s.code()
	if err != nil {
		return nil, err
	}
	return screen.NewFlowchart(s.look, chart, code, s.record), nil
}

// codeOf are the calls of a lesson, or of an outcome, as source code.
func (s *school) codeOf(f found) ([]snippet.Snippet, error) {
	code, err := s.code()
	if err != nil || !f.run {
		return code[f.lesson.Code], err
	}
	chart, err := s.chart()
	if err != nil {
		return nil, err
	}
	outcome, _ := chart.Played(f.lesson.ID)
	return code[outcome.Code], nil
}
