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
	return s.bringAlong(ctx, c, a.name, statusForceChange, UserMigration{
		Event:    s.event("UserMigration_Authentication", c.pool, c, a.name, nil, a.metadata),
		Password: password, ValidationData: a.validated,
	})
}

// migrateForReset is migrate for somebody who has forgotten the password: there is none to check, and the
// new one comes with the code.
func (s *Service) migrateForReset(ctx context.Context, c *client, in ForgotPasswordRequest) (*user, error) {
	return s.bringAlong(ctx, c, in.Username, statusReset, UserMigration{
		Event: s.event("UserMigration_ForgotPassword", c.pool, c, in.Username, nil, in.ClientMetadata),
	})
}

// bringAlong asks the pool's function for a user and stores them. otherwise is their status where the
// function does not say. It takes and gives back mu.
func (s *Service) bringAlong(ctx context.Context, c *client, name, otherwise string, e UserMigration) (*user, error) {
	f := s.triggersOf(c.pool).UserMigration
	if f == nil {
		return nil, nil
	}
	if err := run(ctx, "UserMigration", f, &e); err != nil {
		return nil, err
	}
	u, added, err := s.broughtAlong(ctx, c, name, otherwise, e)
	if err != nil || !added || e.MessageAction == "SUPPRESS" {
		return u, err
	}
	return u, s.welcome(ctx, c.pool, c, u, letter{kind: "AdminCreateUser", name: name, metadata: e.ClientMetadata}, e.DesiredDeliveryMediums)
}

// broughtAlong stores a user as the pool's function answered; added is false for one who has come meanwhile. It takes
// and gives back mu.
func (s *Service) broughtAlong(ctx context.Context, c *client, name, otherwise string, e UserMigration) (u *user, added bool, err error) {
	status := first(e.FinalStatus, otherwise)
	if e.Attributes == nil || !slices.Contains([]string{statusConfirmed, statusReset, statusForceChange}, status) {
		return nil, false, errTriggerOutput.Because("UserMigration must answer attributes, and CONFIRMED or RESET_REQUIRED as the final status")
	}
	strange := func(m string) bool { return m != "SMS" && m != "EMAIL" }
	if slices.ContainsFunc(e.DesiredDeliveryMediums, strange) || e.MessageAction != "" && e.MessageAction != "SUPPRESS" {
		return nil, false, errTriggerOutput.Because("UserMigration answers SUPPRESS or no messageAction, and SMS and EMAIL as desiredDeliveryMediums")
	}
	u = s.newUser(c.pool, name, settled(e.Attributes))
	u.status = status
	u.password = s.hash(c.pool, u, e.Password)
	s.mu.Lock()
	defer s.mu.Unlock()
	if other, taken := c.pool.find(name); taken {
		return other, false, nil // brought along by a call that ran beside this one
	}
	if kind, other := c.pool.clash(u, u); other != nil {
		if !e.ForceAliasCreation || len(c.pool.UsernameAttributes) > 0 {
			trace.Failed(ctx, "the %s is nobody else's alias", kind)
			return nil, false, errAliasTaken.Saying(kind).Because("%s has verified the same address; forceAliasCreation would move it", other.name)
		}
		c.pool.takeAliases(u)
	}
	c.pool.add(u)
	trace.Passed(ctx, "user %q was brought along from the old directory", name)
	return u, true, nil
}

// settled drops what a function may answer and a profile does not hold.
func settled(attributes map[string]string) map[string]string {
	kept := maps.Clone(attributes)
	delete(kept, "username")
	delete(kept, "sub")
	delete(kept, "cognito:user_status")
	return kept
}
