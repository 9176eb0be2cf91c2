package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// ListUsersRequest asks for users of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
type ListUsersRequest struct {
	UserPoolId      string   `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	AttributesToGet []string // all when left out
	Limit           *int     `min:"0" max:"60"`
	PaginationToken string   `min:"1" pattern:"[\\S]+"`
	Filter          string   `max:"256"` // attribute = "value" or attribute ^= "value"
}

// ListUsersResponse is one page. Without a token it is the last.
type ListUsersResponse struct {
	Users           []User
	PaginationToken string `json:",omitempty"`
}

var errNoSuchAttribute = refusal("InvalidParameterException", "One or more requested attributes do not exist.")

// ListUsers lists users in the order in which they were created.
func (s *Service) ListUsers(ctx context.Context, in ListUsersRequest) (ListUsersResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ListUsersResponse{}, err
	}
	for _, name := range in.AttributesToGet {
		if _, ok := p.attribute(name); !ok && name != "sub" {
			trace.Failed(ctx, "the pool has an attribute %s", name)
			return ListUsersResponse{}, errNoSuchAttribute.Because("there is no attribute %s", name)
		}
	}
	found, next, err := p.search(in)
	if err != nil {
		return ListUsersResponse{}, err
	}
	out := ListUsersResponse{Users: make([]User, 0, len(found)), PaginationToken: next}
	for _, u := range found {
		shown := u.shown()
		if len(in.AttributesToGet) > 0 {
			shown.Attributes = slices.DeleteFunc(shown.Attributes, func(a Attribute) bool { return !slices.Contains(in.AttributesToGet, a.Name) })
		}
		out.Users = append(out.Users, shown)
	}
	trace.Summarize(ctx, "%d users", len(found))
	return out, nil
}

// search finds a page of users. Callers hold mu.
func (p *pool) search(in ListUsersRequest) ([]*user, string, error) {
	if in.Filter == "" {
		return p.pick(in.PaginationToken, number(in.Limit), func(*user) bool { return true })
	}
	f, err := parseFilter(in.Filter)
	if err != nil {
		return nil, "", err
	}
	if u, indexed := f.one(p); indexed {
		if u == nil {
			return nil, "", nil
		}
		return []*user{u}, "", nil
	}
	return p.pick(in.PaginationToken, number(in.Limit), func(u *user) bool { return f.matches(p, u) })
}

// number is what was sent, or 0.
func number(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
