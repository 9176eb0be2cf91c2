// Package keyring holds the RSA keys that a simulated account signs with. No key
// is stored or shipped: they are made when the program runs, in the background,
// one after another, because making one takes 10 to 130 ms of a core.
package keyring

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"sync"
	"sync/atomic"
)

// Bits is the length of every key: the pool keys that AWS publishes are RSA 2048.
const Bits = 2048

// Names of the keys that the first accounts of a process need, in the order in which
// they are made: what the first lesson needs first.
const (
	UserPoolID     = "userpool-1/id"     // signs the ID tokens of the first user pool
	UserPoolAccess = "userpool-1/access" // signs its access tokens
	IdentityPool   = "identitypool"      // signs the OpenID tokens of identity pools
	Google         = "google"
	Facebook       = "facebook"
	Company        = "company"
)

func order() []string {
	return []string{UserPoolID, UserPoolAccess, IdentityPool, Google, Facebook, Company}
}

// Ring gives out keys by name. The accounts of one process share one ring, so
// undoing a step by replaying it on a fresh account signs with the same keys. A Ring
// is safe for concurrent use; its zero value is ready.
type Ring struct {
	mu   sync.Mutex
	keys map[string]*entry
}

type entry struct {
	once sync.Once
	made atomic.Bool
	key  *rsa.PrivateKey
	err  error
}

// Fill makes the keys that every course needs, one after another, and returns when
// they are there. Start it in one goroutine.
func (r *Ring) Fill() error {
	for _, name := range order() {
		if _, err := r.Key(name); err != nil {
			return err
		}
	}
	return nil
}

// Made is how many of the keys that Fill makes are there, and how many those are.
func (r *Ring) Made() (made, all int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range order() {
		if e, ok := r.keys[name]; ok && e.made.Load() {
			made++
		}
	}
	return made, len(order())
}

// Key returns the key of that name and makes it if this is the first time it is asked
// for. It may block for as long as making a key takes.
func (r *Ring) Key(name string) (*rsa.PrivateKey, error) {
	e := r.entry(name)
	e.once.Do(func() {
		e.key, e.err = rsa.GenerateKey(rand.Reader, Bits)
		e.made.Store(e.err == nil)
	})
	if e.err != nil {
		return nil, fmt.Errorf("key %s: %w", name, e.err)
	}
	return e.key, nil
}

func (r *Ring) entry(name string) *entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.keys == nil {
		r.keys = map[string]*entry{}
	}
	e, ok := r.keys[name]
	if !ok {
		e = &entry{}
		r.keys[name] = e
	}
	return e
}
