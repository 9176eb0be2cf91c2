package iam

import (
	"context"
	"slices"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
)

// RolePolicyRequest names an inline policy of a role.
type RolePolicyRequest struct {
	RoleName   string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	PolicyName string `required:"true" min:"1" max:"128" pattern:"[\\w+=,.@-]+"`
}

// GetRolePolicyResponse is an inline policy.
type GetRolePolicyResponse struct {
	RoleName       string
	PolicyName     string
	PolicyDocument string // percent-encoded
}

// GetRolePolicy answers an inline policy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
func (s *Service) GetRolePolicy(ctx context.Context, in RolePolicyRequest) (GetRolePolicyResponse, error) {
	r, err := s.role(ctx, in.RoleName)
	if err != nil {
		return GetRolePolicyResponse{}, err
	}
	at := slices.IndexFunc(r.Inline, func(p policy.Policy) bool { return p.Name == in.PolicyName })
	if at < 0 {
		trace.Failed(ctx, "role %s has an inline policy %s", in.RoleName, in.PolicyName)
		return GetRolePolicyResponse{}, ErrNoRolePolicy.Saying(in.PolicyName)
	}
	return GetRolePolicyResponse{in.RoleName, in.PolicyName, encoded(r.Inline[at].Source)}, nil
}
