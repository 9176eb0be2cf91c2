package identitypool

import (
	"context"

	"poolschool/sim/trace"
)

// UpdateIdentityPool replaces the settings of a pool: what the call leaves out goes back to its
// default. Roles, mappings and tag maps stay.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html
func (s *Service) UpdateIdentityPool(ctx context.Context, in IdentityPool) (IdentityPool, error) {
	if err := s.checkProviders(ctx, in); err != nil {
		return IdentityPool{}, err
	}
	p, err := s.change(in.IdentityPoolId, func(p *pool) error {
		if p.DeveloperProviderName != "" && in.DeveloperProviderName != p.DeveloperProviderName {
			trace.Failed(ctx, "the developer provider name stays as it is")
			return ErrParameter.Saying("DeveloperProviderName cannot be changed once it is set.").Because("the pool's developer provider is %q", p.DeveloperProviderName)
		}
		p.IdentityPool = in
		return nil
	})
	if err != nil {
		return IdentityPool{}, err
	}
	return p.IdentityPool, nil
}
