package identitypool

import (
	"context"
	"strings"
	"sync"
	"testing"
)

func TestALoginHasOneIdentityForGood(t *testing.T) {
	d := open(t)
	ana := d.identityOf(t, logins(userPool, idToken(t)))
	if got := d.identityOf(t, logins(userPool, idToken(t, claim("jti", "another sign-in")))); got != ana {
		t.Errorf("the same user again: got %s, want %s", got, ana)
	}
	if got := d.identityOf(t, logins(userPool, idToken(t, claim("sub", "ben")))); got == ana {
		t.Error("another user has the same identity")
	}
	if a, b := d.identityOf(t, nil), d.identityOf(t, nil); a == b {
		t.Error("two guests have the same identity")
	}
	if !strings.HasPrefix(ana, "us-east-1:") {
		t.Errorf("got %s, want an id that begins with the region", ana)
	}
}

func TestLinkingAndMerging(t *testing.T) {
	cog := func(sub string) []string { return []string{userPool, idToken(t, claim("sub", sub))} }
	goo := func(sub string) []string { return []string{google, googleToken(t, sub)} }
	both := func(a, b []string) []string { return append(append([]string{}, a...), b...) }
	for _, tt := range []struct {
		name  string
		given []string   // logins with which the identity in use was made; nil for a guest
		other [][]string // further identities, by their logins
		call  []string   // logins of the call
		want  string     // "given", or "other" for the first of the further ones
		err   string     // how the refusal begins
		gone  string     // which identity is disabled afterwards: "given", "other" or ""
	}{
		{"a guest stays one without logins", nil, nil, nil, "given", "", ""},
		{"a guest who signs in keeps the identity", nil, nil, cog("ana"), "given", "", ""},
		{"a guest whose login has an identity gets that one", nil, [][]string{cog("ana")}, cog("ana"), "other", "", "given"},
		{"the identity's own login", cog("ana"), nil, cog("ana"), "given", "", ""},
		{"a second provider is linked", cog("ana"), nil, both(cog("ana"), goo("g")), "given", "", ""},
		{"a login of another identity merges it in", cog("ana"), [][]string{goo("g")}, both(cog("ana"), goo("g")), "given", "", "other"},
		{"an identity is not used without its login", cog("ana"), nil, nil, "", "NotAuthorizedException: Access to Identity '", ""},
		{"nor with somebody else's", cog("ana"), nil, cog("ben"), "", "NotAuthorizedException: Logins don't match.", ""},
		{"a new login alone does not take over", cog("ana"), nil, goo("g"), "", "NotAuthorizedException: Logins don't match.", ""},
		{"one login per provider, also by merging", both(cog("ana"), goo("g1")), [][]string{both(cog("ben"), goo("g2"))}, both(cog("ana"), goo("g2")), "", "ResourceConflictException: ", ""},
	} {
		d := open(t)
		ids := map[string]string{"given": d.identityOf(t, logins(tt.given...))}
		for _, o := range tt.other {
			ids["other"] = d.identityOf(t, logins(o...))
		}
		out, err := d.credentials(ids["given"], logins(tt.call...))
		if tt.err != "" {
			if err == nil || !strings.HasPrefix(err.Error(), tt.err) {
				t.Errorf("%s: got %v, want %s…", tt.name, err, tt.err)
			}
			continue
		}
		if err != nil || out.IdentityId != ids[tt.want] {
			t.Errorf("%s: got %s, %v, want %s", tt.name, out.IdentityId, err, ids[tt.want])
		}
		for which, id := range ids {
			if got := d.identities[id].disabled; got != (which == tt.gone) {
				t.Errorf("%s: %s disabled = %v", tt.name, which, got)
			}
		}
	}
}

func TestAfterTheMerge(t *testing.T) {
	d := open(t)
	ana := d.identityOf(t, logins(userPool, idToken(t)))
	guest := d.identityOf(t, nil)
	if _, err := d.credentials(guest, logins(userPool, idToken(t))); err != nil {
		t.Fatal(err)
	}
	_, err := d.credentials(guest, nil)
	refused(t, "the guest's id is disabled", err, ErrForbidden.Saying(guest))
	_, err = d.credentials(guest, logins(userPool, idToken(t)))
	refused(t, "with a login too", err, ErrForbidden.Saying(guest))
	g := d.identityOf(t, logins(google, googleToken(t, "g")))
	if got := d.identityOf(t, logins(userPool, idToken(t), google, googleToken(t, "g"))); got != ana || !d.identities[g].disabled {
		t.Errorf("GetId with two logins of two identities: got %s, want the older %s", got, ana)
	}
	if got := d.identityOf(t, logins(google, googleToken(t, "g"))); got != ana {
		t.Errorf("the merged login leads to %s, want %s", got, ana)
	}
}

func TestUnlinking(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	cog, goo := logins(userPool, idToken(t)), logins(google, googleToken(t, "g"))
	ana := d.identityOf(t, logins(userPool, cog[userPool], google, goo[google]))
	_, err := d.UnlinkIdentity(ctx, UnlinkIdentityRequest{IdentityId: ana, Logins: cog, LoginsToRemove: []string{facebook}})
	refused(t, "only a linked login can go", err, ErrLogins)
	if _, err := d.UnlinkIdentity(ctx, UnlinkIdentityRequest{IdentityId: ana, Logins: cog, LoginsToRemove: []string{google}}); err != nil {
		t.Fatal(err)
	}
	if got := d.identityOf(t, goo); got == ana {
		t.Error("an unlinked login still leads to its old identity")
	}
	if _, err := d.UnlinkIdentity(ctx, UnlinkIdentityRequest{IdentityId: ana, Logins: cog, LoginsToRemove: []string{userPool}}); err != nil {
		t.Fatal(err)
	}
	_, err = d.credentials(ana, nil)
	refused(t, "without its last login an identity is out of reach", err, ErrForbidden.Saying(ana))
	_, err = d.credentials(ana, cog)
	refused(t, "for its old login too", err, ErrLogins)
}

func TestManySignInsAtOnceMakeOneIdentity(t *testing.T) {
	d := open(t)
	raw := idToken(t)
	var wg sync.WaitGroup
	ids := make([]string, 200)
	for n := range ids {
		wg.Go(func() {
			out, err := d.GetId(context.Background(), GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, raw)})
			if err != nil {
				t.Error(err)
				return
			}
			ids[n] = out.IdentityId
			if _, err := d.credentials(out.IdentityId, logins(userPool, raw)); err != nil {
				t.Error(err)
			}
			d.Snapshot()
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("got %s and %s", id, ids[0])
		}
	}
}

func TestOtherNamesOfAProviderLeadToTheSameLink(t *testing.T) {
	d, ctx := open(t), context.Background()
	ana := d.identityOf(t, logins(userPool, idToken(t)))
	other := logins("127.0.0.1:4566/pool", idToken(t))
	if got := d.identityOf(t, other); got != ana {
		t.Errorf("by the other name: got identity %s, want %s", got, ana)
	}
	if _, err := d.UnlinkIdentity(ctx, UnlinkIdentityRequest{IdentityId: ana, Logins: other, LoginsToRemove: []string{"127.0.0.1:4566/pool"}}); err != nil {
		t.Errorf("unlinking by the other name: got %v", err)
	}
}
