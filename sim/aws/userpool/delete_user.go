package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteUserRequest deletes the profile of a token's user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
type DeleteUserRequest struct {
	AccessToken string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
}

// DeleteUser deletes the profile. The answer has no body.
func (s *Service) DeleteUser(ctx context.Context, in DeleteUserRequest) (awsjson.None, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.None{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b.pool.remove(b.user)
	trace.Summarize(ctx, "%s is gone", b.user.name)
	return awsjson.None{}, nil
}
