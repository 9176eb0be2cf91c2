package userpool

import (
	"context"
	"time"

	"poolschool/sim/trace"
)

// InitiateAuthRequest starts a sign-in.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
type InitiateAuthRequest struct {
	AuthFlow       string            `required:"true" enum:"USER_SRP_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN CUSTOM_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH ADMIN_USER_PASSWORD_AUTH USER_AUTH"`
	AuthParameters map[string]string `secret:"PASSWORD REFRESH_TOKEN SECRET_HASH"`
	ClientId       string            `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientMetadata map[string]string
	Session        string `min:"20" max:"2048" secret:"true"`
}

// InitiateAuthResponse is either a result or the next challenge.
type InitiateAuthResponse struct {
	ChallengeName        string                `json:",omitempty"`
	Session              string                `json:",omitempty" secret:"true"`
	ChallengeParameters  map[string]string     `json:",omitzero"`
	AuthenticationResult *AuthenticationResult `json:",omitzero"`
	AvailableChallenges  []string              `json:",omitempty"`
}

// InitiateAuth signs a user in, as far as the flow and the user's state allow in one step.
func (s *Service) InitiateAuth(ctx context.Context, in InitiateAuthRequest) (InitiateAuthResponse, error) {
	s.mu.RLock()
	c, err := s.findClient(in.ClientId)
	s.mu.RUnlock()
	if err != nil {
		trace.Failed(ctx, "the client id is known")
		return InitiateAuthResponse{}, err
	}
	trace.Passed(ctx, "client %q belongs to user pool %s", c.Name, c.pool.ID)
	switch in.AuthFlow {
	case "USER_PASSWORD_AUTH":
		return s.passwordAuth(ctx, c, in)
	case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN":
		return s.refreshAuth(ctx, c, in.AuthParameters)
	}
	return InitiateAuthResponse{}, errFlowUnsupported
}

func (s *Service) passwordAuth(ctx context.Context, c *client, in InitiateAuthRequest) (InitiateAuthResponse, error) {
	if err := c.checkFlow(ctx, in.AuthFlow); err != nil {
		return InitiateAuthResponse{}, err
	}
	for _, name := range []string{"USERNAME", "PASSWORD"} {
		if in.AuthParameters[name] == "" {
			return InitiateAuthResponse{}, errMissing.Saying(name)
		}
	}
	name := in.AuthParameters["USERNAME"]
	if err := c.checkSecretHash(ctx, name, in.AuthParameters["SECRET_HASH"]); err != nil {
		return InitiateAuthResponse{}, err
	}
	u, err := s.checkPassword(ctx, c, name, in.AuthParameters["PASSWORD"])
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.finish(ctx, c, u)
}

// refreshAuth gives out a new ID and access token. auth_time and origin_jti stay those of the
// sign-in; there is no new refresh token.
func (s *Service) refreshAuth(ctx context.Context, c *client, parameters map[string]string) (InitiateAuthResponse, error) {
	if err := c.checkFlow(ctx, "REFRESH_TOKEN_AUTH"); err != nil {
		return InitiateAuthResponse{}, err
	}
	given := parameters["REFRESH_TOKEN"]
	if given == "" {
		return InitiateAuthResponse{}, errMissing.Saying("REFRESH_TOKEN")
	}
	s.mu.RLock()
	r, known := c.pool.refresh[fingerprint(given)]
	var tokens unsigned
	err := s.checkRefresh(ctx, c, r, known)
	if err == nil {
		tokens = s.claims(r.user, r.session)
	}
	s.mu.RUnlock()
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := c.checkSecretHash(ctx, r.user.name, parameters["SECRET_HASH"]); err != nil {
		return InitiateAuthResponse{}, err
	}
	result, err := s.sign(tokens)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	trace.Summarize(ctx, "2 new tokens")
	return InitiateAuthResponse{AuthenticationResult: &result, ChallengeParameters: map[string]string{}}, nil
}

// checkRefresh says why a refresh token is not honoured. Callers hold mu.
func (s *Service) checkRefresh(ctx context.Context, c *client, r refresh, known bool) error {
	switch {
	case !known:
		trace.Failed(ctx, "the refresh token is one of this pool's")
		return errBadRefresh.Because("the pool has never given out this token, or has forgotten it")
	case r.session.client != c:
		trace.Failed(ctx, "the refresh token was given to this client")
		return errBadRefresh.Because("it was given to another client of the pool")
	case r.session.revoked:
		trace.Failed(ctx, "the refresh token is not revoked")
		return errRefreshRevoked
	case !s.Clock.Now().Before(r.session.expires):
		trace.Failed(ctx, "the refresh token is not expired: it was good until %s", r.session.expires.Format(time.DateTime))
		return errRefreshExpired
	case r.user.disabled:
		trace.Failed(ctx, "the user is enabled")
		return errDisabled
	}
	trace.Passed(ctx, "the refresh token is this client's, not revoked, good until %s", r.session.expires.Format(time.DateOnly))
	return nil
}
