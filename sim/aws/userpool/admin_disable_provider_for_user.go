package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminDisableProviderForUserRequest takes a login away.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html
type AdminDisableProviderForUserRequest struct {
	UserPoolId string        `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	User       *ProviderUser `required:"true"`
}

// AdminDisableProviderForUser takes away a linked login; the pool's own users lose their password.
func (s *Service) AdminDisableProviderForUser(ctx context.Context, in AdminDisableProviderForUserRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	l := in.User.login()
	if l.provider == ownProvider {
		u, ok := p.find(l.value)
		if !ok {
			trace.Failed(ctx, "user %q is in the pool", l.value)
			return awsjson.Empty{}, errNoUser
		}
		s.setPassword(p, u, s.hash(p, u, ""))
		trace.Summarize(ctx, "%s has no password any more", u.name)
		return awsjson.Empty{}, nil
	}
	u := p.linked(l)
	if u == nil {
		trace.Failed(ctx, "the login leads to a user of the pool")
		return awsjson.Empty{}, errNoUser.Because("no profile is linked to that login")
	}
	p.unlink(u, l)
	u.modified = s.Clock.Now()
	trace.Summarize(ctx, "%s does not lead to %s any more", l.provider, u.name)
	return awsjson.Empty{}, nil
}
