package userpool

import (
	"context"
	"crypto/rsa"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// redeemed is what is read of a provider's token answer.
type redeemed struct {
	IDToken     string `json:"id_token"`
	AccessToken string `json:"access_token"`
}

// redeem exchanges a provider's code for what the provider says about the person.
func (v *visit) redeem(ctx context.Context, x account.SocialProvider, code, nonce string) (map[string]string, error) {
	at, err := v.addressesOf(ctx, x)
	if err != nil {
		return nil, err
	}
	req, err := postForm(ctx, at.token, url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {v.base + returnPath}, "client_id": {x.Client}, "client_secret": {x.Secret},
	})
	if err != nil {
		return nil, err
	}
	var got redeemed
	if err := v.fetch(req, &got); err != nil {
		trace.Failed(ctx, "%s exchanges its code", x.Name)
		return nil, err
	}
	trace.Passed(ctx, "%s has exchanged its code", x.Name)
	v.secret(got.IDToken, got.AccessToken)
	if at.profile != "" {
		return v.profile(ctx, at.profile, got.AccessToken)
	}
	return v.readIDToken(ctx, x, at, got.IDToken, nonce)
}

// readIDToken believes an outside ID token only when all of it is right.
//
// https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
func (v *visit) readIDToken(ctx context.Context, x account.SocialProvider, at providerAddresses, raw, nonce string) (map[string]string, error) {
	t, err := token.Verify(ctx, raw, token.Rules{
		Name: x.Name + "'s ID token", Algorithms: []string{token.RS256},
		Keys: func(ctx context.Context, kid string) (*rsa.PublicKey, error) { return v.keys.Key(ctx, at.keys, kid) },
	})
	if err != nil {
		return nil, err
	}
	expires, ok := t.Claims.Time("exp")
	for _, check := range []struct {
		fits bool
		what string
	}{
		{t.Claims.Text("iss") == at.issuer, "iss is " + at.issuer},
		{slices.Contains(t.Claims.Strings("aud"), x.Client), "aud is the client id that the pool has at " + x.Name},
		{ok && v.Clock.Now().Before(expires), "it is not expired"},
		{t.Claims.Text("nonce") == nonce, "nonce is the one that this sign-in left with"},
	} {
		if !check.fits {
			trace.Failed(ctx, "%s's ID token: %s", x.Name, check.what)
			return nil, fmt.Errorf("ID token: not so: %s", check.what)
		}
	}
	trace.Passed(ctx, "%s's ID token: iss, aud, exp and nonce are as they must be", x.Name)
	claims := map[string]string{}
	for _, c := range t.Claims {
		claims[c.Name] = asText(c.Value)
	}
	return claims, nil
}

// profile asks a provider whose access token nobody else can read.
func (v *visit) profile(ctx context.Context, address, accessToken string) (map[string]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, oauth2.Address(address, false,
		oauth2.Parameter{Name: "fields", Value: "id,name,first_name,last_name,email"}, oauth2.Parameter{Name: "access_token", Value: accessToken}), nil)
	if err != nil {
		return nil, err
	}
	var got map[string]any
	if err := v.fetch(req, &got); err != nil {
		return nil, err
	}
	claims := map[string]string{}
	for name, value := range got {
		claims[name] = asText(value)
	}
	return claims, nil
}

// asText is a claim as an attribute, which is always text. A list is written as Cognito does: [a, b].
func asText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case bool:
		return strconv.FormatBool(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case []any:
		parts := make([]string, len(value))
		for i, item := range value {
			parts[i] = asText(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return ""
}
