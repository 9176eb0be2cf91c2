package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// DescribeIdentityProvider shows a provider.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html
func (s *Service) DescribeIdentityProvider(ctx context.Context, in IdentityProviderName) (IdentityProviderResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, at, err := s.providerIn(ctx, in.UserPoolId, in.ProviderName)
	if err != nil {
		return IdentityProviderResponse{}, err
	}
	trace.Summarize(ctx, "provider %s", in.ProviderName)
	return IdentityProviderResponse{IdentityProvider: p.shownProvider(p.Providers[at])}, nil
}
