package sts

import (
	"context"
	"strings"
	"testing"

	"poolschool/sim/token"
	"poolschool/sim/wire"
)

// Forgeries that have fooled verifiers elsewhere. None gets a session.
func TestForgedTokens(t *testing.T) {
	good := strings.Split(openID(t), ".")
	other := strings.Split(openID(t, token.Claim{Name: "sub", Value: "us-east-1:somebody-else"}), ".")
	header := func(members token.Claims) string {
		raw, err := token.Sign(token.RS512, otherKey(), members, token.Claims{})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(raw, ".")[0]
	}
	kid := token.Claim{Name: "kid", Value: "k1"}
	for _, tt := range []struct {
		name, raw string
		want      *wire.Error
	}{
		{"another payload under the old signature", good[0] + "." + other[1] + "." + good[2], ErrNotValidated},
		{"no signature", good[0] + "." + good[1] + ".", ErrNotValidated},
		{"algorithm none", header(token.Claims{kid, {Name: "alg", Value: "none"}}) + "." + good[1] + ".", ErrNotValidated},
		{"algorithm HS256", header(token.Claims{kid, {Name: "alg", Value: "HS256"}}) + "." + good[1] + "." + good[2], ErrNotValidated},
		{"an unknown key", header(token.Claims{{Name: "kid", Value: "k2"}, {Name: "alg", Value: "RS512"}}) + "." + good[1] + "." + good[2], ErrNoKey},
		{"a key that the token brings along", header(token.Claims{{Name: "alg", Value: "RS512"}, {Name: "jwk", Value: token.Public("k3", token.RS512, &otherKey().PublicKey)}}) + "." + good[1] + "." + good[2], ErrNoKey},
		{"two parts", good[0] + "." + good[1], ErrNotJWT},
		{"padding after the signature", openID(t) + "==", ErrNotJWT},
	} {
		a := open(t)
		_, err := a.AssumeRoleWithWebIdentity(context.Background(), request(tt.raw))
		refused(t, tt.name, err, tt.want)
		if n := len(a.store.Sessions()); n != 0 {
			t.Errorf("%s: got %d sessions, want none", tt.name, n)
		}
	}
}

func FuzzWebIdentityToken(f *testing.F) {
	good := openID(f)
	f.Add(good + "x")
	f.Add("a.b.c")
	f.Add("eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2NvZ25pdG8taWRlbnRpdHkuYW1hem9uYXdzLmNvbSJ9.")
	a := open(f)
	f.Fuzz(func(t *testing.T, raw string) {
		if raw == good {
			return
		}
		if _, err := a.AssumeRoleWithWebIdentity(t.Context(), request(raw)); err == nil {
			t.Errorf("%q opens a session", raw)
		}
	})
}
