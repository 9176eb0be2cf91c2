package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminRemoveUserFromGroup takes a user out of a group. Somebody who is not in it is no error. The
// answer has no body.
func (s *Service) AdminRemoveUserFromGroup(ctx context.Context, in AdminGroupMemberRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, g, err := s.memberAndGroup(ctx, in)
	if err != nil {
		return awsjson.None{}, err
	}
	u.groups = slices.DeleteFunc(u.groups, func(name string) bool { return name == g.name })
	trace.Summarize(ctx, "%s is not in %s", u.name, g.name)
	return awsjson.None{}, nil
}
