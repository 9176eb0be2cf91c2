package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteGroup deletes a group; its members stay users. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html
func (s *Service) DeleteGroup(ctx context.Context, in GroupRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	if err != nil {
		return awsjson.None{}, err
	}
	delete(p.groups, g.name)
	for _, u := range p.list {
		u.groups = slices.DeleteFunc(u.groups, func(name string) bool { return name == g.name })
	}
	trace.Summarize(ctx, "group %s is gone", g.name)
	return awsjson.None{}, nil
}
