package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// UpdateResourceServer replaces name and scopes.
func (s *Service) UpdateResourceServer(ctx context.Context, in ResourceServerRequest) (ResourceServerResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	p.ResourceServers = slices.Clone(p.ResourceServers)
	p.ResourceServers[at] = in.settings()
	trace.Summarize(ctx, "%d scopes", len(in.Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(in.settings())}, nil
}
