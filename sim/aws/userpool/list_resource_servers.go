package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ListResourceServersRequest asks for the resource servers of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html
type ListResourceServersRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	MaxResults *int   `min:"1" max:"50"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// ListResourceServersResponse is one page.
type ListResourceServersResponse struct {
	ResourceServers []ResourceServer
	NextToken       string `json:",omitempty"`
}

// ListResourceServers lists resource servers as they were created.
func (s *Service) ListResourceServers(ctx context.Context, in ListResourceServersRequest) (ListResourceServersResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ListResourceServersResponse{}, err
	}
	part, next, err := page(p.ResourceServers, in.NextToken, number(in.MaxResults))
	if err != nil {
		return ListResourceServersResponse{}, err
	}
	out := ListResourceServersResponse{ResourceServers: make([]ResourceServer, 0, len(part)), NextToken: next}
	for _, r := range part {
		out.ResourceServers = append(out.ResourceServers, p.shownServer(r))
	}
	trace.Summarize(ctx, "%d resource servers", len(part))
	return out, nil
}
