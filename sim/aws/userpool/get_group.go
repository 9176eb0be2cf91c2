package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// GetGroup returns a group.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html
func (s *Service) GetGroup(ctx context.Context, in GroupRequest) (GroupResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	if err != nil {
		return GroupResponse{}, err
	}
	trace.Summarize(ctx, "group %s", g.name)
	return GroupResponse{Group: g.shown(p)}, nil
}
