package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// UserPoolRequest names a pool: the whole request of several operations.
type UserPoolRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
}

// DescribeUserPool shows a pool's settings, defaults included.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html
func (s *Service) DescribeUserPool(ctx context.Context, in UserPoolRequest) (UserPoolResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return UserPoolResponse{}, err
	}
	trace.Summarize(ctx, "user pool %s", p.Name)
	return UserPoolResponse{UserPool: p.whole()}, nil
}
