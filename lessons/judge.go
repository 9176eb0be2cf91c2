package lessons

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// NotYetError says that a step needs a value which is not there yet.
type NotYetError struct {
	Name string // of the value
	From string // title of the step that gives it
	At   At     // where that step stands
}

// Error says what to do first.
func (e *NotYetError) Error() string {
	return fmt.Sprintf("{{%s}} is not there yet; run %q first", e.Name, e.From)
}

// explain names the step that gives a missing value.
func (s *Session) explain(err error) error {
	var missing *value.MissingError
	if !errors.As(err, &missing) {
		return err
	}
	for _, at := range s.config.Lesson.Steps() {
		block, _ := s.config.Lesson.Block(at)
		if slices.Contains(block.Step.Keeps(), missing.Name) {
			return &NotYetError{Name: missing.Name, From: block.Step.Title(), At: at}
		}
	}
	return err
}

// judge says what a broken promise means: something that the learner typed, a step that ran twice, or a mistake of the
// lesson. It looks at the marks from before this step.
func (s *Session) judge(r *Result, played step.Step) {
	if r.Held() {
		return
	}
	var broken []step.Promise
	for _, p := range r.Promises {
		if !p.Held {
			broken = append(broken, p)
		}
	}
	wanted, came := strings.TrimPrefix(broken[0].Text, "expect "), strings.TrimSuffix(broken[0].Got, ".")
	r.Differs = fmt.Sprintf("What came is %s, and the lesson goes on from %s.", came, wanted)
	if played.Kind() == step.KindTry {
		r.Differs = fmt.Sprintf("Not there yet: the goal is %s, and what came is %s.", strings.TrimPrefix(broken[0].Text, "goal "), came)
		r.Retry = &r.At
		return
	}
	form, ok := s.run.formFor(played)
	if title, from, left := s.leftOut(r.At); left && (!ok || form.at.Page <= from.Page) {
		r.Differs += fmt.Sprintf(" %q was left out, and this step may need it; undo leads back.", title)
		return
	}
	if ok {
		r.Retry = &form.at
		r.Differs += fmt.Sprintf(" You typed your own %s: change it, and try again.", strings.Join(form.fields, " and "))
		return
	}
	if _, before := r.State.Played[r.At]; before {
		r.Differs += " This step has run before, so the account has changed since; undo takes it back."
		return
	}
	for _, p := range broken {
		r.Broken = append(r.Broken, fmt.Sprintf("%s:%d: %s", s.config.Lesson.File, p.Line, p))
	}
}

// leftOut is the title and the place of a task for the learner, before that place, which was not solved.
func (s *Session) leftOut(place At) (title string, from At, left bool) {
	for _, at := range s.config.Lesson.Steps() {
		if at == place {
			break
		}
		block, _ := s.config.Lesson.Block(at)
		if p, played := s.run.played[at]; block.Step.Kind() == step.KindTry && !(played && p.Held()) {
			return strings.TrimSuffix(block.Step.Title(), "."), at, true
		}
	}
	return "", At{}, false
}

// formFor finds the form whose changed fields the step uses, or else the last form that was changed: a value that was
// typed can also act through what came of it.
func (r *run) formFor(played step.Step) (typedForm, bool) {
	for i := len(r.typed) - 1; i >= 0; i-- {
		for _, u := range played.Uses() {
			if slices.Contains(r.typed[i].fields, u.Ref.Name) {
				return r.typed[i], true
			}
		}
	}
	if len(r.typed) == 0 {
		return typedForm{}, false
	}
	return r.typed[len(r.typed)-1], true
}

// reader reads files for a step that is played for the first time and keeps their bytes in its entry.
func (s *Session) reader(e *entry) func(field, builtIn, path string) ([]byte, error) {
	return func(field, builtIn, path string) ([]byte, error) {
		data, err := s.file(builtIn, path)
		if err == nil {
			e.files[field] = data
		}
		return data, err
	}
}

func (s *Session) file(builtIn, path string) ([]byte, error) {
	if path == "" {
		data, ok := s.config.Files[builtIn]
		if !ok {
			return nil, fmt.Errorf("no built-in file %q; type the path of a file of your own", builtIn)
		}
		return data, nil
	}
	if s.config.Open == nil {
		return nil, errors.New("files cannot be read here; leave the field as it was")
	}
	f, err := s.config.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	data, err := io.ReadAll(io.LimitReader(s.reading.count(f, lengthOf(f)), FileLimit+1))
	s.reading.end()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if len(data) > FileLimit {
		return nil, fmt.Errorf("%s is larger than 5 MiB; choose a smaller file", path)
	}
	return data, nil
}
