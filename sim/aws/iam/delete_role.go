package iam

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsquery"
)

// DeleteRole deletes a role that has no policies any more. Its sessions lose every permission.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
func (s *Service) DeleteRole(ctx context.Context, in RoleRequest) (awsquery.None, error) {
	r, err := s.role(ctx, in.RoleName)
	if err != nil {
		return awsquery.None{}, err
	}
	switch {
	case len(r.Attached) > 0:
		trace.Failed(ctx, "no managed policy is attached")
		return awsquery.None{}, ErrDeleteConflict.Saying("detach all policies")
	case len(r.Inline) > 0:
		trace.Failed(ctx, "no inline policy is left")
		return awsquery.None{}, ErrDeleteConflict.Saying("delete policies")
	}
	return awsquery.None{}, s.Principals.DeleteRole(in.RoleName)
}
