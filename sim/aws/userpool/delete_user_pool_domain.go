package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteUserPoolDomainRequest names a pool's domain.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html
type DeleteUserPoolDomainRequest struct {
	Domain     string `required:"true" min:"1" max:"63"`
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
}

// DeleteUserPoolDomain takes the login pages down.
func (s *Service) DeleteUserPoolDomain(ctx context.Context, in DeleteUserPoolDomainRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if p.Domain != in.Domain {
		trace.Failed(ctx, "the pool has this domain")
		return awsjson.Empty{}, errNoDomain.Saying(in.Domain)
	}
	p.Domain = ""
	trace.Summarize(ctx, "domain %s is free", in.Domain)
	return awsjson.Empty{}, nil
}
