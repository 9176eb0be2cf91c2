package iam

import (
	"context"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsquery"
)

// PutRolePermissionsBoundaryRequest sets the most that a role's policies can allow.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
type PutRolePermissionsBoundaryRequest struct {
	RoleName            string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	PermissionsBoundary string `required:"true" min:"20" max:"2048"` // ARN of a managed policy
}

// PutRolePermissionsBoundary bounds a role. The boundary itself allows nothing.
func (s *Service) PutRolePermissionsBoundary(ctx context.Context, in PutRolePermissionsBoundaryRequest) (awsquery.None, error) {
	if err := s.boundary(ctx, in.PermissionsBoundary); err != nil {
		return awsquery.None{}, err
	}
	return awsquery.None{}, s.changeRole(ctx, in.RoleName, func(r *principal.Role) error {
		r.Boundary = in.PermissionsBoundary
		return nil
	})
}

// boundary wants a boundary to be a managed policy; "" is none.
func (s *Service) boundary(ctx context.Context, arn string) error {
	if _, ok := s.Principals.Policy(arn); arn != "" && !ok {
		trace.Failed(ctx, "policy %s exists", arn)
		return ErrNoBoundary.Saying(arn)
	}
	return nil
}
