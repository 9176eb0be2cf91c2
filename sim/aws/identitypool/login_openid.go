package identitypool

import (
	"context"
	"crypto/rsa"
	"fmt"
	"slices"
	"strings"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// grace is how long after its expiry the token of an OpenID Connect provider is still taken. Tokens of
// user pools get none: AWS was seen to refuse one 146 seconds late.
// https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html
const grace = 5 * time.Minute

// accepted says how an identity pool knows a provider.
type accepted struct {
	mappingKey, tagKey string
	amr                []string
	grace              time.Duration
	check              bool // ServerSideTokenCheck
}

// verifyOpenID checks an ID token.
func (s *Service) verifyOpenID(ctx context.Context, p *pool, provider, raw string) (login, error) {
	t, err := token.Decode(raw)
	if err != nil {
		trace.Checked(ctx, false, "login "+provider+": a JSON Web Token", err.Error())
		return login{}, ErrNotOpenID.Because("%v", err)
	}
	jwksURL, err := s.checkIssuer(ctx, provider, t)
	if err != nil {
		return login{}, err
	}
	if err := checkClaims(ctx, t); err != nil {
		return login{}, err
	}
	known, err := s.checkConfigured(ctx, p, provider, t)
	if err != nil {
		return login{}, err
	}
	_, err = token.Verify(ctx, raw, token.Rules{
		Algorithms: []string{token.RS256, "RS384", token.RS512}, Name: "login token",
		Keys: func(ctx context.Context, kid string) (*rsa.PublicKey, error) { return s.fetcher.Key(ctx, jwksURL, kid) },
	})
	if err != nil {
		return login{}, ErrSignature.Because("%v", err)
	}
	if err := s.checkExpiry(ctx, t, known.grace); err != nil {
		return login{}, err
	}
	if known.check {
		if err := s.checkWithPool(ctx, provider, raw); err != nil {
			return login{}, err
		}
	}
	return login{
		provider: provider, subject: t.Claims.Text("sub"), mappingKey: known.mappingKey, tagKey: known.tagKey,
		amr: known.amr, claims: t.Claims,
	}, nil
}

// checkClaims wants what only an ID token has: an audience and a person.
func checkClaims(ctx context.Context, t token.Token) error {
	if len(t.Claims.Strings("aud")) == 0 {
		note := "the token has none"
		if t.Claims.Text("token_use") == "access" {
			note = "this is the access token; the identity pool wants the ID token"
		}
		trace.Checked(ctx, false, "login token: has an audience (aud)", note)
		return ErrNoAudience.Because("%s", note)
	}
	if t.Claims.Text("sub") == "" {
		trace.Failed(ctx, "login token: says whose it is (sub)")
		return ErrNoSubject
	}
	return nil
}

// checkWithPool asks the user pool whether it has taken the token back: ServerSideTokenCheck.
func (s *Service) checkWithPool(ctx context.Context, provider, raw string) error {
	if s.UserPools == nil {
		return nil
	}
	if reason, revoked := s.UserPools.Revoked(ctx, provider, raw); revoked {
		trace.Checked(ctx, false, "the user pool still stands by the token (ServerSideTokenCheck)", reason)
		return ErrRevoked.Because("%s", reason)
	}
	trace.Passed(ctx, "the user pool still stands by the token (ServerSideTokenCheck)")
	return nil
}

// checkIssuer holds the key in Logins against the token's issuer.
func (s *Service) checkIssuer(ctx context.Context, provider string, t token.Token) (jwksURL string, err error) {
	iss := t.Claims.Text("iss")
	if iss == issuer {
		trace.Failed(ctx, "login token: not one of Cognito's own")
		return "", ErrCognitoToken.Because("the token was made by an identity pool; it goes to GetCredentialsForIdentity under the key %s", cognito)
	}
	want, jwksURL, known := s.Providers.Lookup(provider)
	if !known {
		want = "https://" + provider
	}
	if iss != want {
		trace.Checked(ctx, false, "login token: issuer is "+provider, "the token was issued by "+iss)
		return "", ErrIssuer.Because("Logins says %q, the token says %q; the key is the issuer without https://", provider, iss)
	}
	trace.Passed(ctx, "login token: issuer is %s", provider)
	return jwksURL, nil
}

// checkConfigured asks whether the identity pool accepts the provider, and the token's
// audience.
func (s *Service) checkConfigured(ctx context.Context, p *pool, provider string, t token.Token) (accepted, error) {
	aud := t.Claims.Strings("aud")
	if azp := t.Claims.Text("azp"); azp != "" {
		aud = []string{azp}
	}
	sub := t.Claims.Text("sub")
	var known accepted
	var wanted []string
	check := false
	if p.acceptsPool(provider) {
		for _, c := range p.CognitoIdentityProviders {
			if c.ProviderName == provider {
				wanted = append(wanted, c.ClientId)
			}
		}
		if c, ok := p.client(provider, aud[0]); ok {
			check = c.ServerSideTokenCheck
		}
		known = accepted{mappingKey: provider + ":" + aud[0], tagKey: provider, amr: []string{provider, provider + ":CognitoSignIn:" + sub}, check: check}
	} else if app, ok := p.SupportedLoginProviders[provider]; ok {
		wanted = []string{app}
		known = accepted{mappingKey: provider, tagKey: provider, amr: []string{provider, provider + ":" + sub}, grace: grace}
	} else if arn, ok := p.oidcARN(provider); ok {
		// A provider that IAM has lost accepts nobody.
		registered, _ := s.Principals.Provider(arn)
		wanted = registered.ClientIDs
		known = accepted{mappingKey: arn, tagKey: arn, amr: []string{provider, arn + ":OIDC:" + sub}, grace: grace}
	} else {
		trace.Failed(ctx, "login %s: a provider of this identity pool", provider)
		return accepted{}, ErrLogins.Because("the identity pool has no provider %s", provider)
	}
	for _, a := range aud {
		if slices.Contains(wanted, a) {
			trace.Passed(ctx, "login token: audience %s is accepted by this identity pool", a)
			return known, nil
		}
	}
	note := fmt.Sprintf("the token is for %s, the pool accepts %s", strings.Join(aud, ", "), strings.Join(wanted, ", "))
	trace.Checked(ctx, false, "login token: audience is accepted by this identity pool", note)
	return accepted{}, ErrUnsupported.Because("%s", note)
}

func (s *Service) checkExpiry(ctx context.Context, t token.Token, grace time.Duration) error {
	now := s.Clock.Now()
	expires, ok := t.Claims.Time("exp")
	if !ok {
		trace.Failed(ctx, "login token: has an expiry (exp)")
		return ErrNotOpenID.Because("the token has no exp claim")
	}
	note := fmt.Sprintf("expires %s, now %s", expires.Format(time.TimeOnly), now.Format(time.TimeOnly))
	if !now.Before(expires.Add(grace)) {
		trace.Checked(ctx, false, "login token: not expired", note)
		return ErrTokenExpired.Saying(now.Unix(), expires.Unix()).Because("sign in again, or use the refresh token, and bring the new ID token")
	}
	trace.Checked(ctx, true, "login token: not expired", note)
	return nil
}
