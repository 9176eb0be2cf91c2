package identitypool

import (
	"context"

	"poolschool/sim/trace"
)

// developerPool returns a pool that has the developer provider.
func (s *Service) developerPool(ctx context.Context, poolID, provider string) (*pool, error) {
	p, err := s.pool(poolID)
	if err != nil {
		return nil, err
	}
	if p.DeveloperProviderName == "" || provider != p.DeveloperProviderName {
		trace.Failed(ctx, "%q is the developer provider of this identity pool", provider)
		return nil, ErrLogins.Because("the pool's developer provider is %q", p.DeveloperProviderName)
	}
	return p, nil
}

// developerLink is the login of a user of the developer's own backend.
func developerLink(p *pool, user string) link {
	return link{p.IdentityPoolId, p.DeveloperProviderName, user}
}
