package userpool

import (
	"crypto/subtle"
	"encoding/base32"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// authenticator is a user's app for one-time passwords (RFC 6238).
type authenticator struct {
	name     string
	secret   string // base32; "" when none is verified
	verified bool
	pending  string         // handed out, not yet proven
	used     map[int64]bool // time steps whose code has been taken
}

const (
	totpStep     = 30 * time.Second
	totpSkew     = 1 // steps that a phone's clock may be off
	secretLength = 32
)

// newSecret draws what an authenticator app is fed with: 52 characters of base32.
func (s *Service) newSecret() string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(s.Chance.Bytes(secretLength))
}

// times are when a code may be good: by the account's clock and, because a real phone
// does not move when a learner moves the account ahead, by the clock beneath it.
func (s *Service) times() []time.Time {
	times := []time.Time{s.Clock.Now()}
	if v, ok := s.Clock.(interface{ Base() time.Time }); ok {
		times = append(times, v.Base())
	}
	return times
}

// step finds the time step whose code this is.
func step(secret, code string, times []time.Time) (int64, bool) {
	found, at := false, int64(0)
	for _, now := range times {
		for i := -totpSkew; i <= totpSkew; i++ {
			t := now.Add(time.Duration(i) * totpStep)
			want, err := totp.GenerateCodeCustom(secret, t, totp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
			if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
				found, at = true, t.Unix()/int64(totpStep/time.Second)
			}
		}
	}
	return at, found
}

// take accepts a code of the secret once. Callers hold mu.
func (a *authenticator) take(secret, code string, times []time.Time) (fits, again bool) {
	at, ok := step(secret, code, times)
	if !ok {
		return false, false
	}
	if a.used[at] {
		return true, true
	}
	if a.used == nil {
		a.used = map[int64]bool{}
	}
	// Steps that no clock can reach again need not be remembered.
	for old := range a.used {
		if old < earliest(times) {
			delete(a.used, old)
		}
	}
	a.used[at] = true
	return true, false
}

func earliest(times []time.Time) int64 {
	first := times[0]
	for _, t := range times[1:] {
		if t.Before(first) {
			first = t
		}
	}
	return first.Unix()/int64(totpStep/time.Second) - totpSkew
}
