// Package doctor walks the way of a photo through somebody's own account: sign-in, exchange, role, upload. It names the first
// step that fails, why, and the one change of the account file that mends it. A change is tried on a copy of the account
// before it is named, so the advice is known to help.
package doctor

import (
	"context"
	"fmt"
	"time"

	"poolschool/lessons/setup"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
)

// Options say how the photo travels. Keys and Now are required.
type Options struct {
	Keys *keyring.Ring
	Now  time.Time
	Seed [32]byte // of the ids that the file leaves out
	// Bucket is where the photo goes; "" is the first bucket of the file.
	Bucket string
	// Key is the object's key, in which {identityId} stands for the person's identity ID; "" is DefaultKey.
	Key string
	// SignedOut signs the person out between sign-in and exchange.
	SignedOut bool
}

// DefaultKey is the key of the course's photo.
const DefaultKey = "uploads/{identityId}/cat.jpg"

// mostTried is how many changes are tried: an account may have hundreds of roles.
const mostTried = 100

// Steps is how many steps the way has.
const Steps = 4

// Step is one of them.
type Step struct {
	Name string // "sign-in"
	Side account.Side
	Call string // "InitiateAuth"
	OK   bool
	Text string // what came of it, in a few words; for a step that was not reached ""
}

// Report is what the doctor found.
type Report struct {
	File  string
	Steps [Steps]Step
	// Reached is how many steps went well; Steps is all of them.
	Reached int
	// Failed are the exchanges of the step that failed, nested ones included.
	Failed []trace.Exchange
	// Notes say where the walk differs from what an app would do.
	Notes []string
	// Mend is the change that lets the failed step go well; nil when all is well, or when no single change does that.
	Mend *Change
	// Line is where in the file the change belongs.
	Line int
}

// Well reports whether everything passes.
func (r Report) Well() bool { return r.Reached == Steps }

// Examine walks an account file. The error is about the file or the options: one line.
func Examine(ctx context.Context, file string, data []byte, o Options) (Report, error) {
	if o.Key == "" {
		o.Key = DefaultKey
	}
	a, err := setup.Read(file, data)
	if err != nil {
		return Report{}, err
	}
	w, err := travel(ctx, a, o)
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", file, err)
	}
	r := Report{File: file, Steps: w.steps, Reached: w.reached, Failed: w.failed, Notes: w.notes}
	if r.Well() {
		return r, nil
	}
	best := w.reached
	all := candidates(a, w, o)
	for _, c := range all[:min(len(all), mostTried)] {
		reached, ok := tried(ctx, file, data, c, o)
		if ok && reached > best {
			best, r.Mend = reached, &c
		}
		if best == Steps {
			break
		}
	}
	if r.Mend != nil {
		r.Line = account.Line(data, r.Mend.Place)
	}
	return r, ctx.Err()
}

// tried walks the account with a change. A change that makes it no account at all is none.
func tried(ctx context.Context, file string, data []byte, c Change, o Options) (reached int, ok bool) {
	changed, err := c.Apply(data)
	if err != nil {
		return 0, false
	}
	a, err := setup.Read(file, changed)
	if err != nil {
		return 0, false
	}
	w, err := travel(ctx, a, o)
	return w.reached, err == nil
}
