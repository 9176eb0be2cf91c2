package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ListUserPoolClientsRequest asks for the app clients of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html
type ListUserPoolClientsRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	MaxResults *int   `min:"1" max:"60"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// UserPoolClientDescription is a client in a list.
type UserPoolClientDescription struct{ ClientId, UserPoolId, ClientName string }

// ListUserPoolClientsResponse is one page.
type ListUserPoolClientsResponse struct {
	UserPoolClients []UserPoolClientDescription
	NextToken       string `json:",omitempty"`
}

// ListUserPoolClients lists clients as they were created.
func (s *Service) ListUserPoolClients(ctx context.Context, in ListUserPoolClientsRequest) (ListUserPoolClientsResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ListUserPoolClientsResponse{}, err
	}
	part, next, err := page(p.clients, in.NextToken, number(in.MaxResults))
	if err != nil {
		return ListUserPoolClientsResponse{}, err
	}
	out := ListUserPoolClientsResponse{UserPoolClients: make([]UserPoolClientDescription, 0, len(part)), NextToken: next}
	for _, c := range part {
		out.UserPoolClients = append(out.UserPoolClients, UserPoolClientDescription{ClientId: c.ID, UserPoolId: p.ID, ClientName: c.Name})
	}
	trace.Summarize(ctx, "%d app clients", len(part))
	return out, nil
}
