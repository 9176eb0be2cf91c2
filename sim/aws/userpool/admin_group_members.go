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

// memberAndGroup finds both. Callers hold mu.
func (s *Service) memberAndGroup(ctx context.Context, in AdminGroupMemberRequest) (*user, *group, error) {
	_, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return nil, nil, err
	}
	_, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	return u, g, err
}

// AdminListGroupsForUserRequest asks for a user's groups, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html
type AdminListGroupsForUserRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username   string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	Limit      *int   `min:"0" max:"60"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// AdminListGroupsForUser lists the groups that a user is in.
func (s *Service) AdminListGroupsForUser(ctx context.Context, in AdminListGroupsForUserRequest) (GroupsResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return GroupsResponse{}, err
	}
	return p.groupPage(ctx, u.groups, in.NextToken, number(in.Limit))
}

// ListUsersInGroupRequest asks for the members of a group, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html
type ListUsersInGroupRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	GroupName  string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	Limit      *int   `min:"0" max:"60"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// ListUsersInGroupResponse is one page of members.
type ListUsersInGroupResponse struct {
	Users     []User
	NextToken string `json:",omitempty"`
}

// ListUsersInGroup lists members in the order in which they became users.
func (s *Service) ListUsersInGroup(ctx context.Context, in ListUsersInGroupRequest) (ListUsersInGroupResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, g, err := s.groupIn(ctx, in.UserPoolId, in.GroupName)
	if err != nil {
		return ListUsersInGroupResponse{}, err
	}
	found, next, err := p.pick(in.NextToken, number(in.Limit), func(u *user) bool { return slices.Contains(u.groups, g.name) })
	if err != nil {
		return ListUsersInGroupResponse{}, err
	}
	out := ListUsersInGroupResponse{Users: make([]User, 0, len(found)), NextToken: next}
	for _, u := range found {
		out.Users = append(out.Users, u.shown())
	}
	trace.Summarize(ctx, "%d members of %s", len(found), g.name)
	return out, nil
}
