package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// CreateResourceServer adds a resource server.
func (s *Service) CreateResourceServer(ctx context.Context, in ResourceServerRequest) (ResourceServerResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	if p.server(in.Identifier) >= 0 {
		trace.Failed(ctx, "the identifier is free")
		return ResourceServerResponse{}, errServerExists.Saying(in.Identifier, p.ID)
	}
	if len(p.ResourceServers) >= mostResourceServers {
		return ResourceServerResponse{}, errServerLimit.Saying(p.ID, mostResourceServers)
	}
	trace.Passed(ctx, "the identifier is free")
	p.ResourceServers = append(slices.Clone(p.ResourceServers), in.settings())
	trace.Summarize(ctx, "%d scopes", len(in.Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(in.settings())}, nil
}
