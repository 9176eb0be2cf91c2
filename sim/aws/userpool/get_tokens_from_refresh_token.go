package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// GetTokensFromRefreshTokenRequest exchanges a refresh token, also where the client rotates them.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
type GetTokensFromRefreshTokenRequest struct {
	RefreshToken   string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	ClientId       string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientSecret   string `min:"24" max:"64" pattern:"[\\w+]+" secret:"true"`
	DeviceKey      string `min:"1" max:"55" pattern:"[\\w-]+_[0-9a-f-]+"`
	ClientMetadata map[string]string
}

// GetTokensFromRefreshTokenResponse holds a new ID and access token and, from a client that rotates, a
// new refresh token.
type GetTokensFromRefreshTokenResponse struct {
	AuthenticationResult *AuthenticationResult `json:",omitzero"`
}

// GetTokensFromRefreshToken renews tokens. Where the client rotates, the refresh token given is
// replaced: it stays good for the grace period, and coming back after that is noticed. The new one
// ends when the first one would have.
func (s *Service) GetTokensFromRefreshToken(ctx context.Context, in GetTokensFromRefreshTokenRequest) (GetTokensFromRefreshTokenResponse, error) {
	c, err := s.frozen(ctx, in.ClientId)
	if err != nil {
		return GetTokensFromRefreshTokenResponse{}, err
	}
	if err := c.checkSecret(ctx, in.ClientSecret, errClientSecret); err != nil {
		return GetTokensFromRefreshTokenResponse{}, err
	}
	s.mu.RLock()
	r, err := s.findRefresh(ctx, c, in.RefreshToken, in.DeviceKey)
	s.mu.RUnlock()
	if err != nil {
		return GetTokensFromRefreshTokenResponse{}, err
	}
	result, err := s.mint(ctx, "TokenGeneration_RefreshTokens", r.session, in.ClientMetadata)
	if err != nil {
		return GetTokensFromRefreshTokenResponse{}, err
	}
	if c.RefreshRotation {
		if result.RefreshToken, err = s.rotate(ctx, c, in); err != nil {
			return GetTokensFromRefreshTokenResponse{}, err
		}
	}
	trace.Summarize(ctx, "new tokens")
	return GetTokensFromRefreshTokenResponse{AuthenticationResult: &result}, nil
}

// rotate puts a new refresh token in the place of the given one. It looks at that one again: of two calls at
// the same moment the second finds it rotated already.
func (s *Service) rotate(ctx context.Context, c *client, in GetTokensFromRefreshTokenRequest) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.findRefresh(ctx, c, in.RefreshToken, in.DeviceKey)
	if err != nil {
		return "", err
	}
	if r.rotated.IsZero() {
		r.rotated = s.Clock.Now()
		c.pool.refresh[fingerprint(in.RefreshToken)] = r
	}
	trace.Passed(ctx, "a new refresh token takes the place of this one; this one stays good for %d seconds", c.RotationGrace)
	return s.newRefresh(r.session), nil
}

// errClientSecret answers a wrong secret. AWS's words are not recorded.
var errClientSecret = refusal("NotAuthorizedException", "Invalid client secret.")

// checkSecret holds the caller to the client's secret where an operation takes the secret itself.
func (c *client) checkSecret(ctx context.Context, given string, otherwise *wire.Error) error {
	if !c.confidential() && given == "" {
		return nil
	}
	if !c.knows(given) {
		trace.Failed(ctx, "ClientSecret is this client's")
		return otherwise.Because("this operation takes the secret itself, not a hash of it")
	}
	trace.Passed(ctx, "ClientSecret is this client's")
	return nil
}
