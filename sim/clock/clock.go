// Package clock is the time of a simulated account. Nothing under sim reads the
// machine's clock: what needs the time is handed a Clock, so a learner can move
// an hour ahead and a test can stand still.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time of the account. Times are in UTC.
type Clock interface {
	Now() time.Time
}

// Virtual is a base clock plus an offset that only ever grows by Advance.
// Lifetimes (tokens, codes, credentials) follow Now. Signature skew accepts Base
// as well, because some clients sign with the machine's time and do not correct
// themselves after a jump. A Virtual is safe for concurrent use.
type Virtual struct {
	base func() time.Time

	mu     sync.RWMutex
	offset time.Duration
}

// New returns a clock that shows what base shows until it is advanced.
func New(base func() time.Time) *Virtual {
	return &Virtual{base: base}
}

// At is a base that stands still at t.
func At(t time.Time) func() time.Time {
	t = t.UTC()
	return func() time.Time { return t }
}

// Now is the account's time: base plus offset.
func (v *Virtual) Now() time.Time {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.base().UTC().Add(v.offset)
}

// Base is the time without the offset.
func (v *Virtual) Base() time.Time { return v.base().UTC() }

// Offset is how far the account is ahead of its base.
func (v *Virtual) Offset() time.Duration {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.offset
}

// Advance moves the account ahead by d. A negative d is ignored: an account never
// goes back in time.
func (v *Virtual) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.offset += d
}
