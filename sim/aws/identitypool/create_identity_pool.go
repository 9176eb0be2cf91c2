package identitypool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
)

// CreateIdentityPoolRequest has the settings of a new pool.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html
type CreateIdentityPoolRequest struct {
	IdentityPoolName               string            `required:"true" min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	AllowUnauthenticatedIdentities *bool             `required:"true"`
	AllowClassicFlow               *bool             // left out is not false
	SupportedLoginProviders        map[string]string `max:"10"`
	DeveloperProviderName          string            `min:"1" max:"128" pattern:"[\\w._-]+"`
	OpenIdConnectProviderARNs      []string
	CognitoIdentityProviders       []CognitoIdentityProvider
	SamlProviderARNs               []string
	IdentityPoolTags               map[string]string
}

// Quotas: pools of an account in a region, pairs of user pool and client in a pool.
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
const (
	maxPools     = 1000
	maxUserPools = 50
)

// CreateIdentityPool makes a pool without roles: nobody gets credentials before
// SetIdentityPoolRoles.
func (s *Service) CreateIdentityPool(ctx context.Context, in CreateIdentityPoolRequest) (IdentityPool, error) {
	settings := IdentityPool{
		IdentityPoolId: s.Region + ":" + s.Chance.ID(), IdentityPoolName: in.IdentityPoolName,
		AllowUnauthenticatedIdentities: in.AllowUnauthenticatedIdentities, AllowClassicFlow: in.AllowClassicFlow,
		SupportedLoginProviders: in.SupportedLoginProviders, DeveloperProviderName: in.DeveloperProviderName,
		OpenIdConnectProviderARNs: in.OpenIdConnectProviderARNs, CognitoIdentityProviders: in.CognitoIdentityProviders,
		SamlProviderARNs: in.SamlProviderARNs, IdentityPoolTags: in.IdentityPoolTags,
	}
	if err := s.checkProviders(ctx, settings); err != nil {
		return IdentityPool{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pools) >= maxPools {
		return IdentityPool{}, ErrTooManyPools
	}
	s.addPool(&pool{IdentityPool: settings})
	trace.Summarize(ctx, "%s", short(settings.IdentityPoolId))
	return settings, nil
}

// addPool puts a pool in. The caller holds the lock.
func (s *Service) addPool(p *pool) {
	s.pools[p.IdentityPoolId] = p
	s.poolOrder = append(s.poolOrder, p.IdentityPoolId)
}

// checkProviders wants IAM to know the OpenID Connect and SAML providers, and every pair of user pool and
// client once.
func (s *Service) checkProviders(ctx context.Context, settings IdentityPool) error {
	for _, arn := range settings.OpenIdConnectProviderARNs {
		if _, ok := s.Principals.Provider(arn); !ok {
			trace.Failed(ctx, "IAM has the OpenID Connect provider %s", arn)
			return ErrParameter.Saying("Invalid OpenIDConnect provider ARN: " + arn).Because("create it in IAM first")
		}
	}
	for _, arn := range settings.SamlProviderARNs {
		if _, ok := s.Principals.SAMLProvider(arn); !ok {
			trace.Failed(ctx, "IAM has the SAML provider %s", arn)
			return ErrParameter.Saying("Invalid SAML provider ARN: " + arn).Because("create it in IAM first")
		}
	}
	if len(settings.CognitoIdentityProviders) > maxUserPools {
		trace.Failed(ctx, "at most %d pairs of user pool and client", maxUserPools)
		return ErrTooManyUserPools
	}
	for i, c := range settings.CognitoIdentityProviders {
		same := func(o CognitoIdentityProvider) bool {
			return o.ProviderName == c.ProviderName && o.ClientId == c.ClientId
		}
		if slices.ContainsFunc(settings.CognitoIdentityProviders[:i], same) {
			return ErrParameter.Saying("Duplicate CognitoIdentityProvider: " + c.ProviderName + ":" + c.ClientId)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(settings.SupportedLoginProviders)) {
		if settings.SupportedLoginProviders[key] == "" {
			return ErrParameter.Saying("SupportedLoginProviders has no app id for " + key)
		}
	}
	return nil
}
