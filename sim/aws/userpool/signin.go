package userpool

import (
	"context"
	"time"

	"poolschool/sim/trace"
)

// missingUser is how the absence of a user is answered: openly, or as a wrong password,
// as the client is set.
func (c *client) missingUser(name string) error {
	if c.HideUnknownUsers {
		return errWrongPassword.Because("there is no user %q; this client hides that (PreventUserExistenceErrors)", name)
	}
	return errNoUser.Because("this client shows that a user is missing (PreventUserExistenceErrors is LEGACY)")
}

// admit is what comes before a password is looked at, in Cognito's order: lockout, the pool's
// own function, and whether the user has confirmed at all. With SRP it is the second step that asks,
// for the first looks at no password.
func (s *Service) admit(ctx context.Context, a attempt) error {
	if err := s.unlocked(ctx, a.user); err != nil {
		return err
	}
	if a.flow != flowCustom { // which has asked it at the start
		if err := s.preAuthenticate(ctx, a); err != nil {
			return err
		}
	}
	if a.user == nil {
		return a.client.missingUser(a.name)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case a.user.status == statusUnconfirmed:
		trace.Failed(ctx, "the user is confirmed (looked at before the password)")
		return errNotConfirmed
	case a.user.status == statusExternal:
		return a.client.outsider(ctx)
	case a.user.status == statusReset && a.user.password.Verifier == nil && !a.client.HideUnknownUsers:
		trace.Failed(ctx, "the user has a password")
		return errResetRequired.Because("an imported user has no password until they reset it")
	}
	return nil
}

// mayChoose is what comes before the flows that need no password: whether the user has confirmed, and is one of
// this pool's own. Whoever comes from an outside provider signs in there, on the pages of the domain.
func (s *Service) mayChoose(ctx context.Context, a attempt) error {
	if a.user == nil {
		return nil
	}
	s.mu.RLock()
	status := a.user.status
	s.mu.RUnlock()
	switch status {
	case statusUnconfirmed:
		trace.Failed(ctx, "the user is confirmed")
		return errNotConfirmed
	case statusExternal:
		return a.client.outsider(ctx)
	}
	return nil
}

// errOutsider answers the flows of the API for a profile that signs in at its provider only.
var errOutsider = refusal("NotAuthorizedException", "User is not authorized to get auth details.")

// outsider is how such a profile is answered: openly, or as a wrong password, as the client is set.
func (c *client) outsider(ctx context.Context) error {
	trace.Failed(ctx, "the user is one of the pool's own, not %s", statusExternal)
	if c.HideUnknownUsers {
		return errWrongPassword.Because("this profile signs in at its provider only; this client hides that (PreventUserExistenceErrors)")
	}
	return errOutsider.Because("this profile signs in at its provider only")
}

func (s *Service) unlocked(ctx context.Context, u *user) error {
	if u == nil {
		return nil
	}
	s.mu.RLock()
	left, locked := u.failures.locked(s.Clock.Now())
	s.mu.RUnlock()
	if !locked {
		return nil
	}
	trace.Failed(ctx, "not locked out: %s to go", left.Round(time.Second))
	return errLocked.Because("too many wrong passwords; the lock ends in %s", left.Round(time.Second))
}

func (s *Service) preAuthenticate(ctx context.Context, a attempt) error {
	f := s.triggersOf(a.client.pool).PreAuthentication
	if f == nil {
		return nil
	}
	return run(ctx, "PreAuthentication", f, &PreAuthentication{
		Event:          s.event("PreAuthentication_Authentication", a.client.pool, a.client, a.name, a.user, a.metadata),
		ValidationData: a.validated, UserNotFound: a.user == nil,
	})
}

// checkPassword holds a typed password against the user's.
func (s *Service) checkPassword(ctx context.Context, a attempt, password string) error {
	if err := s.admit(ctx, a); err != nil {
		return err
	}
	s.mu.RLock()
	record := a.user.password
	s.mu.RUnlock()
	return s.judge(ctx, a.user, record.Matches(a.client.pool.who(a.user), password), "the password fits the stored verifier")
}

// judge counts what a password check found.
func (s *Service) judge(ctx context.Context, u *user, fits bool, what string) error {
	now := s.Clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if left, locked := u.failures.locked(now); locked {
		// Guesses that ran side by side have locked the user in the meantime.
		trace.Failed(ctx, "not locked out: %s to go", left.Round(time.Second))
		return errLocked
	}
	if !fits {
		u.failures.wrong(now)
		trace.Failed(ctx, "%s", what)
		return errWrongPassword.Because("the user exists; the password is another one (failure %d)", u.failures.count)
	}
	trace.Passed(ctx, "%s", what)
	u.failures = failures{}
	return nil
}

// proceed takes a sign-in on after its first factor. The order is Cognito's: disabled, reset
// required, temporary password expired, new password, second factor, tokens.
func (s *Service) proceed(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	s.mu.RLock()
	err := s.checkState(ctx, a.client.pool, a.user)
	status := a.user.status
	s.mu.RUnlock()
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if status == statusForceChange {
		return s.askNewPassword(ctx, a), nil
	}
	return s.secondFactor(ctx, a)
}

// checkState refuses users who may not sign in although they have shown who they are. Callers
// hold mu.
func (s *Service) checkState(ctx context.Context, p *pool, u *user) error {
	switch {
	case u.disabled:
		trace.Failed(ctx, "the user is enabled")
		return errDisabled
	case u.status == statusReset:
		trace.Failed(ctx, "no password reset is waiting")
		return errResetRequired
	case u.status == statusForceChange && !s.Clock.Now().Before(u.passwordSet.Add(p.temporaryLife())):
		trace.Failed(ctx, "the temporary password is still good")
		return errTemporaryExpired.Because("it was set %s and is good for %d days", u.passwordSet.Format(time.DateOnly), int(p.temporaryLife()/day))
	}
	trace.Passed(ctx, "the user is %s and enabled", u.status)
	return nil
}

var errTemporaryExpired = refusal("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.")

const (
	day                  = 24 * time.Hour
	defaultTemporaryDays = 7
)

// temporaryLife is how long a temporary password is good.
func (p *pool) temporaryLife() time.Duration {
	if n := p.policy().TemporaryValidityDays; n > 0 {
		return time.Duration(n) * day
	}
	return defaultTemporaryDays * day
}
