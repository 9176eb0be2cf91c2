package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// UpdateGroupRequest changes a group. What it leaves out stays.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
type UpdateGroupRequest struct {
	GroupName   string  `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	UserPoolId  string  `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Description *string `max:"2048"`
	RoleArn     *string `min:"20" max:"2048" pattern:"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"`
	Precedence  *int    `min:"0" max:"2147483647"`
}

// UpdateGroup changes a group. Tokens that are out keep what they say.
func (s *Service) UpdateGroup(ctx context.Context, in UpdateGroupRequest) (GroupResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	if err != nil {
		return GroupResponse{}, err
	}
	if in.Description != nil {
		g.description = *in.Description
	}
	if in.RoleArn != nil {
		g.roleARN = *in.RoleArn
	}
	if in.Precedence != nil {
		g.precedence = in.Precedence
	}
	g.modified = s.Clock.Now()
	trace.Summarize(ctx, "group %s", g.name)
	return GroupResponse{Group: g.shown(p)}, nil
}
