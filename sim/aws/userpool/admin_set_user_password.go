package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminSetUserPasswordRequest sets a user's password.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
type AdminSetUserPasswordRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username   string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	Password   string `required:"true" max:"256" pattern:"[\\S].*[\\S]|[\\S]" secret:"true"`
	Permanent  bool
}

// AdminSetUserPassword sets a password for good, which confirms the user, or until the user
// chooses another at the next sign-in. It works in every state.
func (s *Service) AdminSetUserPassword(ctx context.Context, in AdminSetUserPasswordRequest) (awsjson.Empty, error) {
	s.mu.RLock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	s.mu.RUnlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	record, err := s.replacement(ctx, p, u, in.Password, adminPrefix)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setPassword(p, u, record)
	u.status = statusForceChange
	if in.Permanent {
		u.status = statusConfirmed
	}
	delete(u.codes, forSignUp)
	trace.Summarize(ctx, "%s is %s", u.name, u.status)
	return awsjson.Empty{}, nil
}
