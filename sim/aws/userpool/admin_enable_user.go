package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminEnableUser lets a disabled user sign in again. What was revoked stays revoked.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html
func (s *Service) AdminEnableUser(ctx context.Context, in AdminUserRequest) (awsjson.Empty, error) {
	return s.setEnabled(ctx, in, true)
}

func (s *Service) setEnabled(ctx context.Context, in AdminUserRequest, enabled bool) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return awsjson.Empty{}, err
	}
	u.disabled, u.modified = !enabled, s.Clock.Now()
	if enabled {
		trace.Summarize(ctx, "%s is enabled", u.name)
		return awsjson.Empty{}, nil
	}
	u.endSessions()
	trace.Summarize(ctx, "%s is disabled, every session ended", u.name)
	return awsjson.Empty{}, nil
}
