package iam

import (
	"context"
	"fmt"
	"slices"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsquery"
)

// maxAttached is how many managed policies a role may have.
const maxAttached = 10

// AttachedPolicyRequest names a managed policy and a role.
type AttachedPolicyRequest struct {
	RoleName  string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	PolicyArn string `required:"true" min:"20" max:"2048"`
}

// AttachRolePolicy gives a role a managed policy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
func (s *Service) AttachRolePolicy(ctx context.Context, in AttachedPolicyRequest) (awsquery.None, error) {
	if _, ok := s.Principals.Policy(in.PolicyArn); !ok {
		trace.Failed(ctx, "policy %s exists", in.PolicyArn)
		return awsquery.None{}, ErrNotAttachable.Saying(in.PolicyArn)
	}
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		if slices.Contains(r.Attached, in.PolicyArn) {
			return nil
		}
		if len(r.Attached) >= maxAttached {
			return ErrLimit.Saying(fmt.Sprintf("Cannot exceed quota for PoliciesPerRole: %d", maxAttached))
		}
		r.Attached = append(slices.Clone(r.Attached), in.PolicyArn)
		return nil
	})
}

// DetachRolePolicy takes a managed policy off a role. The policy stays.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
func (s *Service) DetachRolePolicy(ctx context.Context, in AttachedPolicyRequest) (awsquery.None, error) {
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		left := slices.DeleteFunc(slices.Clone(r.Attached), func(arn string) bool { return arn == in.PolicyArn })
		if len(left) == len(r.Attached) {
			return ErrNotAttached.Saying(in.PolicyArn)
		}
		r.Attached = left
		return nil
	})
}
