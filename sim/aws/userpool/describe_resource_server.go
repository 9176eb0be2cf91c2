package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// DescribeResourceServer shows a resource server.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html
func (s *Service) DescribeResourceServer(ctx context.Context, in ResourceServerName) (ResourceServerResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	trace.Summarize(ctx, "%d scopes", len(p.ResourceServers[at].Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(p.ResourceServers[at])}, nil
}
