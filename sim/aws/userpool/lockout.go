package userpool

import "time"

// failures counts wrong passwords of one user.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html
type failures struct {
	count int
	last  time.Time
	until time.Time // locked until then
}

const (
	freeFailures  = 5 // the fifth wrong password is the first that locks
	longestLock   = 15 * time.Minute
	forgottenWhen = 15 * time.Minute // without any attempt
)

// locked reports how long the user is still locked out. Attempts while locked do not count.
func (f *failures) locked(now time.Time) (time.Duration, bool) {
	if now.Before(f.until) {
		return f.until.Sub(now), true
	}
	return 0, false
}

// wrong counts one more failure and locks for 2^(n-5) seconds from the fifth on.
func (f *failures) wrong(now time.Time) {
	if now.Sub(f.last) >= forgottenWhen {
		f.count = 0
	}
	f.count, f.last = f.count+1, now
	if f.count < freeFailures {
		return
	}
	lock := longestLock
	// 2^10 s is past the cap already; shifting further would overflow.
	if n := f.count - freeFailures; n < 10 {
		lock = min(lock, time.Second<<n)
	}
	f.until = now.Add(lock)
}
