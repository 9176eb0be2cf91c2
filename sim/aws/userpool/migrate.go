package userpool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
)

// migrate asks the pool's own function about a user whom the pool does not know, with the
// password that was typed. The pool's password policy is not applied. It returns nil when
// there is no such function.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
func (s *Service) migrate(ctx context.Context, c *client, a attempt, password string) (*user, error) {
	f := s.triggersOf(c.pool).UserMigration
	if f == nil {
		return nil, nil
	}
	e := &UserMigration{Event: s.event("UserMigration_Authentication", c.pool, c, a.name, nil, a.metadata), Password: password, ValidationData: a.validated}
	if err := run(ctx, "UserMigration", f, e); err != nil {
		return nil, err
	}
	status := e.FinalStatus
	if status == "" {
		status = statusForceChange
	}
	if e.Attributes == nil || !slices.Contains([]string{statusConfirmed, statusReset, statusForceChange}, status) {
		return nil, errTriggerOutput.Because("UserMigration must answer attributes, and CONFIRMED or RESET_REQUIRED as the final status")
	}
	u := s.newUser(c.pool, a.name, settled(e.Attributes))
	u.status = status
	u.password = s.hash(c.pool, u, password)
	s.mu.Lock()
	defer s.mu.Unlock()
	if other, taken := c.pool.find(a.name); taken {
		return other, nil // brought along by a call that ran beside this one
	}
	c.pool.add(u)
	trace.Passed(ctx, "user %q was brought along from the old directory", a.name)
	return u, nil
}

// settled drops what a function may answer and a profile does not hold.
func settled(attributes map[string]string) map[string]string {
	kept := maps.Clone(attributes)
	delete(kept, "username")
	delete(kept, "sub")
	delete(kept, "cognito:user_status")
	return kept
}
