package userpool

import (
	"context"
	"errors"
	"time"

	"poolschool/sim/trace"
)

// errRefreshHash answers a SECRET_HASH that was made with another name than the session's, or another secret.
var errRefreshHash = refusal("NotAuthorizedException", "SecretHash does not match for the client: %s")

var errReused = refusal("RefreshTokenReuseException", "Refresh token has been rotated and cannot be used again.")

// refreshAuth gives out a new ID and access token. auth_time and origin_jti stay those of the
// sign-in; there is no new refresh token. A client that rotates its tokens cannot use it.
func (s *Service) refreshAuth(ctx context.Context, c *client, parameters map[string]string) (InitiateAuthResponse, error) {
	given := parameters["REFRESH_TOKEN"]
	if given == "" {
		return InitiateAuthResponse{}, errMissing.Saying("REFRESH_TOKEN")
	}
	if c.RefreshRotation {
		trace.Failed(ctx, "the client does not rotate refresh tokens")
		return InitiateAuthResponse{}, errBadRefresh.Because("this client rotates refresh tokens: they are exchanged with GetTokensFromRefreshToken")
	}
	s.mu.RLock()
	r, err := s.findRefresh(ctx, c, given, parameters["DEVICE_KEY"])
	s.mu.RUnlock()
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := c.checkSecretHash(ctx, r.session.user.name, parameters["SECRET_HASH"]); err != nil {
		return InitiateAuthResponse{}, asRefresh(c, err)
	}
	result, err := s.mint(ctx, "TokenGeneration_RefreshTokens", r.session, nil)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	trace.Summarize(ctx, "2 new tokens")
	return InitiateAuthResponse{AuthenticationResult: &result, ChallengeParameters: map[string]string{}}, nil
}

// asRefresh puts a wrong SECRET_HASH into the words that a refresh has for it.
func asRefresh(c *client, err error) error {
	if errors.Is(err, errSecretHash.Saying(c.ID)) {
		return errRefreshHash.Saying(c.ID).Because("%s", because(err))
	}
	return err
}

// findRefresh finds what the pool knows of a refresh token, or says why it is not honoured. A
// token of a pool that tracks devices is bound to one: without its key it is as good as
// unknown. Callers hold mu.
func (s *Service) findRefresh(ctx context.Context, c *client, token, deviceKey string) (refresh, error) {
	now := s.Clock.Now()
	r, known := c.pool.refresh[fingerprint(token)]
	switch {
	case !known:
		trace.Failed(ctx, "the refresh token is one of this pool's")
		return r, errBadRefresh.Because("the pool has never given out this token, or has forgotten it")
	case r.session.client.ID != c.ID:
		trace.Failed(ctx, "the refresh token was given to this client")
		return r, errBadRefresh.Because("it was given to another client of the pool")
	case r.session.revoked:
		trace.Failed(ctx, "the refresh token is not revoked")
		return r, errRefreshRevoked
	case !now.Before(r.session.expires):
		trace.Failed(ctx, "the refresh token is not expired: it was good until %s", r.session.expires.Format(time.DateTime))
		return r, errRefreshExpired
	case r.session.deviceKey != "" && r.session.deviceKey != deviceKey:
		trace.Failed(ctx, "DEVICE_KEY is the device that the token was given to")
		return r, errBadRefresh.Because("the pool tracks devices: DEVICE_KEY must be %s", r.session.deviceKey)
	case r.session.deviceKey != "" && r.session.user.device(deviceKey) == nil:
		trace.Failed(ctx, "the device is still known")
		return r, errBadRefresh.Because("the device of this session was forgotten")
	case r.session.user.disabled:
		trace.Failed(ctx, "the user is enabled")
		return r, errDisabled
	case !r.rotated.IsZero() && !now.Before(r.rotated.Add(time.Duration(c.RotationGrace)*time.Second)):
		trace.Failed(ctx, "the refresh token is the newest, or was until %d seconds ago", c.RotationGrace)
		return r, errReused.Because("a newer token took its place at %s; whoever sends it now may have stolen it", r.rotated.Format(time.TimeOnly))
	}
	trace.Passed(ctx, "the refresh token is this client's, not revoked, good until %s", r.session.expires.Format(time.DateOnly))
	return r, nil
}
