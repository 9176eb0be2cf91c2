package identitypool

import (
	"context"
	"slices"
	"testing"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/wire"
)

const shop = "login.shop"

func (d door) developer(t testing.TB, in GetOpenIdTokenForDeveloperIdentityRequest) GetOpenIdTokenForDeveloperIdentityResponse {
	t.Helper()
	in.IdentityPoolId = poolID
	out, err := d.GetOpenIdTokenForDeveloperIdentity(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestADevelopersUserGetsCredentials(t *testing.T) {
	d := open(t)
	ana := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana"), PrincipalTags: map[string]string{"plan": "gold"}})
	if again := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana")}); again.IdentityId != ana.IdentityId {
		t.Errorf("the same user: got %s, want %s", again.IdentityId, ana.IdentityId)
	}
	got, err := token.Decode(ana.Token)
	if err != nil {
		t.Fatal(err)
	}
	exp, _ := got.Claims.Time("exp")
	if want := []string{"authenticated", shop, shop + ":" + poolID + ":ana"}; !slices.Equal(got.Claims.Strings("amr"), want) || exp.Sub(noon) != 15*time.Minute {
		t.Errorf("got amr %v for %s, want %v for 15m", got.Claims.Strings("amr"), exp.Sub(noon), want)
	}
	if _, err := d.credentials(ana.IdentityId, logins(cognito, ana.Token)); err != nil {
		t.Fatal(err)
	}
	asked := d.world.last(t)
	inner, err := token.Decode(asked.Get("WebIdentityToken"))
	if err != nil || asked.Get("RoleArn") != authRole || tagsIn(inner)["plan"] != "gold" || !slices.Equal(inner.Claims.Strings("amr"), got.Claims.Strings("amr")) {
		t.Errorf("STS was asked for %s with %v", asked.Get("RoleArn"), inner.Claims)
	}
	seconds := 60
	short := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana"), TokenDuration: &seconds})
	d.clock.Advance(time.Minute)
	_, err = d.credentials(ana.IdentityId, logins(cognito, short.Token))
	refused(t, "the duration is as asked", err, ErrTokenExpired.Saying(noon.Unix()+60, noon.Unix()+60))
}

func TestDevelopersTokensThatAreRefused(t *testing.T) {
	d := open(t)
	ana := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana")})
	ben := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ben")})
	guest := d.identityOf(t, nil)
	guestToken, err := d.GetOpenIdToken(context.Background(), GetOpenIdTokenRequest{IdentityId: guest})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, id, raw string
		want          *wire.Error
	}{
		{"for another identity", ana.IdentityId, ben.Token, ErrLogins},
		{"a guest's token", guest, guestToken.Token, ErrLogins},
		{"forged", ana.IdentityId, sign(t, "forger", token.RS512, []token.Claim{claim("iss", issuer), claim("aud", poolID), claim("sub", ana.IdentityId), claim("amr", []string{"authenticated", shop}), claim("exp", noon.Add(time.Hour).Unix())}), ErrSignature},
		{"a user pool's token under the wrong key", ana.IdentityId, idToken(t), ErrSignature},
		{"no token", ana.IdentityId, "ana", ErrNotOpenID},
	} {
		_, err := d.credentials(tt.id, logins(cognito, tt.raw))
		refused(t, tt.name, err, tt.want)
	}
	_, err = d.GetOpenIdTokenForDeveloperIdentity(context.Background(), GetOpenIdTokenForDeveloperIdentityRequest{IdentityPoolId: poolID, Logins: logins("other", "ana")})
	refused(t, "the pool's developer provider must be named", err, ErrLogins)
}

func TestDevelopersUsersAreLinked(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	l := logins(userPool, idToken(t))
	known := d.identityOf(t, l)
	if got := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{IdentityId: known, Logins: logins(shop, "ana")}); got.IdentityId != known {
		t.Errorf("linked to a given identity: got %s, want %s", got.IdentityId, known)
	}
	if got := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana")}); got.IdentityId != known {
		t.Errorf("later: got %s, want %s", got.IdentityId, known)
	}
	_, err := d.GetOpenIdTokenForDeveloperIdentity(ctx, GetOpenIdTokenForDeveloperIdentityRequest{IdentityPoolId: poolID, IdentityId: d.identityOf(t, nil), Logins: logins(shop, "ana")})
	refused(t, "a user has one identity", err, ErrRegistered)

	other := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana-old")})
	merged, err := d.MergeDeveloperIdentities(ctx, MergeDeveloperIdentitiesRequest{SourceUserIdentifier: "ana-old", DestinationUserIdentifier: "ana", DeveloperProviderName: shop, IdentityPoolId: poolID})
	if err != nil || merged.IdentityId != known || !d.identities[other.IdentityId].disabled {
		t.Errorf("merged: got %s, %v, want %s", merged.IdentityId, err, known)
	}
	looked, err := d.LookupDeveloperIdentity(ctx, LookupDeveloperIdentityRequest{IdentityPoolId: poolID, IdentityId: known})
	if err != nil || !slices.Equal(looked.DeveloperUserIdentifierList, []string{"ana", "ana-old"}) {
		t.Errorf("looked up: got %v, %v", looked, err)
	}
	looked, err = d.LookupDeveloperIdentity(ctx, LookupDeveloperIdentityRequest{IdentityPoolId: poolID, DeveloperUserIdentifier: "ana-old"})
	if err != nil || looked.IdentityId != known {
		t.Errorf("looked up by user: got %v, %v", looked, err)
	}
	_, err = d.LookupDeveloperIdentity(ctx, LookupDeveloperIdentityRequest{IdentityPoolId: poolID, IdentityId: d.identityOf(t, nil), DeveloperUserIdentifier: "ana"})
	refused(t, "both given and not matching", err, &wire.Error{Code: "ResourceConflictException"})
	_, err = d.LookupDeveloperIdentity(ctx, LookupDeveloperIdentityRequest{IdentityPoolId: poolID, DeveloperUserIdentifier: "nobody"})
	refused(t, "nobody's identity", err, ErrNoDeveloperUser.Saying("nobody"))
	_, err = d.LookupDeveloperIdentity(ctx, LookupDeveloperIdentityRequest{IdentityPoolId: poolID})
	refused(t, "neither given", err, &wire.Error{Code: "InvalidParameterException"})

	unlink := UnlinkDeveloperIdentityRequest{IdentityId: known, IdentityPoolId: poolID, DeveloperProviderName: shop, DeveloperUserIdentifier: "ana-old"}
	if _, err := d.UnlinkDeveloperIdentity(ctx, unlink); err != nil {
		t.Error(err)
	}
	_, err = d.UnlinkDeveloperIdentity(ctx, unlink)
	refused(t, "unlinked once", err, &wire.Error{Code: "ResourceConflictException"})
	if got := d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, "ana-old")}); got.IdentityId == known {
		t.Error("an unlinked user still has the identity")
	}
	_, err = d.MergeDeveloperIdentities(ctx, MergeDeveloperIdentitiesRequest{SourceUserIdentifier: "nobody", DestinationUserIdentifier: "ana", DeveloperProviderName: shop, IdentityPoolId: poolID})
	refused(t, "only users with an identity merge", err, ErrNoDeveloperUser.Saying("nobody"))
}

func TestPublicProvidersDoNotMergeTwice(t *testing.T) {
	d := open(t)
	for user, sub := range map[string]string{"a": "g1", "b": "g2"} {
		d.developer(t, GetOpenIdTokenForDeveloperIdentityRequest{Logins: logins(shop, user, google, googleToken(t, sub))})
	}
	_, err := d.MergeDeveloperIdentities(context.Background(), MergeDeveloperIdentitiesRequest{SourceUserIdentifier: "a", DestinationUserIdentifier: "b", DeveloperProviderName: shop, IdentityPoolId: poolID})
	refused(t, "both have a login of Google", err, &wire.Error{Code: "ResourceConflictException"})
}
