package identitypool

import "context"

// GetIdentityPoolRolesResponse has the roles of a pool.
type GetIdentityPoolRolesResponse struct {
	IdentityPoolId string
	Roles          map[string]string      `json:",omitzero"`
	RoleMappings   map[string]RoleMapping `json:",omitzero"`
}

// GetIdentityPoolRoles answers what SetIdentityPoolRoles set.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html
func (s *Service) GetIdentityPoolRoles(_ context.Context, in PoolRequest) (GetIdentityPoolRolesResponse, error) {
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		return GetIdentityPoolRolesResponse{}, err
	}
	return GetIdentityPoolRolesResponse{in.IdentityPoolId, p.roles, p.mappings}, nil
}
