package identitypool

import (
	"maps"
	"slices"
	"strings"
)

// IdentityPool is a pool's settings. UpdateIdentityPool takes the same shape and resets what it
// leaves out.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html
type IdentityPool struct {
	IdentityPoolId                 string                    `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityPoolName               string                    `required:"true" min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	AllowUnauthenticatedIdentities *bool                     `required:"true"`                                        // guests
	AllowClassicFlow               *bool                     `json:",omitzero"`                                       // left out is not false
	SupportedLoginProviders        map[string]string         `json:",omitzero" max:"10"`                              // "accounts.google.com" → app id
	DeveloperProviderName          string                    `json:",omitzero" min:"1" max:"128" pattern:"[\\w._-]+"` // cannot change once it is set
	OpenIdConnectProviderARNs      []string                  `json:",omitzero"`
	CognitoIdentityProviders       []CognitoIdentityProvider `json:",omitzero"`
	SamlProviderARNs               []string                  `json:",omitzero"`
	IdentityPoolTags               map[string]string         `json:",omitzero"`
}

// CognitoIdentityProvider is a user pool with one of its app clients.
type CognitoIdentityProvider struct {
	ProviderName         string `min:"1" max:"128" pattern:"[\\w._:/-]+"` // "cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"
	ClientId             string `min:"1" max:"128" pattern:"[\\w_]+"`
	ServerSideTokenCheck bool   // ask the user pool whether it still stands by the token
}

// pool is an identity pool. A pool in the service's map is never written to: changes replace it
// by a copy, so what a call has in hand stays as it was.
type pool struct {
	IdentityPool
	roles    map[string]string      // "authenticated", "unauthenticated" → role ARN
	mappings map[string]RoleMapping // by provider
	tagMaps  map[string]tagMap      // by provider
}

// Names of the two default roles.
const (
	authenticated   = "authenticated"
	unauthenticated = "unauthenticated"
)

func (p *pool) guests() bool {
	return p.AllowUnauthenticatedIdentities != nil && *p.AllowUnauthenticatedIdentities
}

// acceptsPool reports whether any app client of the user pool is configured.
func (p *pool) acceptsPool(provider string) bool {
	return slices.ContainsFunc(p.CognitoIdentityProviders, func(c CognitoIdentityProvider) bool { return c.ProviderName == provider })
}

// client is the configured pair of user pool and app client.
func (p *pool) client(provider, clientID string) (CognitoIdentityProvider, bool) {
	for _, c := range p.CognitoIdentityProviders {
		if c.ProviderName == provider && c.ClientId == clientID {
			return c, true
		}
	}
	return CognitoIdentityProvider{}, false
}

// oidcARN is the configured IAM provider for host and path.
func (p *pool) oidcARN(provider string) (string, bool) {
	for _, arn := range p.OpenIdConnectProviderARNs {
		if strings.HasSuffix(arn, ":oidc-provider/"+provider) {
			return arn, true
		}
	}
	return "", false
}

// hasProvider reports whether a role mapping may stand under the key.
func (p *pool) hasProvider(key string) bool {
	if _, social := p.SupportedLoginProviders[key]; social {
		return true
	}
	if slices.Contains(p.OpenIdConnectProviderARNs, key) || slices.Contains(p.SamlProviderARNs, key) {
		return true
	}
	return slices.ContainsFunc(p.CognitoIdentityProviders, func(c CognitoIdentityProvider) bool { return c.ProviderName+":"+c.ClientId == key })
}

// pool returns a pool by id; ErrNoPool without one.
func (s *Service) pool(id string) (*pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.poolLocked(id)
}

func (s *Service) poolLocked(id string) (*pool, error) {
	p, ok := s.pools[id]
	if !ok {
		return nil, ErrNoPool.Saying(id).Because("this account has no identity pool %s in %s; a pool id begins with its region", id, s.Region)
	}
	return p, nil
}

// change replaces a pool by a changed copy.
func (s *Service) change(id string, f func(*pool) error) (*pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, err := s.poolLocked(id)
	if err != nil {
		return nil, err
	}
	p := *old
	p.tagMaps = maps.Clone(old.tagMaps)
	if err := f(&p); err != nil {
		return nil, err
	}
	s.pools[id] = &p
	return &p, nil
}
