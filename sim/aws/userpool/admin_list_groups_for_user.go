package userpool

import (
	"context"
)

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
