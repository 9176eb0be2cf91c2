package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminUpdateUserAttributesRequest changes anybody's profile.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
type AdminUpdateUserAttributesRequest struct {
	UserPoolId     string      `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username       string      `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	UserAttributes []Attribute `required:"true"`
	ClientMetadata map[string]string
}

// AdminUpdateUserAttributes writes attributes, also email_verified. A blank value deletes. A new
// address that is not said to be verified gets a code where the pool verifies it.
func (s *Service) AdminUpdateUserAttributes(ctx context.Context, in AdminUpdateUserAttributesRequest) (awsjson.Empty, error) {
	changes := attributeMap(in.UserAttributes)
	s.mu.Lock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	var codes []string
	if err == nil {
		codes, err = s.changeFor(ctx, p, u, changes)
	}
	s.mu.Unlock()
	if err != nil {
		return awsjson.Empty{}, err
	}
	trace.Summarize(ctx, "%d attributes of %s", len(changes), in.Username)
	for _, kind := range codes {
		if _, err := s.send(ctx, nil, p, u, attributeCode(kind, "UpdateUserAttribute"), kind, changes[kind], in.ClientMetadata); err != nil {
			return awsjson.Empty{}, err
		}
	}
	return awsjson.Empty{}, nil
}

// changeFor writes what an administrator changes and returns the attributes to which codes must
// go. Callers hold mu.
func (s *Service) changeFor(ctx context.Context, p *pool, u *user, changes map[string]string) ([]string, error) {
	if err := p.checkChange(ctx, u, changes); err != nil {
		return nil, err
	}
	now, codes, err := p.unverified(ctx, u, changes)
	if err != nil {
		return nil, err
	}
	if err := p.change(u, now); err != nil {
		trace.Failed(ctx, "the addresses are nobody else's")
		return nil, err
	}
	u.modified = s.Clock.Now()
	return codes, nil
}
