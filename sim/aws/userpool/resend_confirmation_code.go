package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ResendConfirmationCodeRequest asks for another sign-up code.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
type ResendConfirmationCodeRequest struct {
	ClientId       string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	SecretHash     string `min:"1" max:"128" pattern:"[\\w+=/]+" secret:"true"`
	Username       string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	ClientMetadata map[string]string
}

// ResendConfirmationCodeResponse says where the code went.
type ResendConfirmationCodeResponse struct {
	CodeDeliveryDetails *CodeDeliveryDetails `json:",omitzero"`
}

// Refusals of ResendConfirmationCode.
var (
	errIsConfirmed  = refusal("InvalidParameterException", "User is already confirmed.")
	errNoAutoVerify = refusal("NotAuthorizedException", "Cannot resend codes. Auto verification not turned on.")
)

// ResendConfirmationCode sends a new sign-up code. The older one no longer counts.
func (s *Service) ResendConfirmationCode(ctx context.Context, in ResendConfirmationCodeRequest) (ResendConfirmationCodeResponse, error) {
	s.mu.Lock()
	c, u, attribute, err := s.checkResend(ctx, in)
	s.mu.Unlock()
	if err != nil {
		return ResendConfirmationCodeResponse{}, err
	}
	if u == nil {
		return ResendConfirmationCodeResponse{CodeDeliveryDetails: s.pretended(ctx, c, in.Username)}, nil
	}
	details, err := s.send(ctx, c, c.pool, u, resentCode, attribute, u.attributes[attribute], in.ClientMetadata)
	trace.Summarize(ctx, "a new code to the user's %s", attribute)
	return ResendConfirmationCodeResponse{CodeDeliveryDetails: details}, err
}

// checkResend finds the user and the attribute for a new code. The user is nil where the client
// hides that there is none. Callers hold mu.
func (s *Service) checkResend(ctx context.Context, in ResendConfirmationCodeRequest) (*client, *user, string, error) {
	c, err := s.clientOf(ctx, in.ClientId, in.Username, in.SecretHash)
	if err != nil {
		return nil, nil, "", err
	}
	u, err := c.personOrGhost(ctx, in.Username)
	if err != nil || u == nil {
		return c, nil, "", err
	}
	if u.status != statusUnconfirmed {
		trace.Failed(ctx, "the user is UNCONFIRMED")
		return nil, nil, "", errIsConfirmed
	}
	attribute := c.pool.autoVerified(u)
	if attribute == "" {
		return nil, nil, "", errNoAutoVerify.Because("the user has no attribute that this pool verifies")
	}
	return c, u, attribute, s.within(ctx, u, resendCap)
}
