package serve

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
)

// Start says how an account begins, and begins again.
type Start struct {
	Account  account.Account
	Endpoint string           // "http://127.0.0.1:4566": under it stand issuers and login pages
	Base     func() time.Time // of the machine
	Chance   chance.Chance
	Keys     *keyring.Ring
	Folder   string     // in which a folder for objects is made
	Kept     int        // how many exchanges the trace keeps
	Limits   sim.Limits // of the services, on requests; nil answers any number
}

// Account is an account that can start over. It is safe for concurrent use.
type Account struct {
	start  Start
	seed   [32]byte
	folder string // of its own, for objects
	hub    hub

	mu  sync.Mutex // one reset, or one move of the clock, at a time
	era atomic.Pointer[era]
}

// era is an account between two resets.
type era struct {
	number int
	world  *sim.World
	clock  *clock.Virtual
	blobs  *disk
}

// Open starts an account. Close it to remove its objects' folder.
func Open(s Start) (*Account, error) {
	folder, err := os.MkdirTemp(s.Folder, "poolschool-")
	if err != nil {
		return nil, fmt.Errorf("a folder for objects: %w", err)
	}
	a := &Account{start: s, seed: [32]byte(s.Chance.Bytes(32)), folder: folder}
	if err := a.Reset(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return a, nil
}

// Reset starts the account over: its ids, access keys, signing keys and people are those of its first start, its clock
// shows the machine's time, and everything that has happened is gone.
func (a *Account) Reset() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	old := a.era.Load()
	next := &era{clock: clock.New(a.start.Base)}
	if old != nil {
		next.number = old.number + 1
	}
	var err error
	if next.blobs, err = newDisk(filepath.Join(a.folder, strconv.Itoa(next.number))); err != nil {
		return err
	}
	luck := &luck{}
	luck.use(chance.Seeded(a.seed))
	next.world, err = sim.New(sim.Config{
		Account: a.start.Account, Clock: next.clock, Chance: luck, Keys: a.start.Keys, TraceLimit: a.start.Kept, Blobs: next.blobs, Limits: a.start.Limits,
		Issuer: func(poolID string) string { return a.start.Endpoint + "/" + poolID }, LoginURL: a.loginURL,
	})
	if err != nil {
		return errors.Join(err, next.blobs.remove())
	}
	luck.use(a.start.Chance)
	next.world.Log().Listen(a.hub.tell)
	a.era.Store(next)
	if old == nil {
		return nil
	}
	return old.blobs.remove()
}

// loginURL is where the login pages of a domain are. The first domain of the account has the endpoint itself, because
// names below localhost are not known to every program; the others have such names.
func (a *Account) loginURL(domain string) string {
	for _, p := range a.start.Account.UserPools {
		if p.Domain == "" {
			continue
		}
		if p.Domain == domain {
			break
		}
		_, port, _ := cutPort(a.start.Endpoint)
		return "http://" + domain + ".localhost" + port
	}
	return a.start.Endpoint
}

// World is the account as it stands, for any request.
func (a *Account) World(*http.Request) *sim.World { return a.era.Load().world }

// Stop ends everybody's reading of the trace.
func (a *Account) Stop() { a.hub.close() }

// Close removes the objects. The account must not be used any more.
func (a *Account) Close() error {
	a.hub.close()
	return os.RemoveAll(a.folder)
}

// furthest is how far an account's clock may be ahead of the machine's: longer than anything lives.
const furthest = 100 * 365 * 24 * time.Hour

var errClock = errors.New("advance is a duration above zero, as 90s, 15m or 720h, and moves the clock no more than 100 years ahead in all")

// advance moves the clock and returns the account's new time.
func (a *Account) advance(d time.Duration) (time.Time, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.era.Load().clock
	if d <= 0 || d > furthest-c.Offset() {
		return time.Time{}, errClock
	}
	c.Advance(d)
	return c.Now(), nil
}

// luck is the chance of an account: foretold by the seed while it opens, so that ids and keys are the same after a
// reset, and nobody's to foretell from then on.
type luck struct {
	source atomic.Pointer[chance.Chance]
}

func (l *luck) use(c chance.Chance) { l.source.Store(&c) }

// ID implements chance.Chance.
func (l *luck) ID() string { return (*l.source.Load()).ID() }

// Digits implements chance.Chance.
func (l *luck) Digits(n int) string { return (*l.source.Load()).Digits(n) }

// Bytes implements chance.Chance.
func (l *luck) Bytes(n int) []byte { return (*l.source.Load()).Bytes(n) }

// cutPort splits "http://127.0.0.1:4566" before ":4566"; port is "" when there is none.
func cutPort(endpoint string) (rest, port string, ok bool) {
	i := strings.LastIndexByte(endpoint, ':')
	if i < 0 || strings.ContainsAny(endpoint[i:], "/]") {
		return endpoint, "", false
	}
	return endpoint[:i], endpoint[i:], true
}
