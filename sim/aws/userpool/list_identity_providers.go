package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

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
