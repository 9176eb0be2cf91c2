package lessons

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"poolschool/lessons/step"
)

// Past is one step of a session's history.
type Past struct {
	At     At
	Input  step.Input
	Undone bool // it was taken back, and Redo would play it again
}

// Try is a way through the lesson that was left for another one.
type Try struct {
	Steps []Past
	Fork  int // how many of the steps are those of the present way too
}

// History lists the steps that were played, then those that were taken back and can be played again.
func (s *Session) History() []Past {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append(pasts(s.journal, false), pasts(s.undone, true)...)
}

// Tries lists the ways that were left, oldest first: steps were taken back, and others were played in their place.
func (s *Session) Tries() []Try {
	s.mu.Lock()
	defer s.mu.Unlock()
	tries := make([]Try, len(s.tries))
	for i, t := range s.tries {
		tries[i] = Try{Steps: pasts(t, false), Fork: shared(t, s.journal)}
	}
	return tries
}

func pasts(entries []entry, undone bool) []Past {
	out := make([]Past, len(entries))
	for i, e := range entries {
		out[i] = Past{At: e.at, Input: e.input, Undone: undone}
	}
	return out
}

// shared is how many steps two journals have in common at their beginning.
func shared(a, b []entry) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].same(b[n]) {
		n++
	}
	return n
}

// same says that two entries are the same step with the same input, whenever they were played.
func (e entry) same(o entry) bool { return e.at == o.at && reflect.DeepEqual(e.input, o.input) }

// branch adds an entry to the journal. If it is what was taken back there, the rest can still be played again; if it is
// another one, what was taken back becomes a try.
func (s *Session) branch(e entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(s.undone) == 0:
	case s.undone[0].same(e):
		s.undone = slices.Clip(s.undone[1:])
	default:
		s.tries = append(slices.Clip(s.tries), slices.Concat(s.journal, s.undone))
		s.undone = nil
	}
	s.journal = append(slices.Clip(s.journal), e)
}

// write changes what History reads, which may be asked while a step runs.
func (s *Session) write(journal, undone []entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal, s.undone = slices.Clip(journal), undone
}

// Redo plays again what the last Undo took back: the steps up to the next one that does something to the account, and
// without such a step all of them. Without anything to redo it changes nothing.
func (s *Session) Redo(ctx context.Context) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	n := 0
	for n < len(s.undone) {
		n++
		if block, _ := s.config.Lesson.Block(s.undone[n-1].at); block.Step.Runs() {
			break
		}
	}
	return s.redo(ctx, n)
}

// Go leads to the moment after the first n steps of the history: it takes steps back, or plays some again.
func (s *Session) Go(ctx context.Context, n int) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	if n <= len(s.journal) {
		return s.rewind(ctx, n)
	}
	return s.redo(ctx, min(n-len(s.journal), len(s.undone)))
}

// redo plays the first n undone steps again. It does so on a fresh account, so that a failure leaves this one as it is.
func (s *Session) redo(ctx context.Context, n int) (State, error) {
	if n == 0 {
		return s.now(), nil
	}
	return s.take(ctx, slices.Concat(s.journal, s.undone[:n]), slices.Clip(s.undone[n:]), s.run.clock.Offset())
}

// Switch goes back to a try, by its place in Tries; the present way, with what was taken back of it, becomes a try in its
// place. An unknown place changes nothing.
func (s *Session) Switch(ctx context.Context, i int) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	if i < 0 || i >= len(s.tries) {
		return s.now(), nil
	}
	present := slices.Concat(s.journal, s.undone)
	state, err := s.take(ctx, s.tries[i], nil, 0)
	if err != nil {
		return State{}, err
	}
	s.mu.Lock()
	s.tries = slices.Clone(s.tries)
	s.tries[i] = present
	s.mu.Unlock()
	return state, nil
}

// take makes a journal the present one. Its clock stands where the last step left it, or at an offset that is later.
func (s *Session) take(ctx context.Context, journal, undone []entry, offset time.Duration) (State, error) {
	if err := s.restore(ctx, journal, offset); err != nil {
		return State{}, err
	}
	s.write(journal, undone)
	state := s.now()
	s.publish(state)
	return state, nil
}

// replay opens a fresh account, plays entries on it and moves its clock on to an offset, if that is still ahead.
func (s *Session) replay(ctx context.Context, entries []entry, offset time.Duration) (*run, error) {
	r, err := s.fresh()
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		block, _ := s.config.Lesson.Block(e.at) // it was found when it was first played
		r.clock.Advance(e.offset - r.clock.Offset())
		played, err := r.play(ctx, block.Step, e, func(field, _, _ string) ([]byte, error) { return e.files[field], nil })
		if err != nil {
			return nil, fmt.Errorf("play %s:%d again: %w", s.config.Lesson.File, block.Line, err)
		}
		r.mark(e.at, played)
	}
	r.clock.Advance(offset - r.clock.Offset())
	return r, nil
}

// now is the state of the present run.
func (s *Session) now() State {
	state := s.run.state(len(s.journal))
	state.Undone, state.Tries = len(s.undone), len(s.tries)
	return state
}
