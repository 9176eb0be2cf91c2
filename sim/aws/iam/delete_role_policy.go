package iam

import (
	"context"

	"poolschool/sim/principal"
	"poolschool/sim/wire/awsquery"
)

// DeleteRolePolicy deletes an inline policy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
func (s *Service) DeleteRolePolicy(ctx context.Context, in RolePolicyRequest) (awsquery.None, error) {
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		left := without(r.Inline, in.PolicyName)
		if len(left) == len(r.Inline) {
			return ErrNoRolePolicy.Saying(in.PolicyName)
		}
		r.Inline = left
		return nil
	})
}
