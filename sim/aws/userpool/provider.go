package userpool

import (
	"context"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// provider is the place of an outside provider in the pool's list; -1 when it has none of that
// name. Callers hold mu.
func (p *pool) provider(name string) int {
	return slices.IndexFunc(p.Providers, func(x account.SocialProvider) bool { return x.Name == name })
}

// providerType is "Google", "OIDC" and so on. Social providers are named for their type.
func providerType(p account.SocialProvider) string {
	if p.Type == "" {
		return p.Name
	}
	return p.Type
}

func (s *Service) arnOfProvider(in IdentityProviderName) string { return s.poolARN(in.UserPoolId) }

// providerIn finds a pool and the place of a provider in it. Callers hold mu.
func (s *Service) providerIn(ctx context.Context, poolID, name string) (*pool, int, error) {
	p, err := s.poolIn(ctx, poolID)
	if err != nil {
		return nil, 0, err
	}
	at := p.provider(name)
	if at < 0 {
		trace.Failed(ctx, "the pool has a provider %s", name)
		return nil, 0, errProviderGone.Saying(name)
	}
	trace.Passed(ctx, "the pool has a provider %s", name)
	return p, at, nil
}
