package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminGroupMemberRequest names a user and a group of a pool.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html
type AdminGroupMemberRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username   string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	GroupName  string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
}

// AdminAddUserToGroup makes a user a member; once more changes nothing. It shows in tokens that
// are issued from now on. The answer has no body.
func (s *Service) AdminAddUserToGroup(ctx context.Context, in AdminGroupMemberRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, g, err := s.memberAndGroup(ctx, in)
	if err != nil {
		return awsjson.None{}, err
	}
	if !slices.Contains(u.groups, g.name) {
		if len(u.groups) >= mostGroupsOfAUser {
			return awsjson.None{}, errGroupLimit.Saying(mostGroupsOfAUser, "groups of a user")
		}
		u.groups = append(u.groups, g.name)
	}
	trace.Summarize(ctx, "%s is in %s", u.name, g.name)
	return awsjson.None{}, nil
}

// memberAndGroup finds both. Callers hold mu.
func (s *Service) memberAndGroup(ctx context.Context, in AdminGroupMemberRequest) (*user, *group, error) {
	_, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return nil, nil, err
	}
	_, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	return u, g, err
}
