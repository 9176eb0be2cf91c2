package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// CreateGroupRequest makes a group. Its role is only a claim in tokens.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html
type CreateGroupRequest struct {
	GroupName   string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	UserPoolId  string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Description string `max:"2048"`
	RoleArn     string `min:"20" max:"2048" pattern:"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"`
	Precedence  *int   `min:"0" max:"2147483647"` // 0 is the highest
}

// Refusals of groups. The first text was seen (amplify-backend 1781), its full stop and the second were not.
var (
	errGroupExists = refusal("GroupExistsException", "A group with the name already exists.")
	errGroupLimit  = refusal("LimitExceededException", "Exceeded the limit of %d %s.")
)

// Quotas of groups.
const (
	mostGroups        = 10000 // in a pool
	mostGroupsOfAUser = 100
)

// CreateGroup adds a group to the pool.
func (s *Service) CreateGroup(ctx context.Context, in CreateGroupRequest) (GroupResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return GroupResponse{}, err
	}
	if _, taken := p.groups[in.GroupName]; taken {
		trace.Failed(ctx, "the name is free")
		return GroupResponse{}, errGroupExists
	}
	if len(p.groups) >= mostGroups {
		return GroupResponse{}, errGroupLimit.Saying(mostGroups, "groups in a user pool")
	}
	trace.Passed(ctx, "the name is free")
	now := s.Clock.Now()
	g := &group{name: in.GroupName, description: in.Description, roleARN: in.RoleArn, precedence: in.Precedence, created: now, modified: now}
	p.groups[g.name] = g
	trace.Summarize(ctx, "group %s", g.name)
	return GroupResponse{Group: g.shown(p)}, nil
}
