package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// ConfirmForgotPasswordRequest sets a new password with the code.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
type ConfirmForgotPasswordRequest struct {
	ClientId         string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	SecretHash       string `min:"1" max:"128" pattern:"[\\w+=/]+" secret:"true"`
	Username         string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	ConfirmationCode string `required:"true" min:"1" max:"2048" pattern:"[\\S]+"`
	Password         string `required:"true" max:"256" pattern:"[\\S].*[\\S]|[\\S]" secret:"true"`
	ClientMetadata   map[string]string
}

// ConfirmForgotPassword sets the password and confirms the user. A password that breaks the policy
// does not use up the code.
func (s *Service) ConfirmForgotPassword(ctx context.Context, in ConfirmForgotPasswordRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	c, u, err := s.checkReset(ctx, in)
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	record, err := s.replacement(ctx, c.pool, u, in.Password, selfPrefix)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	if _, err = s.enter(ctx, u, forReset, in.ConfirmationCode); err == nil {
		s.setPassword(c.pool, u, record)
		u.status = statusConfirmed
		trace.Summarize(ctx, "new password, %s is CONFIRMED", u.name)
	}
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	e := &PostConfirmation{Event: s.event("PostConfirmation_ConfirmForgotPassword", c.pool, c, u.name, u, in.ClientMetadata)}
	return awsjson.Empty{}, run(ctx, "PostConfirmation", s.triggersOf(c.pool).PostConfirmation, e)
}

// checkReset finds the user of a reset. Callers hold mu.
func (s *Service) checkReset(ctx context.Context, in ConfirmForgotPasswordRequest) (*client, *user, error) {
	c, err := s.clientOf(ctx, in.ClientId, in.Username, in.SecretHash)
	if err != nil {
		return nil, nil, err
	}
	hidden := errExpiredCode
	if until, asked := c.pool.ghosts[c.pool.fold(in.Username)]; asked && s.Clock.Now().Before(until) {
		hidden = errWrongCode
	}
	u, err := c.person(ctx, in.Username, hidden)
	if err != nil {
		return nil, nil, err
	}
	if u.disabled {
		trace.Failed(ctx, "the user is enabled")
		return nil, nil, errDisabled
	}
	return c, u, s.within(ctx, u, resetCap)
}
