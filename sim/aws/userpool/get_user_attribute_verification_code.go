package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// GetUserAttributeVerificationCodeRequest asks for a code that verifies an address.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
type GetUserAttributeVerificationCodeRequest struct {
	AccessToken    string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	AttributeName  string `required:"true" min:"1" max:"32" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	ClientMetadata map[string]string
}

// GetUserAttributeVerificationCodeResponse says where the code went.
type GetUserAttributeVerificationCodeResponse struct {
	CodeDeliveryDetails *CodeDeliveryDetails `json:",omitzero"`
}

// AWS's texts are not recorded.
var (
	errNotAnAddress = refusal("InvalidParameterException", "Only the attributes email and phone_number can be verified.")
	errAddressUnset = refusal("InvalidParameterException", "User does not have a value for the attribute %s.")
)

// GetUserAttributeVerificationCode sends a code to an address of the token's user. An address that
// waits to replace the old one gets it, not the old one.
func (s *Service) GetUserAttributeVerificationCode(ctx context.Context, in GetUserAttributeVerificationCodeRequest) (GetUserAttributeVerificationCodeResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return GetUserAttributeVerificationCodeResponse{}, err
	}
	if !isAddress(in.AttributeName) {
		trace.Failed(ctx, "%s can be verified by a code", in.AttributeName)
		return GetUserAttributeVerificationCodeResponse{}, errNotAnAddress
	}
	kind := attributeCode(in.AttributeName, "VerifyUserAttribute")
	s.mu.Lock()
	to := b.user.attributes[in.AttributeName]
	if waiting := b.user.codes[kind.purpose]; waiting != nil {
		to = waiting.value
	}
	if to == "" {
		trace.Failed(ctx, "the user has a %s", in.AttributeName)
		err = errAddressUnset.Saying(in.AttributeName)
	} else {
		err = s.within(ctx, b.user, attributeCodeCap)
	}
	s.mu.Unlock()
	if err != nil {
		return GetUserAttributeVerificationCodeResponse{}, err
	}
	details, err := s.send(ctx, b.client, b.pool, b.user, kind, in.AttributeName, to, in.ClientMetadata)
	trace.Summarize(ctx, "a code to the user's %s", in.AttributeName)
	return GetUserAttributeVerificationCodeResponse{CodeDeliveryDetails: details}, err
}
