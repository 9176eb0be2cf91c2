package lessons

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/trace"
)

// State is a session at one moment. Nothing in it changes later.
type State struct {
	Steps     int              // how many steps were played: what Rewind counts
	Undone    int              // how many steps were taken back and can be played again
	Tries     int              // how many ways were left for another one
	Now       time.Time        // by the account's clock
	Values    value.Set        //
	Tree      account.Tree     // what the last step changed is marked
	Exchanges []trace.Exchange // of all steps so far, in the order in which they began
	Played    map[At]Played    // the last time that each step was played
	Answers   map[string]quiz.Answer
}

// Played is a step that was played.
type Played struct {
	step.Outcome
	Input     step.Input
	Time      time.Time        // by the account's clock, when it began
	Exchanges []trace.Exchange // nested calls included
	Changes   []account.Change // what it changed in the account
}

// Done reports whether the step at that place was played and its promises held.
func (s State) Done(at At) bool {
	p, ok := s.Played[at]
	return ok && p.Held()
}

// Result is what became of one played step. Nothing in it changes later.
type Result struct {
	At At
	Played
	State State
	// Differs says in words for the learner what came instead of what the lesson expects; "" when all promises held.
	Differs string
	// Retry is the form, or the try, that the learner should fill in again; nil when that would not help.
	Retry *At
	// Broken are promises that did not hold although the learner changed nothing: mistakes of the lesson. Each is
	// "file:line: promise: got …".
	Broken []string
}

// run is an account with what was played on it.
type run struct {
	world     step.World
	clock     *clock.Virtual
	region    string
	sending   *meter
	values    value.Set
	files     map[string][]byte
	tree      account.Tree
	exchanges []trace.Exchange
	played    map[At]Played
	answers   map[string]quiz.Answer
	typed     []typedForm
	proposed  map[At]map[string]string // by form, from before it was first filled in
}

// typedForm is a form in which the learner wrote something of their own.
type typedForm struct {
	at     At
	fields []string
}

// fresh opens an account as it was at the beginning.
func (s *Session) fresh() (*run, error) {
	c := s.config
	moves := clock.New(clock.At(c.Now))
	world, err := c.NewWorld(Start{Account: c.Account, Region: c.Region, Clock: moves, Chance: chance.Seeded(c.Seed)})
	if err != nil {
		return nil, fmt.Errorf("open the account %s: %w", c.Lesson.Account, err)
	}
	r := &run{world: world, clock: moves, region: c.Region, sending: &s.sending, files: map[string][]byte{}, tree: world.Snapshot()}
	if r.values, err = accountValues(world.Values()); err != nil {
		return nil, fmt.Errorf("open the account %s: %w", c.Lesson.Account, err)
	}
	return r, nil
}

// accountSide tells from the name of an account's value to which service it belongs.
func accountSide(name string) account.Side {
	for _, prefix := range []string{"userPool", "client", "provider", "issuer", "login", "username", "password"} {
		if strings.HasPrefix(name, prefix) {
			return account.UserPoolSide
		}
	}
	for _, prefix := range []string{"identityPool", "role", "authRole", "guestRole"} {
		if strings.HasPrefix(name, prefix) {
			return account.IdentitySide
		}
	}
	return account.Neither
}

// play plays a step and keeps its values. It does not mark the step: the session judges it first.
func (r *run) play(ctx context.Context, s step.Step, e entry, file func(field, builtIn, path string) ([]byte, error)) (Played, error) {
	env := &step.Env{
		World: r.world, Clock: r.clock, Region: r.region, Values: r.values, Input: e.input,
		File: func(field, builtIn, path string) ([]byte, error) {
			data, err := file(field, builtIn, path)
			if err == nil {
				r.files[field] = data
			}
			return data, err
		},
		Payload: func(name string) ([]byte, error) {
			data, ok := r.files[name]
			if !ok {
				return nil, &value.MissingError{Name: name}
			}
			return data, nil
		},
		Sending: func(content io.Reader, length int64) (io.Reader, func()) {
			return r.sending.count(content, length), r.sending.end
		},
	}
	began, mark := r.clock.Now(), r.world.Log().Last()
	out, err := s.Play(ctx, env)
	if err != nil {
		return Played{}, err
	}
	if form, ok := s.(*step.Form); ok {
		r.note(e, form, began)
	}
	r.values = r.values.With(out.Kept...)
	var changes []account.Change
	if s.Runs() {
		tree := r.world.Snapshot()
		changes = account.Changes(r.tree, tree)
		r.tree = account.Diff(r.tree, tree)
		if r.values, err = withInbox(r.values, r.world); err != nil {
			return Played{}, err
		}
	}
	exchanges := r.world.Log().Since(mark)
	r.exchanges = append(slices.Clip(r.exchanges), exchanges...)
	return Played{Outcome: out, Input: e.input, Time: began, Exchanges: exchanges, Changes: changes}, nil
}

// note remembers which fields the learner filled in otherwise than the form proposed.
func (r *run) note(e entry, form *step.Form, now time.Time) {
	r.typed = slices.DeleteFunc(r.typed, func(t typedForm) bool { return t.at == e.at })
	var fields []string
	proposals := r.proposals(e.at, form, now)
	for _, f := range form.Fields {
		typed, given := e.input.Fields[f.Name]
		if proposed, known := proposals[f.Name]; known && given && typed != proposed && !(f.File && typed == "") {
			fields = append(fields, f.Name)
		}
	}
	if len(fields) > 0 {
		r.typed = append(r.typed, typedForm{e.at, fields})
	}
}

// proposals are what the form's fields held before the learner first typed into it: a field may propose the value that
// it sets itself, and that is no longer the lesson's after the first time.
func (r *run) proposals(at At, form *step.Form, now time.Time) map[string]string {
	if kept, ok := r.proposed[at]; ok {
		return kept
	}
	proposals := map[string]string{}
	for _, f := range form.Fields {
		if text, err := f.Default.Fill(r.values, now, nil); err == nil {
			proposals[f.Name] = text
		}
	}
	if r.proposed == nil {
		r.proposed = map[At]map[string]string{}
	}
	r.proposed[at] = proposals
	return proposals
}

// mark notes that the step was played.
func (r *run) mark(at At, p Played) {
	r.played = maps.Clone(r.played)
	if r.played == nil {
		r.played = map[At]Played{}
	}
	r.played[at] = p
	if p.Answer != nil {
		r.answers = maps.Clone(r.answers)
		if r.answers == nil {
			r.answers = map[string]quiz.Answer{}
		}
		r.answers[p.Answer.ID] = *p.Answer
	}
}

func (r *run) state(steps int) State {
	return State{
		Steps: steps, Now: r.clock.Now(), Values: r.values, Tree: r.tree,
		Exchanges: slices.Clip(r.exchanges), Played: r.played, Answers: r.answers,
	}
}
