package userpool

import (
	"context"

	"poolschool/sim/wire/awsjson"
)

// AdminDisableUser keeps a user from signing in and revokes their tokens. The profile stays.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
func (s *Service) AdminDisableUser(ctx context.Context, in AdminUserRequest) (awsjson.Empty, error) {
	return s.setEnabled(ctx, in, false)
}
