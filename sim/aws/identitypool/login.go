package identitypool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// Providers with a name of their own.
const (
	cognito  = "cognito-identity.amazonaws.com"
	facebook = "graph.facebook.com"
	amazon   = "www.amazon.com"
	twitter  = "api.twitter.com"
	digits   = "www.digits.com"
)

// login is one entry of Logins that proved true.
type login struct {
	provider   string       // as Logins writes it; for a developer's token the developer's name
	subject    string       // who, at the provider
	mappingKey string       // under which a role mapping for this login stands
	tagKey     string       // under which its tag map stands
	amr        []string     // how the OpenID token calls the login
	claims     token.Claims // of its token or assertion; few for providers with opaque tokens
	roles      []string     // role ARNs that a SAML provider gives its people

	// identity is set for tokens of identity pools themselves (developer identities): the id
	// that the token was made for. Its tags come along.
	identity string
	tags     map[string]string
}

func (l login) link(poolID string) link { return link{poolID, l.provider, l.subject} }

// verify checks every login of a call. One that fails fails the call.
func (s *Service) verify(ctx context.Context, p *pool, logins map[string]string) ([]login, error) {
	var out []login
	for _, provider := range slices.Sorted(maps.Keys(logins)) {
		l, err := s.verifyOne(ctx, p, s.Providers.Name(provider), logins[provider])
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func (s *Service) verifyOne(ctx context.Context, p *pool, provider, raw string) (login, error) {
	switch {
	case provider == cognito:
		return s.verifyOwn(ctx, p, raw)
	case slices.Contains([]string{facebook, amazon, twitter, digits}, provider):
		return s.verifyOpaque(ctx, p, provider, raw)
	case isSAML(provider):
		return s.verifySAML(ctx, p, provider, raw)
	}
	return s.verifyOpenID(ctx, p, provider, raw)
}

// verifyOpaque asks the provider itself, because nobody else can read its access tokens.
func (s *Service) verifyOpaque(ctx context.Context, p *pool, provider, raw string) (login, error) {
	want, configured := p.SupportedLoginProviders[provider]
	if !configured {
		trace.Failed(ctx, "login %s: a provider of this identity pool", provider)
		return login{}, ErrLogins.Because("the identity pool has no provider %s", provider)
	}
	if s.Opaque == nil {
		return login{}, ErrOpaque.Because("nobody answers for %s", provider)
	}
	subject, app, err := s.Opaque.Introspect(ctx, provider, raw)
	if err != nil {
		trace.Checked(ctx, false, "login "+provider+": the provider vouches for the access token", err.Error())
		return login{}, ErrOpaque.Because("%s does not vouch for the token: %v", provider, err)
	}
	if app != want {
		trace.Checked(ctx, false, "login "+provider+": made for the app of this identity pool", "made for app "+app+", the pool expects "+want)
		return login{}, ErrUnsupported.Because("the token was made for app %s, the identity pool accepts %s", app, want)
	}
	trace.Checked(ctx, true, "login "+provider+": the provider vouches for the access token", "app "+app+", user "+subject)
	return login{
		provider: provider, subject: subject, mappingKey: provider, tagKey: provider,
		amr: []string{provider, provider + ":" + subject}, claims: token.Claims{{Name: "aud", Value: app}, {Name: "sub", Value: subject}, {Name: "user_id", Value: subject}},
	}, nil
}
