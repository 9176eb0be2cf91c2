package iam

import (
	"context"
	"fmt"
	"slices"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/wire/awsquery"
)

// PutRolePolicyRequest is an inline policy: part of the role, with a name of its own.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
type PutRolePolicyRequest struct {
	RoleName       string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	PolicyName     string `required:"true" min:"1" max:"128" pattern:"[\\w+=,.@-]+"`
	PolicyDocument string `required:"true" min:"1" max:"131072"`
}

// PutRolePolicy adds an inline policy, or replaces the one of the same name. It holds from the
// next request on, for open sessions too.
func (s *Service) PutRolePolicy(ctx context.Context, in PutRolePolicyRequest) (awsquery.None, error) {
	p, err := identityDocument(ctx, in.PolicyName, in.PolicyDocument)
	if err != nil {
		return awsquery.None{}, err
	}
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		list := without(r.Inline, in.PolicyName)
		total := size(in.PolicyDocument)
		for _, other := range list {
			total += size(other.Source)
		}
		if total > maxInline {
			return ErrLimit.Saying(fmt.Sprintf("Maximum policy size of %d bytes exceeded for role %s", maxInline, in.RoleName))
		}
		r.Inline = append(list, p)
		return nil
	})
}

// without is a copy of the list that lacks the policy of that name.
func without(list []policy.Policy, name string) []policy.Policy {
	return slices.DeleteFunc(slices.Clone(list), func(p policy.Policy) bool { return p.Name == name })
}
