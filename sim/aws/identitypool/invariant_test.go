package identitypool

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"testing"

	"poolschool/sim/wire"
)

// consistent checks what must hold whatever was linked, merged and unlinked before.
func consistent(t *testing.T, d door) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for l, id := range d.linked {
		i, ok := d.identities[id]
		if !ok || !slices.Contains(i.links, l) {
			t.Errorf("login %v leads to %s, which does not have it", l, id)
		}
	}
	for id, i := range d.identities {
		if i.disabled && len(i.links) > 0 {
			t.Errorf("identity %s is disabled and has logins", id)
		}
		seen := map[string]bool{}
		for _, l := range i.links {
			if d.linked[l] != id {
				t.Errorf("identity %s has login %v, which leads to %q", id, l, d.linked[l])
			}
			if seen[l.provider] && l.provider != shop {
				t.Errorf("identity %s has two logins of %s", id, l.provider)
			}
			seen[l.provider] = true
		}
	}
}

// walker does what many clients might do, in any order.
type walker struct {
	door
	tokens map[string][]string // provider → tokens of four people
	rand   *rand.Rand
	ids    []string
}

func newWalker(t *testing.T, d door, seed uint64) *walker {
	w := &walker{door: d, tokens: map[string][]string{}, rand: rand.New(rand.NewPCG(seed, 1))}
	for n := range 4 {
		who := "p" + strconv.Itoa(n)
		w.tokens[userPool] = append(w.tokens[userPool], idToken(t, claim("sub", who)))
		w.tokens[google] = append(w.tokens[google], googleToken(t, who))
		w.tokens[facebook] = append(w.tokens[facebook], who+"@fb-app")
	}
	return w
}

func (w *walker) someLogins() map[string]string {
	l := map[string]string{}
	for _, provider := range []string{userPool, google, facebook} {
		if w.rand.IntN(2) == 0 {
			l[provider] = w.tokens[provider][w.rand.IntN(4)]
		}
	}
	return l
}

func (w *walker) step(ctx context.Context) error {
	l := w.someLogins()
	if len(w.ids) == 0 || w.rand.IntN(3) == 0 {
		out, err := w.GetId(ctx, GetIdRequest{IdentityPoolId: poolID, Logins: l})
		if err == nil {
			w.ids = append(w.ids, out.IdentityId)
		}
		return err
	}
	id := w.ids[w.rand.IntN(len(w.ids))]
	switch w.rand.IntN(8) {
	case 0:
		providers := []string{userPool, google, facebook}
		_, err := w.UnlinkIdentity(ctx, UnlinkIdentityRequest{IdentityId: id, Logins: l, LoginsToRemove: []string{providers[w.rand.IntN(3)]}})
		return err
	case 1:
		_, err := w.GetOpenIdTokenForDeveloperIdentity(ctx, GetOpenIdTokenForDeveloperIdentityRequest{IdentityPoolId: poolID, IdentityId: id, Logins: logins(shop, strconv.Itoa(w.rand.IntN(4)))})
		return err
	case 2:
		_, err := w.DeleteIdentities(ctx, DeleteIdentitiesRequest{[]string{id}})
		return err
	}
	_, err := w.credentials(id, l)
	return err
}

func TestNoOrderOfCallsBreaksTheLinks(t *testing.T) {
	for seed := range uint64(8) {
		d := open(t)
		w := newWalker(t, d, seed)
		for range 150 {
			var e *wire.Error
			if err := w.step(context.Background()); err != nil && (!errors.As(err, &e) || e.Status != 400) {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		consistent(t, d)
	}
}

func TestNorDoManyClientsAtOnce(t *testing.T) {
	d := open(t)
	var wg sync.WaitGroup
	for seed := range uint64(4) {
		w := newWalker(t, d, seed)
		wg.Go(func() {
			for range 60 {
				// Refusals are part of the walk; what counts is the state that is left.
				_ = w.step(context.Background())
			}
		})
	}
	wg.Wait()
	consistent(t, d)
}
