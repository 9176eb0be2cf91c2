package lessons

import (
	"context"

	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/clock"
	"poolschool/sim/trace"
)

// Fork is a copy of a session's account as it stands. What is done to it does not reach the session.
type Fork struct {
	World     step.World
	Clock     *clock.Virtual
	Region    string
	Values    value.Set
	Exchanges []trace.Exchange  // how the account came to be as it is
	Files     map[string][]byte // what forms of kind file chose, by field
}

// Fork copies the account as it stands, by playing the journal again on a fresh one. The copy has the same ids, keys and
// time; only what the learner sees of it from now on goes another way.
func (s *Session) Fork(ctx context.Context) (Fork, error) {
	if err := s.begin(); err != nil {
		return Fork{}, err
	}
	defer s.end()
	r, err := s.replay(ctx, s.journal, s.run.clock.Offset())
	if err != nil {
		return Fork{}, err
	}
	return Fork{World: r.world, Clock: r.clock, Region: r.region, Values: r.values, Exchanges: r.exchanges, Files: r.files}, nil
}

// NewFork opens a fresh account without a lesson. Config.Lesson is not needed.
func NewFork(c Config) (Fork, error) {
	if c.Region == "" {
		c.Region = Region
	}
	if c.Lesson == nil {
		c.Lesson = &Lesson{Account: "sandbox"} // errors name it
	}
	r, err := (&Session{config: c}).fresh()
	if err != nil {
		return Fork{}, err
	}
	return Fork{World: r.world, Clock: r.clock, Region: r.region, Values: r.values, Files: c.Files}, nil
}
