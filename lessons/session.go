package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"poolschool/lessons/step"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
)

// Region is where lessons take place unless Config says otherwise.
const Region = "us-east-1"

// FileLimit is the longest file that a learner may send, in bytes.
const FileLimit = 5 << 20

// ErrBusy refuses a second step, a rewind or a reset while a step runs.
var ErrBusy = errors.New("a step is still running")

// Start is what a fresh account is opened with. The same Start opens the same account, to the last id.
type Start struct {
	Account account.Account
	Region  string
	Clock   *clock.Virtual
	Chance  chance.Chance
}

// Config describes a session.
type Config struct {
	Lesson  *Lesson
	Account account.Account // what the lesson's account file says
	// NewWorld opens a fresh account; it is called again for every undo. It must sign with the same keys each time.
	NewWorld func(Start) (step.World, error)
	Seed     [32]byte  // of ids, codes and secrets
	Now      time.Time // when the session begins; its clock moves by Tick and wait only
	Region   string    // "" means Region
	// Files are the built-in files that forms of kind file offer, by name: "cat.jpg".
	Files map[string][]byte
	// Open opens a file of the learner's for reading; nil refuses every path.
	Open func(path string) (io.ReadCloser, error)
}

// Session is one learner in one lesson: an account, the values so far, and a journal of what was done. Undo plays the
// journal again on a fresh account. A Session is safe for concurrent use; it plays one step at a time, and what it returns
// does not change afterwards.
type Session struct {
	config Config

	mu      sync.Mutex
	busy    bool
	journal []entry
	undone  []entry   // taken back, the next one to be played again first
	tries   [][]entry // journals that were left for another way, oldest first
	run     *run
	stale   bool          // a step failed halfway: the account must be made anew
	pending time.Duration // ticks that came while a step ran
	state   State
	reading meter // of the learner's own file
	sending meter // of a request that carries a file
}

// entry is one played step, with all that playing it again needs.
type entry struct {
	at     At
	input  step.Input
	files  map[string][]byte // by field
	offset time.Duration     // of the clock when the step began
}

// NewSession opens the account and is ready for the first step.
func NewSession(c Config) (*Session, error) {
	if c.Region == "" {
		c.Region = Region
	}
	s := &Session{config: c}
	r, err := s.fresh()
	if err != nil {
		return nil, err
	}
	s.run = r
	s.state = s.now()
	return s, nil
}

// Lesson is the lesson that is played.
func (s *Session) Lesson() *Lesson { return s.config.Lesson }

// State is the session as it stands; while a step runs, as it stood before.
func (s *Session) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Play plays the step at that place. A refusal by AWS is part of the result. The error is for the learner when it is a
// *step.InputError or a *NotYetError, ErrBusy while another step runs, and otherwise about the program; in all these cases the
// account is as it was.
func (s *Session) Play(ctx context.Context, at At, in step.Input) (Result, error) {
	block, ok := s.config.Lesson.Block(at)
	if !ok || block.Step == nil {
		return Result{}, fmt.Errorf("%s has no step at page %d, block %d", s.config.Lesson.File, at.Page+1, at.Block+1)
	}
	if err := s.begin(); err != nil {
		return Result{}, err
	}
	defer s.end()
	if err := s.mend(ctx); err != nil {
		return Result{}, err
	}
	e := entry{at: at, input: in, offset: s.run.clock.Offset(), files: map[string][]byte{}}
	mark := s.run.world.Log().Last()
	played, err := s.run.play(ctx, block.Step, e, s.reader(&e))
	if err != nil {
		s.stale = s.run.world.Log().Last() != mark
		return Result{}, s.explain(err)
	}
	s.branch(e)
	result := Result{At: at, Played: played, State: s.now()}
	s.judge(&result, block.Step)
	s.run.mark(at, played)
	result.State = s.now()
	s.publish(result.State)
	return result, nil
}

// mend makes the account anew after a step that failed halfway, so that nothing of that step is left.
func (s *Session) mend(ctx context.Context) error {
	if !s.stale {
		return nil
	}
	return s.restore(ctx, s.journal, s.run.clock.Offset())
}

// Tick moves the clock ahead by d and returns the account's time. While a step runs, the tick waits for its end.
func (s *Session) Tick(d time.Duration) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy {
		s.pending += max(0, d)
		return s.state.Now
	}
	s.run.clock.Advance(d)
	s.state.Now = s.run.clock.Now()
	return s.state.Now
}

// Rewind keeps the first n played steps and takes the others back, by playing those n on a fresh account. The clock stands
// where it stood before the first step that is taken back.
func (s *Session) Rewind(ctx context.Context, n int) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	return s.rewind(ctx, n)
}

// Undo takes back the last step that did something to the account, and whatever was answered or typed after it. A step that
// was run several times is taken back as a whole. Without such a step it takes back everything.
func (s *Session) Undo(ctx context.Context) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	n := len(s.journal)
	for n > 0 {
		n--
		if block, _ := s.config.Lesson.Block(s.journal[n].at); block.Step.Runs() {
			break
		}
	}
	if n < len(s.journal) {
		n = slices.IndexFunc(s.journal, func(e entry) bool { return e.at == s.journal[n].at })
	}
	return s.rewind(ctx, n)
}

func (s *Session) rewind(ctx context.Context, n int) (State, error) {
	n = min(max(n, 0), len(s.journal))
	if n == len(s.journal) {
		return s.now(), nil
	}
	if err := s.restore(ctx, s.journal[:n], s.journal[n].offset); err != nil {
		return State{}, err
	}
	s.write(s.journal[:n], slices.Concat(s.journal[n:], s.undone))
	state := s.now()
	s.publish(state)
	return state, nil
}

// Reset starts over: a fresh account, the clock at its beginning.
func (s *Session) Reset(ctx context.Context) (State, error) {
	if err := s.begin(); err != nil {
		return State{}, err
	}
	defer s.end()
	if err := s.restore(ctx, nil, 0); err != nil {
		return State{}, err
	}
	s.mu.Lock()
	s.journal, s.undone, s.tries = nil, nil, nil
	s.mu.Unlock()
	state := s.now()
	s.publish(state)
	return state, nil
}

func (s *Session) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy {
		return ErrBusy
	}
	s.busy = true
	return nil
}

func (s *Session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = false
	s.run.clock.Advance(s.pending)
	s.pending = 0
	s.state.Now = s.run.clock.Now()
}

func (s *Session) publish(state State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = state
}

// restore puts a fresh account in place of the present one, plays the entries on it and sets its clock.
func (s *Session) restore(ctx context.Context, entries []entry, offset time.Duration) error {
	r, err := s.replay(ctx, entries, offset)
	if err != nil {
		return err
	}
	s.run, s.stale = r, false
	return nil
}
