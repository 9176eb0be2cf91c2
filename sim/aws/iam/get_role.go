package iam

import "context"

// GetRole answers a role with its trust policy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
func (s *Service) GetRole(ctx context.Context, in RoleRequest) (RoleResponse, error) {
	r, err := s.role(ctx, in.RoleName)
	if err != nil {
		return RoleResponse{}, err
	}
	return RoleResponse{shown(r)}, nil
}
