package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminDeleteUser deletes a profile, enabled or not. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html
func (s *Service) AdminDeleteUser(ctx context.Context, in AdminUserRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return awsjson.None{}, err
	}
	p.remove(u)
	trace.Summarize(ctx, "%s is gone", u.name)
	return awsjson.None{}, nil
}
