package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// UpdateIdentityProviderRequest changes a provider. What it leaves out stays.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html
type UpdateIdentityProviderRequest struct {
	UserPoolId       string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ProviderName     string            `required:"true" min:"1" max:"32" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	ProviderDetails  map[string]string `secret:"client_secret private_key"`
	AttributeMapping map[string]string
	IdpIdentifiers   []string `max:"50"`
}

// UpdateIdentityProvider replaces details, mapping or identifiers, each as a whole.
func (s *Service) UpdateIdentityProvider(ctx context.Context, in UpdateIdentityProviderRequest) (IdentityProviderResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.providerIn(ctx, in.UserPoolId, in.ProviderName)
	if err != nil {
		return IdentityProviderResponse{}, err
	}
	was := p.shownProvider(p.Providers[at])
	if in.ProviderDetails == nil {
		in.ProviderDetails = was.ProviderDetails
	}
	if in.AttributeMapping == nil {
		in.AttributeMapping = was.AttributeMapping
	}
	if in.IdpIdentifiers == nil {
		in.IdpIdentifiers = was.IdpIdentifiers
	}
	if err := p.checkProvider(was.ProviderType, in.ProviderDetails, in.AttributeMapping); err != nil {
		trace.Failed(ctx, "details and mapping fit the provider's type and the pool")
		return IdentityProviderResponse{}, err
	}
	trace.Passed(ctx, "details and mapping fit the provider's type and the pool")
	p.Providers = slices.Clone(p.Providers)
	p.Providers[at] = providerSettings(in.ProviderName, was.ProviderType, in.ProviderDetails, in.AttributeMapping, in.IdpIdentifiers)
	p.providerDates[in.ProviderName] = dates{was.CreationDate.Time, s.Clock.Now()}
	trace.Summarize(ctx, "provider %s", in.ProviderName)
	return IdentityProviderResponse{IdentityProvider: p.shownProvider(p.Providers[at])}, nil
}
