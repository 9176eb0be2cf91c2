package identitypool

import (
	"context"
	"slices"
)

// ListIdentitiesRequest asks for a page of a pool's identities.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html
type ListIdentitiesRequest struct {
	IdentityPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	MaxResults     *int   `required:"true" min:"1" max:"60"`
	NextToken      string `min:"1" max:"65535" pattern:"[\\S]+"`
	HideDisabled   bool
}

// ListIdentitiesResponse is a page.
type ListIdentitiesResponse struct {
	IdentityPoolId string
	Identities     []IdentityDescription
	NextToken      string `json:",omitzero"`
}

// ListIdentities lists identities, oldest first.
func (s *Service) ListIdentities(_ context.Context, in ListIdentitiesRequest) (ListIdentitiesResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.poolLocked(in.IdentityPoolId); err != nil {
		return ListIdentitiesResponse{}, err
	}
	all := s.identitiesOf(in.IdentityPoolId)
	if in.HideDisabled {
		all = slices.DeleteFunc(all, func(i *identity) bool { return i.disabled })
	}
	from, to, next, err := page(len(all), *in.MaxResults, in.NextToken)
	if err != nil {
		return ListIdentitiesResponse{}, err
	}
	out := ListIdentitiesResponse{IdentityPoolId: in.IdentityPoolId, Identities: []IdentityDescription{}, NextToken: next}
	for _, i := range all[from:to] {
		out.Identities = append(out.Identities, i.description())
	}
	return out, nil
}
