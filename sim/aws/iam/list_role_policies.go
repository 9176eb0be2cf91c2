package iam

import (
	"context"
	"slices"
)

// ListRolePoliciesRequest asks for a page of a role's inline policies.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
type ListRolePoliciesRequest struct {
	RoleName string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	Marker   string `min:"1" max:"320"`
	MaxItems *int   `min:"1" max:"1000"` // 100 when left out
}

// ListRolePoliciesResponse is a page of names.
type ListRolePoliciesResponse struct {
	PolicyNames []string
	IsTruncated bool
	Marker      string
}

// ListRolePolicies lists the names of inline policies; attached ones are not among them.
func (s *Service) ListRolePolicies(ctx context.Context, in ListRolePoliciesRequest) (ListRolePoliciesResponse, error) {
	r, err := s.role(ctx, in.RoleName)
	if err != nil {
		return ListRolePoliciesResponse{}, err
	}
	names := make([]string, len(r.Inline))
	for i, p := range r.Inline {
		names[i] = p.Name
	}
	slices.Sort(names)
	from, to, next, err := page(len(names), in.MaxItems, in.Marker)
	if err != nil {
		return ListRolePoliciesResponse{}, err
	}
	return ListRolePoliciesResponse{names[from:to], next != "", next}, nil
}
