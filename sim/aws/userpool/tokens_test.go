package userpool

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/token"
)

func (d *desk) refresh(c, refreshToken string) (GetTokensFromRefreshTokenResponse, error) {
	return d.GetTokensFromRefreshToken(d.t.Context(), GetTokensFromRefreshTokenRequest{ClientId: c, RefreshToken: refreshToken})
}

func TestRefreshKeepsTheSession(t *testing.T) {
	d := newDesk(t, nil)
	first := d.tokens()
	d.clock.Advance(30 * time.Minute)
	second := d.done(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": first.RefreshToken}))
	if second.RefreshToken != "" {
		t.Error("a new refresh token comes without rotation")
	}
	was, is := d.claims(first.AccessToken), d.claims(second.AccessToken)
	for _, name := range []string{"auth_time", "origin_jti", "event_id", "sub"} {
		a, _ := was.Get(name)
		if b, _ := is.Get(name); a != b {
			t.Errorf("%s changes from %v to %v", name, a, b)
		}
	}
	for _, name := range []string{"jti", "iat", "exp"} {
		a, _ := was.Get(name)
		if b, _ := is.Get(name); a == b {
			t.Errorf("%s stays %v", name, a)
		}
	}
	d.done(d.initiate("REFRESH_TOKEN", map[string]string{"REFRESH_TOKEN": first.RefreshToken})) // the old name of the flow
}

// The header has a key id and the algorithm, no type; the two kinds of token have a key each.
func TestHeadersOfTokens(t *testing.T) {
	d := newDesk(t, nil)
	out := d.tokens()
	kids := map[string]bool{}
	for _, raw := range []string{out.IdToken, out.AccessToken} {
		decoded, err := token.Decode(raw)
		if err != nil {
			t.Fatal(err)
		}
		kid := decoded.Header.Text("kid")
		if random, err := base64.StdEncoding.DecodeString(kid); err != nil || len(random) != 32 || !strings.HasSuffix(kid, "=") {
			t.Errorf("kid is %q, want 32 bytes in base64", kid)
		}
		if len(decoded.Header) != 2 || decoded.Header.Text("alg") != token.RS256 {
			t.Errorf("the header is %v, want kid and alg alone", decoded.Header)
		}
		kids[kid] = true
	}
	if len(kids) != 2 {
		t.Errorf("%d keys sign ID and access token, want one each", len(kids))
	}
}

// A refresh token looks like the JWE that AWS gives out, and tells nobody anything.
func TestRefreshTokensAreOpaque(t *testing.T) {
	got := newDesk(t, nil).tokens().RefreshToken
	const header = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ." // {"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}
	if parts := strings.Count(got, ".") + 1; parts != 5 || !strings.HasPrefix(got, header) {
		t.Errorf("%d parts, beginning with %.64s; want 5, beginning with %s", parts, got, header)
	}
	if _, err := token.Decode(got); err == nil {
		t.Error("a refresh token can be read like an ID token")
	}
}

func TestRotation(t *testing.T) {
	rotating := func(grace int) func(*account.UserPool) {
		return func(p *account.UserPool) {
			p.Clients[0].RefreshRotation, p.Clients[0].RotationGrace, p.Clients[0].RefreshMinutes = true, grace, 120
		}
	}
	t.Run("each exchange brings a new token, and the old one is noticed", func(t *testing.T) {
		d := newDesk(t, rotating(0))
		first := d.tokens().RefreshToken
		out, err := d.refresh(d.client, first)
		if err != nil || out.AuthenticationResult.RefreshToken == "" || out.AuthenticationResult.RefreshToken == first {
			t.Fatalf("no new refresh token (%v)", err)
		}
		refuse[GetTokensFromRefreshTokenResponse](d, errReused)(d.refresh(d.client, first))
		if _, err := d.refresh(d.client, out.AuthenticationResult.RefreshToken); err != nil {
			t.Errorf("the new one: %v", err)
		}
	})
	t.Run("the old one stays good for the grace period", func(t *testing.T) {
		d := newDesk(t, rotating(30))
		first := d.tokens().RefreshToken
		for range 2 {
			if _, err := d.refresh(d.client, first); err != nil {
				t.Fatal(err)
			}
			d.clock.Advance(29 * time.Second)
		}
		// Using it again has not prolonged it.
		refuse[GetTokensFromRefreshTokenResponse](d, errReused)(d.refresh(d.client, first))
	})
	t.Run("the new one ends when the first would have", func(t *testing.T) {
		d := newDesk(t, rotating(0))
		first := d.tokens().RefreshToken
		d.clock.Advance(119 * time.Minute)
		out, err := d.refresh(d.client, first)
		if err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(time.Minute)
		refuse[GetTokensFromRefreshTokenResponse](d, errRefreshExpired)(d.refresh(d.client, out.AuthenticationResult.RefreshToken))
	})
	t.Run("the flow of InitiateAuth does not rotate", func(t *testing.T) {
		d := newDesk(t, rotating(0))
		d.refused(errBadRefresh)(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": d.tokens().RefreshToken}))
	})
	t.Run("without rotation it brings two tokens", func(t *testing.T) {
		d := newDesk(t, nil)
		out, err := d.refresh(d.client, d.tokens().RefreshToken)
		if err != nil || out.AuthenticationResult.RefreshToken != "" {
			t.Errorf("refresh token %q (%v), want none", out.AuthenticationResult.RefreshToken, err)
		}
	})
}

func TestOldRefreshTokensAreDropped(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Clients[0].RefreshMinutes = 60 })
	for range 2 {
		for range 600 {
			sess, err := d.newSession(d.client, d.pools[d.pool].users["ana"])
			if err != nil {
				t.Fatal(err)
			}
			d.keepSession(sess)
		}
		d.clock.Advance(time.Hour + 2*day)
	}
	p := d.pools[d.pool]
	if got, sessions := len(p.refresh), len(p.users["ana"].sessions); got > 700 || sessions != got {
		t.Errorf("%d refresh tokens and %d sessions are kept; 600 ended long ago", got, sessions)
	}
}

func TestClientSecretItself(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Clients[0].Secret = testSecret })
	out := d.done(d.initiate(flowPassword, map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword, "SECRET_HASH": SecretHash(testSecret, "ana", testClient)}))
	ask := func(secret string) (GetTokensFromRefreshTokenResponse, error) {
		return d.GetTokensFromRefreshToken(t.Context(), GetTokensFromRefreshTokenRequest{ClientId: d.client, RefreshToken: out.RefreshToken, ClientSecret: secret})
	}
	for _, secret := range []string{"", "wrong"} {
		refuse[GetTokensFromRefreshTokenResponse](d, errClientSecret)(ask(secret))
	}
	if _, err := ask(testSecret); err != nil {
		t.Error(err)
	}
	_, err := d.RevokeToken(t.Context(), RevokeTokenRequest{ClientId: d.client, Token: out.RefreshToken, ClientSecret: "wrong"})
	d.refused(errRevokeForbidden)(nil, err)
}

func TestRevokeEndsOneSession(t *testing.T) {
	d := newDesk(t, nil)
	one, other := d.tokens(), d.tokens()
	revoke := func(client, tok string) error {
		_, err := d.RevokeToken(t.Context(), RevokeTokenRequest{ClientId: client, Token: tok})
		return err
	}
	d.refused(errNotRefresh)(nil, revoke(d.client, one.AccessToken))
	d.refused(errNotRefresh)(nil, revoke(d.client, one.IdToken))
	d.refused(errOtherClient)(nil, revoke(otherClient, one.RefreshToken))
	d.refused(errNoClient.Saying("nosuch"))(nil, revoke("nosuch", one.RefreshToken))
	for _, tok := range []string{one.RefreshToken, one.RefreshToken, "never.given.out.by.anybody"} {
		if err := revoke(d.client, tok); err != nil {
			t.Fatal(err)
		}
	}
	d.refused(errRefreshRevoked)(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": one.RefreshToken}))
	refuse[GetUserResponse](d, errTokenRevoked)(d.GetUser(t.Context(), GetUserRequest{AccessToken: one.AccessToken}))
	if _, err := d.GetUser(t.Context(), GetUserRequest{AccessToken: other.AccessToken}); err != nil {
		t.Errorf("the other session: %v", err)
	}
	id := d.claims(one.IdToken)
	if d.SessionOpen(d.pool, id.Text("sub"), id.Text("origin_jti")) {
		t.Error("the revoked session counts as open")
	}
	id = d.claims(other.IdToken)
	if !d.SessionOpen(d.pool, id.Text("sub"), id.Text("origin_jti")) {
		t.Error("the other session counts as closed")
	}
}

func TestRevocationOff(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Clients[0].NoRevocation = true })
	out := d.tokens()
	for _, name := range []string{"jti", "origin_jti"} {
		if _, ok := d.claims(out.AccessToken).Get(name); ok {
			t.Errorf("the access token has %s", name)
		}
	}
	_, err := d.RevokeToken(t.Context(), RevokeTokenRequest{ClientId: d.client, Token: out.RefreshToken})
	d.refused(errRevokeOff)(nil, err)
	if _, err := d.GlobalSignOut(t.Context(), GlobalSignOutRequest{AccessToken: out.AccessToken}); err != nil {
		t.Fatal(err)
	}
	refuse[GetUserResponse](d, errTokenRevoked)(d.GetUser(t.Context(), GetUserRequest{AccessToken: out.AccessToken}))
}

func TestGlobalSignOutEndsEverySession(t *testing.T) {
	for _, tt := range []struct {
		name string
		out  func(d *desk, access string) error
	}{
		{"by the user", func(d *desk, access string) error {
			_, err := d.GlobalSignOut(d.t.Context(), GlobalSignOutRequest{AccessToken: access})
			return err
		}},
		{"by an administrator", func(d *desk, _ string) error {
			_, err := d.AdminUserGlobalSignOut(d.t.Context(), AdminUserRequest{UserPoolId: d.pool, Username: "ana"})
			return err
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, nil)
			one, other := d.tokens(), d.tokens()
			if err := tt.out(d, one.AccessToken); err != nil {
				t.Fatal(err)
			}
			for _, r := range []AuthenticationResult{one, other} {
				d.refused(errRefreshRevoked)(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": r.RefreshToken}))
				refuse[GetUserResponse](d, errTokenRevoked)(d.GetUser(t.Context(), GetUserRequest{AccessToken: r.AccessToken}))
			}
			d.tokens() // the password still works
		})
	}
	d := newDesk(t, nil)
	_, err := d.AdminUserGlobalSignOut(t.Context(), AdminUserRequest{UserPoolId: d.pool, Username: wantedNobody})
	d.refused(errNoUser)(nil, err)
}

func TestSessionOpen(t *testing.T) {
	d := newDesk(t, nil)
	id := d.claims(d.tokens().IdToken)
	sub, jti := id.Text("sub"), id.Text("origin_jti")
	for _, tt := range []struct {
		name           string
		pool, sub, jti string
		want           bool
	}{
		{"an open one", d.pool, sub, jti, true},
		{"another pool", "us-east-1_Nothing00", sub, jti, false},
		{"nobody", d.pool, "no-such-sub", jti, false},
		{"another session", d.pool, sub, "no-such-session", false},
		{"a token without origin_jti", d.pool, sub, "", true},
	} {
		if got := d.SessionOpen(tt.pool, tt.sub, tt.jti); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	d.pools[d.pool].users["ana"].disabled = true
	if d.SessionOpen(d.pool, sub, jti) {
		t.Error("a disabled user's session counts as open")
	}
}

func TestTamperedAccessTokens(t *testing.T) {
	d := newDesk(t, nil)
	out := d.tokens()
	key, err := testKeys.Key(d.pools[d.pool].accessKey.name)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := testKeys.Key("somebody else's")
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := token.Decode(out.AccessToken)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := token.Sign(token.RS256, foreign, decoded.Header, decoded.Claims)
	if err != nil {
		t.Fatal(err)
	}
	scoped, err := token.Sign(token.RS256, key, decoded.Header, set(decoded.Claims, "scope", "openid"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(out.AccessToken, ".")
	for _, tt := range []struct {
		name, token string
		want        error
	}{
		{"another payload under the same signature", parts[0] + "." + strings.Split(out.IdToken, ".")[1] + "." + parts[2], errBadToken},
		{"no signature", parts[0] + "." + parts[1] + ".", errBadToken},
		{"signed with somebody else's key", forged, errBadToken},
		{"an ID token", out.IdToken, errBadToken},
		{"rubbish", "not.a.token", errBadToken},
		{"without the scope of this API", scoped, errTokenScope},
	} {
		_, err := d.GetUser(t.Context(), GetUserRequest{AccessToken: tt.token})
		d.refused(tt.want)(nil, err)
	}
}
