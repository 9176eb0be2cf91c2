package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// VerifyUserAttributeRequest brings the code that was sent to an address.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
type VerifyUserAttributeRequest struct {
	AccessToken   string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	AttributeName string `required:"true" min:"1" max:"32" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	Code          string `required:"true" min:"1" max:"2048" pattern:"[\\S]+"`
}

// VerifyUserAttribute verifies the address to which the code went. One that was waiting takes the
// place of the old one now.
func (s *Service) VerifyUserAttribute(ctx context.Context, in VerifyUserAttributeRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if !isAddress(in.AttributeName) {
		trace.Failed(ctx, "%s can be verified by a code", in.AttributeName)
		return awsjson.Empty{}, errNotAnAddress
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.within(ctx, b.user, verifyAttributeCap); err != nil {
		return awsjson.Empty{}, err
	}
	purpose := attributeCode(in.AttributeName, "").purpose
	entered, err := s.look(ctx, b.user, purpose, in.Code)
	if err != nil {
		return awsjson.Empty{}, err
	}
	changes := map[string]string{in.AttributeName: entered.value, in.AttributeName + "_verified": "true"}
	if err := b.pool.change(b.user, changes); err != nil {
		trace.Failed(ctx, "the address is nobody else's")
		return awsjson.Empty{}, err
	}
	delete(b.user.codes, purpose)
	b.user.modified = s.Clock.Now()
	trace.Summarize(ctx, "%s of %s is verified", in.AttributeName, b.user.name)
	return awsjson.Empty{}, nil
}
