package userpool

import (
	"context"
	"slices"
	"time"

	"poolschool/sim/trace"
)

// checkFlow refuses a flow that the client has not enabled. Without a list, a client allows
// refresh, SRP and custom authentication, and so no plain passwords.
func (c *client) checkFlow(ctx context.Context, flow string) error {
	flows := c.Flows
	if len(flows) == 0 {
		flows = []string{"ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"}
	}
	if !slices.Contains(flows, "ALLOW_"+flow) {
		trace.Failed(ctx, "%s is enabled for this client", flow)
		return errFlowDisabled.Saying(flow).Because("the client's ExplicitAuthFlows lack ALLOW_%s", flow)
	}
	trace.Passed(ctx, "%s is enabled for this client", flow)
	return nil
}

// missingUser is how the absence of a user is answered: openly, or as a wrong password,
// as the client is set.
func (c *client) missingUser(name string) error {
	if c.HideUnknownUsers {
		return errWrongPassword.Because("there is no user %q; this client hides that (PreventUserExistenceErrors)", name)
	}
	return errNoUser.Because("this client shows that a user is missing (PreventUserExistenceErrors is LEGACY)")
}

// checkPassword holds a typed password against the user's, in Cognito's order: an
// unconfirmed user is told so before the password is looked at. It takes and gives back mu.
func (s *Service) checkPassword(ctx context.Context, c *client, name, password string) (*user, error) {
	s.mu.RLock()
	u, ok := c.pool.find(name)
	if !ok {
		s.mu.RUnlock()
		trace.Failed(ctx, "user %q is in the pool", name)
		return nil, c.missingUser(name)
	}
	now := s.Clock.Now()
	left, locked := u.failures.locked(now)
	status, record := u.status, u.password
	s.mu.RUnlock()

	trace.Passed(ctx, "user %q is in the pool", name)
	if locked {
		trace.Failed(ctx, "not locked out: %s to go", left.Round(time.Second))
		return nil, errLocked.Because("too many wrong passwords; the lock ends in %s", left.Round(time.Second))
	}
	if status == statusUnconfirmed {
		trace.Failed(ctx, "the user is confirmed (looked at before the password)")
		return nil, errNotConfirmed
	}
	fits := record.Matches(c.pool.who(u), password)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !fits {
		u.failures.wrong(now)
		trace.Failed(ctx, "the password fits the stored verifier")
		return nil, errWrongPassword.Because("the user exists; the password is another one (failure %d)", u.failures.count)
	}
	trace.Passed(ctx, "the password fits the stored verifier")
	u.failures = failures{}
	return u, checkState(ctx, u)
}

// checkState refuses users who may not sign in although their password is right.
func checkState(ctx context.Context, u *user) error {
	if u.disabled {
		trace.Failed(ctx, "the user is enabled")
		return errDisabled
	}
	if u.status == statusReset {
		trace.Failed(ctx, "no password reset is waiting")
		return errResetRequired
	}
	trace.Passed(ctx, "the user is %s and enabled", u.status)
	return nil
}

// finish opens a session for a user who has shown everything that was asked for, and signs
// its tokens. It takes and gives back mu.
func (s *Service) finish(ctx context.Context, c *client, u *user) (InitiateAuthResponse, error) {
	s.mu.Lock()
	sess, refreshToken := s.openSession(c, u)
	tokens := s.claims(u, sess)
	s.mu.Unlock()

	result, err := s.sign(tokens)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	result.RefreshToken = refreshToken
	trace.Passed(ctx, "ID and access token signed, each with its own key of the pool")
	trace.Summarize(ctx, "3 tokens")
	return InitiateAuthResponse{AuthenticationResult: &result, ChallengeParameters: map[string]string{}}, nil
}
