package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteResourceServer deletes a resource server. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html
func (s *Service) DeleteResourceServer(ctx context.Context, in ResourceServerName) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return awsjson.None{}, err
	}
	p.ResourceServers = slices.Delete(slices.Clone(p.ResourceServers), at, at+1)
	trace.Summarize(ctx, "resource server %s is gone", in.Identifier)
	return awsjson.None{}, nil
}
