package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteIdentityProvider takes a provider away; profiles that it made stay. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html
func (s *Service) DeleteIdentityProvider(ctx context.Context, in IdentityProviderName) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.providerIn(ctx, in.UserPoolId, in.ProviderName)
	if err != nil {
		return awsjson.None{}, err
	}
	p.Providers = slices.Delete(slices.Clone(p.Providers), at, at+1)
	delete(p.providerDates, in.ProviderName)
	trace.Summarize(ctx, "provider %s is gone", in.ProviderName)
	return awsjson.None{}, nil
}
