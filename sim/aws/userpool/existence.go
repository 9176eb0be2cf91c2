package userpool

import (
	"context"
	"crypto/sha256"
	"slices"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// clientOf finds the client of a call and holds its SECRET_HASH against it. Callers hold mu.
func (s *Service) clientOf(ctx context.Context, id, username, hash string) (*client, error) {
	c, err := s.findClient(id)
	if err != nil {
		trace.Failed(ctx, "the client id is known")
		return nil, err
	}
	trace.Passed(ctx, "client %q belongs to user pool %s", c.Name, c.pool.ID)
	if err := c.checkSecretHash(ctx, username, hash); err != nil {
		return nil, err
	}
	return c, nil
}

// person finds the user of a call. Where the client hides who exists
// (PreventUserExistenceErrors), hidden is what an unknown user is told. Callers hold mu.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
func (c *client) person(ctx context.Context, name string, hidden *wire.Error) (*user, error) {
	u, ok := c.pool.find(name)
	if ok {
		trace.Passed(ctx, "user %q is in the pool", name)
		return u, nil
	}
	trace.Failed(ctx, "user %q is in the pool", name)
	if c.HideUnknownUsers {
		return nil, hidden.Because("there is no user %q; this client hides that (PreventUserExistenceErrors)", name)
	}
	return nil, errNoUserForClient.Because("this client shows that a user is missing (PreventUserExistenceErrors is LEGACY)")
}

// personOrGhost finds the user of a call that sends a message. Where the client hides who exists,
// an unknown user is nil without an error. Callers hold mu.
func (c *client) personOrGhost(ctx context.Context, name string) (*user, error) {
	u, err := c.person(ctx, name, errNoUserForClient)
	if err != nil && c.HideUnknownUsers {
		return nil, nil
	}
	return u, err
}

// pretended is where a code to an unknown user would have gone: made up, but the same for the same
// name, or the difference would tell. It takes and gives back mu.
func (s *Service) pretended(ctx context.Context, c *client, name string) *CodeDeliveryDetails {
	s.mu.RLock()
	defer s.mu.RUnlock()
	trace.Because(ctx, "there is no user %q; this client hides that (PreventUserExistenceErrors), so the destination is made up and nothing was sent", name)
	trace.Summarize(ctx, "a made-up destination")
	const letters = "abcdefghijklmnoprstw"
	p := c.pool
	sum := sha256.Sum256(append([]byte(p.ID+"/"+p.fold(name)), p.salt...))
	if slices.Contains(p.AutoVerify, "phone_number") && !slices.Contains(p.AutoVerify, "email") {
		digits := []byte("+10000000000")
		for i := range digits[2:] {
			digits[2+i] = '0' + sum[i]%10
		}
		return &CodeDeliveryDetails{AttributeName: "phone_number", DeliveryMedium: "SMS", Destination: mask("phone_number", string(digits))}
	}
	address := string(letters[int(sum[0])%len(letters)]) + "@" + string(letters[int(sum[1])%len(letters)])
	return &CodeDeliveryDetails{AttributeName: "email", DeliveryMedium: "EMAIL", Destination: mask("email", address)}
}

// ghosts are names of unknown users for whom a reset code was asked for, with the time until which
// the code would be good: ConfirmForgotPassword answers them like users.
type ghosts map[string]time.Time

// mostGhosts keeps a caller who tries names from filling the memory.
const mostGhosts = 1000

func (g ghosts) add(name string, until, now time.Time) {
	for n, t := range g {
		if !now.Before(t) {
			delete(g, n)
		}
	}
	if len(g) < mostGhosts {
		g[name] = until
	}
}
