package iam

import (
	"context"

	"poolschool/sim/principal"
	"poolschool/sim/wire/awsquery"
)

// UpdateAssumeRolePolicyRequest replaces a role's trust policy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
type UpdateAssumeRolePolicyRequest struct {
	RoleName       string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	PolicyDocument string `required:"true" min:"1" max:"131072"`
}

// UpdateAssumeRolePolicy changes who may take a role on. Sessions that are open stay so.
func (s *Service) UpdateAssumeRolePolicy(ctx context.Context, in UpdateAssumeRolePolicyRequest) (awsquery.None, error) {
	trust, err := s.trustDocument(ctx, in.RoleName, in.PolicyDocument)
	if err != nil {
		return awsquery.None{}, err
	}
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		r.Trust = trust
		return nil
	})
}
