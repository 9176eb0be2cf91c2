package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// ListUserPoolsRequest asks for the account's pools, page by page. MaxResults must be sent.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html
type ListUserPoolsRequest struct {
	MaxResults *int   `required:"true" min:"1" max:"60"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// UserPoolDescription is a pool in a list.
type UserPoolDescription struct {
	Id               string
	Name             string
	LambdaConfig     map[string]any
	LastModifiedDate awsjson.Epoch
	CreationDate     awsjson.Epoch
}

// ListUserPoolsResponse is one page.
type ListUserPoolsResponse struct {
	UserPools []UserPoolDescription
	NextToken string `json:",omitempty"`
}

// ListUserPools lists pools as they were created.
func (s *Service) ListUserPools(ctx context.Context, in ListUserPoolsRequest) (ListUserPoolsResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	part, next, err := page(s.order, in.NextToken, number(in.MaxResults))
	if err != nil {
		return ListUserPoolsResponse{}, err
	}
	out := ListUserPoolsResponse{UserPools: make([]UserPoolDescription, 0, len(part)), NextToken: next}
	for _, p := range part {
		functions := p.shown.LambdaConfig
		if functions == nil {
			functions = map[string]any{}
		}
		out.UserPools = append(out.UserPools, UserPoolDescription{
			Id: p.ID, Name: p.Name, LambdaConfig: functions,
			LastModifiedDate: awsjson.Epoch{Time: p.modified}, CreationDate: awsjson.Epoch{Time: p.created},
		})
	}
	trace.Summarize(ctx, "%d user pools", len(part))
	return out, nil
}
