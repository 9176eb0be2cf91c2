package userpool

import (
	"context"
)

// passwordAuth signs in with a password that is sent as it is: USER_PASSWORD_AUTH, and
// ADMIN_USER_PASSWORD_AUTH from a server.
func (s *Service) passwordAuth(ctx context.Context, c *client, in start) (InitiateAuthResponse, error) {
	a, err := s.begin(ctx, c, in, "PASSWORD")
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := s.checkPassword(ctx, a, in.parameters["PASSWORD"]); err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.proceed(ctx, a)
}
