package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

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

// ListIdentityProvidersRequest asks for the providers of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html
type ListIdentityProvidersRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	MaxResults *int   `min:"0" max:"60"`
	NextToken  string `min:"1" pattern:"[\\S]+"`
}

// ProviderDescription is a provider in a list.
type ProviderDescription struct {
	ProviderName     string
	ProviderType     string
	LastModifiedDate awsjson.Epoch
	CreationDate     awsjson.Epoch
}

// ListIdentityProvidersResponse is one page.
type ListIdentityProvidersResponse struct {
	Providers []ProviderDescription
	NextToken string `json:",omitempty"`
}

// ListIdentityProviders lists providers as they were created.
func (s *Service) ListIdentityProviders(ctx context.Context, in ListIdentityProvidersRequest) (ListIdentityProvidersResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ListIdentityProvidersResponse{}, err
	}
	part, next, err := page(p.Providers, in.NextToken, number(in.MaxResults))
	if err != nil {
		return ListIdentityProvidersResponse{}, err
	}
	out := ListIdentityProvidersResponse{Providers: make([]ProviderDescription, 0, len(part)), NextToken: next}
	for _, x := range part {
		shown := p.shownProvider(x)
		out.Providers = append(out.Providers, ProviderDescription{
			ProviderName: shown.ProviderName, ProviderType: shown.ProviderType, LastModifiedDate: shown.LastModifiedDate, CreationDate: shown.CreationDate,
		})
	}
	trace.Summarize(ctx, "%d providers", len(part))
	return out, nil
}
