package userpool

import (
	"crypto/subtle"
	"strconv"
	"sync"
	"time"
)

// mostSecrets of a client: the one in use, and the one that it changes over to.
const mostSecrets = 2

// secrets are what an app client proves itself with. Any of them is right; none at all is a public
// client. Copies of a client share them. They have a lock of their own, because they are read where
// mu is not held.
type secrets struct {
	mu   sync.RWMutex
	kept []secret // oldest first
}

type secret struct {
	id, value string
	created   time.Time
}

// newSecret names a secret: the client's id, "--" and the moment in milliseconds.
func newSecret(client, value string, now time.Time) secret {
	return secret{id: client + "--" + strconv.FormatInt(now.UnixMilli(), 10), value: value, created: now}
}

// all is a copy, oldest first; empty for a public client, and for nil.
func (s *secrets) all() []secret {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]secret(nil), s.kept...)
}

// oldest is "" for a public client.
func (s *secrets) oldest() string {
	for _, x := range s.all() {
		return x.value
	}
	return ""
}

// fit reports whether one of the secrets, or what is made from it, is what was given.
func (s *secrets) fit(given string, made func(value string) string) bool {
	fits := false
	for _, x := range s.all() {
		if subtle.ConstantTimeCompare([]byte(given), []byte(made(x.value))) == 1 {
			fits = true
		}
	}
	return fits
}

// set replaces them. The caller holds the service's mu, so no two calls change them at once.
func (s *secrets) set(kept []secret) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = kept
}

// confidential reports whether the client has a secret.
func (c *client) confidential() bool { return len(c.secrets.all()) > 0 }

// knows reports whether a caller sent one of the client's secrets, or none to a public client.
func (c *client) knows(given string) bool {
	if !c.confidential() {
		return given == ""
	}
	return c.secrets.fit(given, func(value string) string { return value })
}
