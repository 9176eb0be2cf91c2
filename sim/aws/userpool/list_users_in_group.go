package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

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
