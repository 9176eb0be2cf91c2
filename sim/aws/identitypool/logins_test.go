package identitypool

import (
	"context"
	"testing"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/wire"
)

func TestLoginsThatAreRefused(t *testing.T) {
	ctx := context.Background()
	openID := func(d door) string {
		raw, err := d.mint(d.pools[poolID], "us-east-1:00000000-0000-0000-0000-000000000000", []string{authenticated, "login.shop"}, nil, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	check := func(p *pool) { p.CognitoIdentityProviders[0].ServerSideTokenCheck = true }
	for _, tt := range []struct {
		name   string
		logins map[string]string
		change func(*pool)
		want   *wire.Error
	}{
		{"text is no token", logins(userPool, "not-a-token"), nil, ErrNotOpenID},
		{"the key with https:// is another name", logins("https://"+userPool, idToken(t)), nil, ErrIssuer},
		{"a typo in the key", logins(userPool+"x", idToken(t)), nil, ErrIssuer},
		{"a token of another pool", logins(userPool, idToken(t, claim("iss", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other"))), nil, ErrIssuer},
		{"the access token has no audience", logins(userPool, idToken(t, claim("aud", nil), claim("token_use", "access"), claim("client_id", clientID))), nil, ErrNoAudience},
		{"a token for another client", logins(userPool, idToken(t, claim("aud", "another-client"))), nil, ErrUnsupported},
		{"azp goes before aud", logins(oidcHost, oidcToken(t, "ci", claim("azp", "elsewhere"))), nil, ErrUnsupported},
		{"a provider that the pool does not have", logins("unconfigured.example.com", idToken(t, claim("iss", "https://unconfigured.example.com"))), nil, ErrLogins},
		{"a forged signature", logins(userPool, sign(t, "forger", token.RS256, []token.Claim{claim("sub", "ana"), claim("iss", "https://"+userPool), claim("aud", clientID), claim("exp", noon.Add(time.Hour).Unix())})), nil, ErrSignature},
		{"keys that cannot be fetched", logins("down.example.com", idToken(t, claim("iss", "https://down.example.com"), claim("aud", "app"))), func(p *pool) { p.SupportedLoginProviders["down.example.com"] = "app" }, ErrSignature},
		{"expired this second", logins(userPool, idToken(t, claim("exp", noon.Unix()))), nil, ErrTokenExpired.Saying(noon.Unix(), noon.Unix())},
		{"a user pool's token gets no grace", logins(userPool, idToken(t, claim("exp", noon.Unix()-120))), nil, ErrTokenExpired.Saying(noon.Unix(), noon.Unix()-120)},
		{"others get five minutes, not more", logins(oidcHost, oidcToken(t, "ci", claim("exp", noon.Unix()-300))), nil, ErrTokenExpired.Saying(noon.Unix(), noon.Unix()-300)},
		{"no expiry", logins(userPool, idToken(t, claim("exp", nil))), nil, ErrNotOpenID},
		{"nobody's token", logins(userPool, idToken(t, claim("sub", nil))), nil, ErrNoSubject},
		{"signed out everywhere, with ServerSideTokenCheck", logins(userPool, idToken(t, claim("sub", "signed-out"))), check, ErrRevoked},
		{"a token that the provider does not vouch for", logins(facebook, "garbage"), nil, ErrOpaque},
		{"a token for another app", logins(facebook, "ana@other-app"), nil, ErrUnsupported},
		{"a social provider that the pool does not have", logins(amazon, "ana@app"), nil, ErrLogins},
		{"a SAML provider that the pool does not have", logins("arn:aws:iam::111122223333:saml-provider/Company", "PHNhbWw+"), nil, ErrLogins},
		{"one bad login fails the call", logins(userPool, idToken(t), google, "garbage"), nil, ErrNotOpenID},
		{"no login where guests are off", nil, func(p *pool) { p.AllowUnauthenticatedIdentities = no() }, ErrNoGuests},
	} {
		d := open(t)
		if tt.change != nil {
			tt.change(d.pools[poolID])
		}
		_, err := d.GetId(ctx, GetIdRequest{IdentityPoolId: poolID, Logins: tt.logins})
		refused(t, tt.name, err, tt.want)
		if n := len(d.identities); n != 0 {
			t.Errorf("%s: got %d identities, want none", tt.name, n)
		}
	}
	d := open(t)
	_, err := d.GetId(ctx, GetIdRequest{IdentityPoolId: poolID, Logins: logins(cognito, openID(d))})
	refused(t, "GetId takes no token of an identity pool", err, ErrCognitoToken)
	_, err = d.GetId(ctx, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, openID(d))})
	refused(t, "nor under another key", err, ErrCognitoToken)
	_, err = d.GetId(ctx, GetIdRequest{IdentityPoolId: "us-east-1:0"})
	refused(t, "the pool must exist", err, ErrNoPool.Saying("us-east-1:0"))
	_, err = d.credentials("us-east-1:0", nil)
	refused(t, "the identity must exist", err, ErrNoIdentity.Saying("us-east-1:0"))
}

func TestLoginsThatHold(t *testing.T) {
	for _, tt := range []struct {
		name   string
		logins map[string]string
		change func(*pool)
	}{
		{"a user pool's ID token", logins(userPool, idToken(t)), nil},
		{"a user pool by its other name", logins("127.0.0.1:4566/pool", idToken(t)), nil},
		{"with ServerSideTokenCheck, still welcome", logins(userPool, idToken(t)), func(p *pool) { p.CognitoIdentityProviders[0].ServerSideTokenCheck = true }},
		{"signed out, but nobody checks", logins(userPool, idToken(t, claim("sub", "signed-out"))), nil},
		{"Google", logins(google, googleToken(t, "g-1")), nil},
		{"an OpenID Connect provider of IAM", logins(oidcHost, oidcToken(t, "ci")), nil},
		{"a little late at an OpenID Connect provider", logins(oidcHost, oidcToken(t, "ci", claim("exp", noon.Unix()-299))), nil},
		{"Facebook, which has no JWT", logins(facebook, "ana@fb-app"), nil},
		{"several at once", logins(userPool, idToken(t), google, googleToken(t, "g-1")), nil},
		{"a guest", nil, nil},
	} {
		d := open(t)
		if tt.change != nil {
			tt.change(d.pools[poolID])
		}
		if _, err := d.GetId(context.Background(), GetIdRequest{IdentityPoolId: poolID, Logins: tt.logins}); err != nil {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}
