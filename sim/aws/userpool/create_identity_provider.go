package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// CreateIdentityProviderRequest lets people sign in to a pool with an outside login.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
type CreateIdentityProviderRequest struct {
	UserPoolId       string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ProviderName     string            `required:"true" min:"1" max:"32" pattern:"[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+"`
	ProviderType     string            `required:"true" enum:"SAML Facebook Google LoginWithAmazon SignInWithApple OIDC"`
	ProviderDetails  map[string]string `required:"true" secret:"client_secret private_key"`
	AttributeMapping map[string]string // pool attribute → provider's claim
	IdpIdentifiers   []string          `max:"50"`
}

// CreateIdentityProvider adds a provider. Social ones are named for their type.
func (s *Service) CreateIdentityProvider(ctx context.Context, in CreateIdentityProviderRequest) (IdentityProviderResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return IdentityProviderResponse{}, err
	}
	own := in.ProviderType == "SAML" || in.ProviderType == "OIDC"
	switch {
	case !own && in.ProviderName != in.ProviderType:
		err = errProviderName.Saying(in.ProviderName, in.ProviderType)
	case p.provider(in.ProviderName) >= 0 || strings.EqualFold(in.ProviderName, ownProvider):
		err = errProviderExists.Saying(in.ProviderName, p.ID)
	case len(p.Providers) >= mostProviders:
		err = errProviderLimit.Saying(p.ID, mostProviders)
	default:
		err = p.checkProvider(in.ProviderType, in.ProviderDetails, in.AttributeMapping)
	}
	if err != nil {
		trace.Failed(ctx, "name, details and mapping fit the provider's type and the pool")
		return IdentityProviderResponse{}, err
	}
	trace.Passed(ctx, "name, details and mapping fit the provider's type and the pool")
	added := providerSettings(in.ProviderName, in.ProviderType, in.ProviderDetails, in.AttributeMapping, in.IdpIdentifiers)
	p.Providers = append(slices.Clone(p.Providers), added)
	now := s.Clock.Now()
	p.providerDates[added.Name] = dates{now, now}
	trace.Summarize(ctx, "provider %s", added.Name)
	return IdentityProviderResponse{IdentityProvider: p.shownProvider(added)}, nil
}
