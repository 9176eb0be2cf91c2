package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ListGroupsRequest asks for the groups of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html
type ListGroupsRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Limit      *int   `min:"0" max:"60"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// GroupsResponse is one page of groups.
type GroupsResponse struct {
	Groups    []Group
	NextToken string `json:",omitempty"`
}

// ListGroups lists groups by name.
func (s *Service) ListGroups(ctx context.Context, in ListGroupsRequest) (GroupsResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return GroupsResponse{}, err
	}
	return p.groupPage(ctx, sortedKeys(p.groups), in.NextToken, number(in.Limit))
}

// groupPage is one page of named groups. Callers hold mu.
func (p *pool) groupPage(ctx context.Context, names []string, token string, limit int) (GroupsResponse, error) {
	part, next, err := page(names, token, limit)
	if err != nil {
		return GroupsResponse{}, err
	}
	out := GroupsResponse{Groups: make([]Group, 0, len(part)), NextToken: next}
	for _, name := range part {
		if g := p.groups[name]; g != nil {
			out.Groups = append(out.Groups, g.shown(p))
		}
	}
	trace.Summarize(ctx, "%d groups", len(out.Groups))
	return out, nil
}
