package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminResetUserPassword makes a password worthless at once and sends the user a code for a new one.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html
func (s *Service) AdminResetUserPassword(ctx context.Context, in AdminUserRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	p, u, attribute, err := s.resettable(ctx, in)
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	trace.Summarize(ctx, "%s is %s", in.Username, statusReset)
	_, err = s.send(ctx, nil, p, u, resetCode, attribute, u.attributes[attribute], in.ClientMetadata)
	return awsjson.Empty{}, err
}

// resettable finds a user whose password can be reset and marks them. Callers hold mu.
func (s *Service) resettable(ctx context.Context, in AdminUserRequest) (*pool, *user, string, error) {
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return nil, nil, "", err
	}
	if u.status == statusUnconfirmed {
		trace.Failed(ctx, "the user has a confirmed account")
		return nil, nil, "", errBadState.Because("the user is %s", u.status)
	}
	attribute, err := p.resetChannel(ctx, u)
	if err != nil {
		return nil, nil, "", err
	}
	u.status, u.modified = statusReset, s.Clock.Now()
	return p, u, attribute, nil
}
