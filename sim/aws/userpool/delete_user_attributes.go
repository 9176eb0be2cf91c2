package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteUserAttributesRequest removes attributes of a token's user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html
type DeleteUserAttributesRequest struct {
	AccessToken        string   `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	UserAttributeNames []string `required:"true"`
}

// DeleteUserAttributes removes attributes. One that is not set is no error.
func (s *Service) DeleteUserAttributes(ctx context.Context, in DeleteUserAttributesRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	named := map[string]string{}
	for _, name := range in.UserAttributeNames {
		named[name] = ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := b.client.checkWritable(ctx, named); err != nil {
		return awsjson.Empty{}, err
	}
	return awsjson.Empty{}, s.deleteAttributes(ctx, b.pool, b.user, in.UserAttributeNames)
}

// deleteAttributes removes attributes of a profile. Callers hold mu.
func (s *Service) deleteAttributes(ctx context.Context, p *pool, u *user, names []string) error {
	changes := deletions(names)
	if err := p.checkChange(ctx, u, changes); err != nil {
		return err
	}
	u.modified = s.Clock.Now()
	trace.Summarize(ctx, "%d attributes of %s fewer", len(names), u.name)
	return p.change(u, changes)
}
