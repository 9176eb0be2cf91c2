package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// Who signs up at a client that allows USER_AUTH need not type a password right after confirming: SignUp
// gives out a session, ConfirmSignUp exchanges it, InitiateAuth takes it. These are what the
// sessions wait for; no answer to a challenge gets there.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
const (
	waitsForConfirmation = "CONFIRM_SIGN_UP"
	waitsForSignIn       = "SIGN_IN_AFTER_SIGN_UP"
)

// signUpSession opens such a session; "" where the client does not allow the flow. It takes and gives
// back mu.
func (s *Service) signUpSession(c *client, u *user, name, waitsFor string) string {
	s.mu.RLock()
	settings := *c
	s.mu.RUnlock()
	if !settings.allows(flowChoice) {
		return ""
	}
	return s.hold(attempt{client: &settings, user: u, name: name, flow: flowChoice}, waitsFor)
}

// checkSignUpSession holds a confirmation to the session of its sign-up. None is none.
func (s *Service) checkSignUpSession(ctx context.Context, in ConfirmSignUpRequest) error {
	if in.Session == "" {
		return nil
	}
	s.mu.RLock()
	c, err := s.findClient(in.ClientId)
	s.mu.RUnlock()
	if err != nil {
		return err
	}
	_, err = s.resume(ctx, c, in.Session, waitsForConfirmation, in.Username)
	return err
}

// afterSignUp signs in who has just confirmed.
func (s *Service) afterSignUp(ctx context.Context, a attempt, in start) (InitiateAuthResponse, error) {
	waiting, err := s.resume(ctx, a.client, in.session, waitsForSignIn, a.name)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(waiting, nil)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	next.passwordless, next.validated = true, in.metadata
	if err := s.preAuthenticate(ctx, next); err != nil {
		return InitiateAuthResponse{}, err
	}
	trace.Passed(ctx, "the session comes from a confirmation: no password is needed")
	return s.proceed(ctx, next)
}
