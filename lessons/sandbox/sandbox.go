// Package sandbox is an account to try things in: a copy of a lesson's account as it stands at a step, or a fresh one. Every
// operation of the simulator can be called there, as anybody who is in the account. Nothing that happens in a sandbox reaches
// the lesson that it was copied from.
package sandbox

import (
	"cmp"
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// ErrBusy refuses a second call while one runs.
var ErrBusy = errors.New("a call is still running")

// Sandbox is an account with the calls that were made there. It is safe for concurrent use; it plays one call at a time.
type Sandbox struct {
	fork lessons.Fork
	ops  []wire.Operation

	mu     sync.Mutex
	busy   bool
	values value.Set
	tree   account.Tree
	calls  []Call
	labels map[string]string // of credentials that calls gave, by their value's name
}

// Ask is a call as somebody writes it.
type Ask struct {
	Service   string `json:"service"`   // "cognito-idp"
	Operation string `json:"operation"` // "InitiateAuth"
	As        string `json:"as"`        // a Caller's name; "" is nobody
	Input     string `json:"input"`     // JSON with AWS's member names; {{name}} stands for a value
}

// Call is a call that was made. Nothing in it changes later.
type Call struct {
	Ask
	At        time.Time        // by the account's clock
	Exchanges []trace.Exchange // nested calls included
	Tree      account.Tree     // as it stood afterwards; what this call changed is marked
	Kept      []string         // values that the answer gave
}

// Outer is the exchange of the call itself.
func (c Call) Outer() (trace.Exchange, bool) {
	for i := len(c.Exchanges) - 1; i >= 0; i-- {
		if c.Exchanges[i].Parent == 0 {
			return c.Exchanges[i], true
		}
	}
	return trace.Exchange{}, false
}

// New is a sandbox on an account of its own.
func New(f lessons.Fork) *Sandbox {
	ops := f.World.Operations()
	place := func(op wire.Operation) int {
		return slices.Index([]string{"cognito-idp", "cognito-identity", "sts", "s3", "iam"}, op.Service)
	}
	slices.SortStableFunc(ops, func(a, b wire.Operation) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.Name, b.Name))
	})
	return &Sandbox{fork: f, ops: ops, values: f.Values, tree: f.World.Snapshot(), labels: map[string]string{}}
}

// Operations are all rows of all services, by service and name.
func (s *Sandbox) Operations() []wire.Operation { return s.ops }

// Calls are the calls so far, oldest first.
func (s *Sandbox) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Values are what {{name}} can stand for.
func (s *Sandbox) Values() value.Set {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values
}

// Tree is the account as it stands.
func (s *Sandbox) Tree() account.Tree {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tree
}

// Now is the account's time.
func (s *Sandbox) Now() time.Time { return s.fork.Clock.Now() }

// Advance moves the account's clock ahead.
func (s *Sandbox) Advance(d time.Duration) time.Time {
	s.fork.Clock.Advance(d)
	return s.Now()
}

// Keys are those that an issuer publishes in the account, by key id. Asking for them is no call of the history.
func (s *Sandbox) Keys(ctx context.Context, issuer string) (map[string]*rsa.PublicKey, error) {
	return s.fork.Keys(ctx, issuer)
}

// Play makes a call and remembers it. A refusal by AWS is no error. The error is for the learner: what is wrong with the
// JSON, which value is not there yet, why the caller has no credentials.
func (s *Sandbox) Play(ctx context.Context, a Ask) (Call, error) {
	s.mu.Lock()
	if s.busy {
		s.mu.Unlock()
		return Call{}, ErrBusy
	}
	s.busy = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.busy = false
		s.mu.Unlock()
	}()
	if err := s.introduce(ctx, a.As); err != nil {
		return Call{}, err
	}
	return s.play(ctx, a)
}

func (s *Sandbox) play(ctx context.Context, a Ask) (Call, error) {
	op, ok := s.fork.World.Operation(a.Service, a.Operation)
	if !ok {
		return Call{}, fmt.Errorf("there is no operation %s %s", a.Service, a.Operation)
	}
	head := "you -> " + a.Service + " " + a.Operation
	if a.As != "" {
		head += " as " + credentialsOf(a.As)
	}
	parsed, mistakes := step.Parse(step.Source{Kind: step.KindCall, Info: head, Body: a.Input + "\n---\nexpect 200"}, s.fork.World)
	if len(mistakes) > 0 {
		return Call{}, wrong(mistakes)
	}
	call := Call{Ask: a, At: s.Now()}
	mark := s.fork.World.Log().Last()
	_, err := parsed.Play(ctx, s.env())
	var missing *value.MissingError
	switch {
	case errors.As(err, &missing):
		return Call{}, fmt.Errorf("{{%s}} is not there yet%s", missing.Name, source(missing.Name))
	case err != nil:
		return Call{}, err
	}
	call.Exchanges = s.fork.World.Log().Since(mark)
	s.remember(&call, op)
	return call, nil
}

// env is what a step sees.
func (s *Sandbox) env() *step.Env {
	return &step.Env{
		World: s.fork.World, Clock: s.fork.Clock, Region: s.fork.Region, Values: s.Values(),
		Payload: func(name string) ([]byte, error) {
			if data, ok := s.fork.Files[name]; ok {
				return data, nil
			}
			return nil, &value.MissingError{Name: name}
		},
	}
}

// remember keeps a call and what its answer gives.
func (s *Sandbox) remember(call *Call, op wire.Operation) {
	tree := s.fork.World.Snapshot()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tree = account.Diff(s.tree, tree)
	call.Tree = s.tree
	if e, ok := call.Outer(); ok && e.Status < http.StatusMultipleChoices && !e.Response.Truncated() {
		if answer, err := op.Codec.Decode(op, e.Status, e.Response.Header, e.Response.Body); err == nil {
			s.keep(call, op, e, answer)
		}
	}
	s.calls = append(slices.Clip(s.calls), *call)
}

// wrong is the first mistake in the JSON, with its line.
func wrong(mistakes mistake.List) error {
	m := mistakes[0]
	text := m.What
	if m.Do != "" {
		text += "; " + m.Do
	}
	if m.Line > 0 {
		return fmt.Errorf("line %d: %s", m.Line, text)
	}
	return errors.New(text)
}
