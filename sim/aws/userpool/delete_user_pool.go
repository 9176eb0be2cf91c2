package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// Refusals of DeleteUserPool.
var (
	errHasDomain = refusal("InvalidParameterException", "User pool cannot be deleted. It has a domain configured that should be deleted first.")
	errProtected = refusal("InvalidParameterException", "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.")
)

// DeleteUserPool deletes a pool with everything in it. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html
func (s *Service) DeleteUserPool(ctx context.Context, in UserPoolRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return awsjson.None{}, err
	}
	if p.UserPool.DeletionProtection {
		trace.Failed(ctx, "deletion protection is off")
		return awsjson.None{}, errProtected
	}
	if p.Domain != "" {
		trace.Failed(ctx, "the pool has no domain")
		return awsjson.None{}, errHasDomain
	}
	for _, c := range p.clients {
		delete(s.clients, c.ID)
	}
	delete(s.pools, p.ID)
	s.order = slices.DeleteFunc(s.order, func(x *pool) bool { return x == p })
	trace.Summarize(ctx, "user pool %s is gone", p.Name)
	return awsjson.None{}, nil
}
