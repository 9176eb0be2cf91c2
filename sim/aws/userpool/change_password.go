package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// ChangePasswordRequest replaces a password that the user knows.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
type ChangePasswordRequest struct {
	AccessToken      string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	PreviousPassword string `max:"256" secret:"true"` // may be left out by users who have none
	ProposedPassword string `required:"true" max:"256" pattern:"[\\S].*[\\S]|[\\S]" secret:"true"`
}

// ChangePassword sets a new password. Sessions stay open and tokens stay good.
func (s *Service) ChangePassword(ctx context.Context, in ChangePasswordRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	err = s.within(ctx, b.user, changePasswordCap)
	present := b.user.password
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	if present.Verifier != nil && !present.Matches(b.pool.who(b.user), in.PreviousPassword) {
		trace.Failed(ctx, "the previous password is right")
		return awsjson.Empty{}, errWrongPassword.Because("the token is good; the previous password is another one")
	}
	trace.Passed(ctx, "the previous password is right")
	record, err := s.replacement(ctx, b.pool, b.user, in.ProposedPassword, selfPrefix)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setPassword(b.pool, b.user, record)
	trace.Summarize(ctx, "new password of %s", b.user.name)
	return awsjson.Empty{}, nil
}
