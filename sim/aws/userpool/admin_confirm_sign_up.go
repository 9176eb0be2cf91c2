package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminConfirmSignUp confirms a user without a code. It verifies no address.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
func (s *Service) AdminConfirmSignUp(ctx context.Context, in AdminUserRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err == nil && u.status != statusUnconfirmed {
		trace.Failed(ctx, "the user is UNCONFIRMED")
		err = errAlreadyConfirmed.Saying(u.status)
	}
	if err == nil {
		u.status, u.modified = statusConfirmed, s.Clock.Now()
		delete(u.codes, forSignUp)
		trace.Summarize(ctx, "%s is CONFIRMED, no address verified", u.name)
	}
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	return awsjson.Empty{}, s.confirmed(ctx, p, nil, u, in.ClientMetadata)
}
