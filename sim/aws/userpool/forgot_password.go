package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ForgotPasswordRequest asks for a code with which a new password can be set.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
type ForgotPasswordRequest struct {
	ClientId       string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	SecretHash     string `min:"1" max:"128" pattern:"[\\w+=/]+" secret:"true"`
	Username       string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	ClientMetadata map[string]string
}

// ForgotPasswordResponse says where the code went.
type ForgotPasswordResponse struct {
	CodeDeliveryDetails *CodeDeliveryDetails `json:",omitzero"`
}

// ForgotPassword sends a reset code to a verified address. The old password goes on working
// until the new one is set.
func (s *Service) ForgotPassword(ctx context.Context, in ForgotPasswordRequest) (ForgotPasswordResponse, error) {
	s.mu.Lock()
	c, u, err := s.whoForgot(ctx, in)
	s.mu.Unlock()
	if u == nil && c != nil {
		moved, failed := s.migrateForReset(ctx, c, in)
		if failed != nil {
			return ForgotPasswordResponse{}, failed
		}
		if moved != nil {
			u, err = moved, nil
		}
	}
	if err != nil {
		return ForgotPasswordResponse{}, err
	}
	if u == nil {
		return ForgotPasswordResponse{CodeDeliveryDetails: s.pretended(ctx, c, in.Username)}, nil
	}
	s.mu.Lock()
	attribute, err := c.pool.resetChannel(ctx, u)
	if err == nil {
		err = s.within(ctx, u, resetCap)
	}
	s.mu.Unlock()
	if err != nil {
		return ForgotPasswordResponse{}, err
	}
	details, err := s.send(ctx, c, c.pool, u, resetCode, attribute, u.attributes[attribute], in.ClientMetadata)
	trace.Summarize(ctx, "a reset code to the user's %s", attribute)
	return ForgotPasswordResponse{CodeDeliveryDetails: details}, err
}

// whoForgot finds client and user. The user is nil where there is none, which is an error unless the
// client hides it. Callers hold mu.
func (s *Service) whoForgot(ctx context.Context, in ForgotPasswordRequest) (*client, *user, error) {
	c, err := s.clientOf(ctx, in.ClientId, in.Username, in.SecretHash)
	if err != nil {
		return nil, nil, err
	}
	u, err := c.personOrGhost(ctx, in.Username)
	if u == nil && err == nil {
		now := s.Clock.Now()
		c.pool.ghosts.add(c.pool.fold(in.Username), now.Add(resetCode.life), now)
	}
	return c, u, err
}
