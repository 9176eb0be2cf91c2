package sts

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// The issuer of identity pools. STS knows it without any setting, as it knows Google,
// Facebook and Amazon.
const (
	cognito       = "cognito-identity.amazonaws.com"
	cognitoIssuer = "https://" + cognito
	cognitoKeys   = cognitoIssuer + "/.well-known/jwks_uri"

	google   = "accounts.google.com"
	facebook = "graph.facebook.com"
	amazon   = "www.amazon.com"
)

// grace is how long after its expiry STS still takes a token.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
const grace = 5 * time.Minute

// webIdentity is what a token proved.
type webIdentity struct {
	federated string              // as a trust policy's Principal names the provider
	provider  string              // as the answer names it
	key       string              // what stands before the colon of its condition keys
	subject   string              //
	audience  string              //
	keys      map[string][]string // condition keys: "accounts.google.com:aud"
	tags      map[string]string   // session tags that the token carries
	source    string              // source identity that it carries
}

// issuer is a provider whose tokens are JWTs.
type issuer struct {
	key, jwksURL string
	federated    string
	audiences    []string // that IAM was told to accept; nil, for what is built in, leaves it to the trust policy
}

// identify finds out whose token it is.
func (s *Service) identify(ctx context.Context, in AssumeRoleWithWebIdentityRequest) (webIdentity, error) {
	if in.ProviderId != "" {
		return s.identifyOpaque(ctx, in.ProviderId, in.WebIdentityToken)
	}
	t, err := token.Decode(in.WebIdentityToken)
	if err != nil {
		trace.Checked(ctx, false, "the token is a JSON Web Token", err.Error())
		return webIdentity{}, ErrNotJWT.Because("%v", err)
	}
	from, err := s.issuerOf(ctx, t.Claims.Text("iss"))
	if err != nil {
		return webIdentity{}, err
	}
	t, err = token.Verify(ctx, in.WebIdentityToken, token.Rules{
		Algorithms: []string{"RS256", "RS384", "RS512"}, Name: "token",
		Keys: func(ctx context.Context, kid string) (*rsa.PublicKey, error) {
			return s.keys.Key(ctx, from.jwksURL, kid)
		},
	})
	if err != nil {
		return webIdentity{}, refuseToken(err)
	}
	if err := s.checkExpiry(ctx, t); err != nil {
		return webIdentity{}, err
	}
	if err := checkAudience(ctx, from, t); err != nil {
		return webIdentity{}, err
	}
	tags, err := tagsOf(ctx, t)
	if err != nil {
		return webIdentity{}, err
	}
	who := from.identity(t, tags)
	who.source, err = sourceOf(ctx, t)
	return who, err
}

// issuerOf finds who signs as iss: a built-in provider, or one that IAM was told about.
func (s *Service) issuerOf(ctx context.Context, iss string) (issuer, error) {
	if iss == cognitoIssuer {
		trace.Passed(ctx, "issuer %s is built in", cognito)
		return issuer{key: cognito, jwksURL: cognitoKeys, federated: cognito}, nil
	}
	key, jwksURL, known := s.providers.ByIssuer(iss)
	if known && key == google {
		trace.Passed(ctx, "issuer %s is built in", google)
		return issuer{key: google, jwksURL: jwksURL, federated: google}, nil
	}
	if !known {
		key = strings.TrimPrefix(iss, "https://")
	}
	p, registered := s.principals.ProviderByURL(key)
	if !registered {
		trace.Checked(ctx, false, "IAM has an OpenID Connect provider for "+iss, "it has none: a user pool, too, must be registered before STS takes its tokens")
		return issuer{}, ErrNoProvider.Saying(iss).Because("IAM of this account has no OpenID Connect provider %s", key)
	}
	trace.Passed(ctx, "IAM has an OpenID Connect provider for %s", key)
	if !known {
		return issuer{}, ErrNoKey.Because("nobody answers at %s", iss)
	}
	return issuer{key: key, jwksURL: jwksURL, federated: p.ARN, audiences: append([]string{}, p.ClientIDs...)}, nil
}

func refuseToken(err error) error {
	switch {
	case errors.Is(err, token.ErrMalformed):
		return ErrNotJWT.Because("%v", err)
	case errors.Is(err, token.ErrAlgorithm), errors.Is(err, token.ErrSignature):
		return ErrNotValidated.Because("%v", err)
	}
	return ErrNoKey.Because("%v", err)
}

func (s *Service) checkExpiry(ctx context.Context, t token.Token) error {
	now := s.clock.Now()
	expires, ok := t.Claims.Time("exp")
	if !ok {
		trace.Failed(ctx, "token: has an expiry")
		return ErrNotValidated.Because("the token has no exp claim")
	}
	left := fmt.Sprintf("expires %s, now %s", expires.Format(time.TimeOnly), now.Format(time.TimeOnly))
	if !now.Before(expires.Add(grace)) {
		trace.Checked(ctx, false, "token: not expired", left)
		return ErrExpired.Saying(now.Unix(), expires.Unix()).Because("STS takes a token up to 5 minutes after its expiry; this one is older")
	}
	trace.Checked(ctx, true, "token: not expired", left)
	return nil
}

// checkAudience holds the token against the audiences of the IAM provider. The built-in
// providers have no such list; there only the trust policy can tell apps apart.
func checkAudience(ctx context.Context, from issuer, t token.Token) error {
	if from.audiences == nil {
		return nil
	}
	got := t.Claims.Strings("aud")
	if azp := t.Claims.Text("azp"); azp != "" {
		got = []string{azp}
	}
	for _, aud := range got {
		if slices.Contains(from.audiences, aud) {
			trace.Passed(ctx, "token: audience %s is registered with the IAM provider", aud)
			return nil
		}
	}
	note := "the token is for " + strings.Join(got, ", ")
	if len(got) == 0 {
		note = "the token names no audience; a user pool's access token does not"
	}
	trace.Checked(ctx, false, "token: audience is registered with the IAM provider", note)
	return ErrAudience.Because("%s; the IAM provider accepts %s", note, strings.Join(from.audiences, ", "))
}

// identity sorts the claims of a verified token into what policies can ask about.
func (i issuer) identity(t token.Token, tags map[string]string) webIdentity {
	who := webIdentity{
		federated: i.federated, provider: i.federated, key: i.key,
		subject: t.Claims.Text("sub"), audience: strings.Join(t.Claims.Strings("aud"), ","), tags: tags,
		keys: map[string][]string{},
	}
	aud := t.Claims.Strings("aud")
	if azp := t.Claims.Text("azp"); i.key == google && azp != "" {
		// With Google, aud means the client that asked; the audience itself moves to oaud.
		who.keys[i.key+":oaud"] = aud
		aud = []string{azp}
	}
	for name, values := range map[string][]string{"aud": aud, "sub": t.Claims.Strings("sub"), "amr": t.Claims.Strings("amr")} {
		if len(values) > 0 {
			who.keys[i.key+":"+name] = values
		}
	}
	return who
}

// identifyOpaque asks the provider, because nobody else can read its access tokens.
func (s *Service) identifyOpaque(ctx context.Context, provider, raw string) (webIdentity, error) {
	idKey := map[string]string{facebook: "id", amazon: "user_id"}[provider]
	if idKey == "" || s.opaque == nil {
		trace.Failed(ctx, "ProviderId is %s or %s", facebook, amazon)
		return webIdentity{}, ErrNotValidated.Because("ProviderId %q is for the access tokens of Facebook and Amazon; tokens of OpenID Connect providers name their issuer themselves", provider)
	}
	subject, app, err := s.opaque.Introspect(ctx, provider, raw)
	if err != nil {
		trace.Checked(ctx, false, provider+" vouches for the access token", err.Error())
		return webIdentity{}, ErrIDPRejected.Because("%v", err)
	}
	trace.Checked(ctx, true, provider+" vouches for the access token", "app "+app+", user "+subject)
	return webIdentity{
		federated: provider, provider: provider, key: provider, subject: subject, audience: app,
		keys: map[string][]string{provider + ":app_id": {app}, provider + ":" + idKey: {subject}},
	}, nil
}
