package identitypool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// SetIdentityPoolRolesRequest replaces the roles and mappings of a pool.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
type SetIdentityPoolRolesRequest struct {
	IdentityPoolId string                 `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	Roles          map[string]string      `required:"true" max:"2"` // "authenticated", "unauthenticated" → role ARN
	RoleMappings   map[string]RoleMapping `max:"10"`                // provider → mapping
}

// SetIdentityPoolRoles gives a pool its roles. The caller needs iam:PassRole for each of them:
// whoever may hand out a role must be allowed to pass it on.
func (s *Service) SetIdentityPoolRoles(ctx context.Context, in SetIdentityPoolRolesRequest) (awsjson.None, error) {
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		return awsjson.None{}, err
	}
	for _, state := range slices.Sorted(maps.Keys(in.Roles)) {
		if state != authenticated && state != unauthenticated {
			return awsjson.None{}, ErrParameter.Saying("Invalid role type: " + state)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in.RoleMappings)) {
		if err := p.checkMapping(ctx, key, in.RoleMappings[key]); err != nil {
			return awsjson.None{}, err
		}
	}
	for _, role := range rolesOf(in) {
		if err := s.mayPass(ctx, role); err != nil {
			return awsjson.None{}, err
		}
	}
	_, err = s.change(in.IdentityPoolId, func(p *pool) error {
		p.roles, p.mappings = in.Roles, in.RoleMappings
		return nil
	})
	return awsjson.None{}, err
}

// checkMapping wants a provider that the pool has, and all that the mapping's type needs.
func (p *pool) checkMapping(ctx context.Context, key string, m RoleMapping) error {
	if !p.hasProvider(key) {
		trace.Failed(ctx, "%s is a provider of this identity pool", key)
		return ErrMappingKey.Saying(key).Because("a user pool is written cognito-idp.REGION.amazonaws.com/POOL:CLIENT, an OpenID Connect provider by its ARN, without https://")
	}
	if m.AmbiguousRoleResolution == "" {
		return ErrParameter.Saying("AmbiguousRoleResolution is required for role mappings of type " + m.Type + ".")
	}
	if m.Type == "Rules" && m.RulesConfiguration == nil {
		return ErrParameter.Saying("RulesConfiguration is required for role mappings of type Rules.")
	}
	return nil
}

// rolesOf lists every role that the call would hand out, each once and in order.
func rolesOf(in SetIdentityPoolRolesRequest) []string {
	var roles []string
	for _, role := range in.Roles {
		roles = append(roles, role)
	}
	for _, m := range in.RoleMappings {
		if m.RulesConfiguration != nil {
			for _, r := range m.RulesConfiguration.Rules {
				roles = append(roles, r.RoleARN)
			}
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

func (s *Service) mayPass(ctx context.Context, role string) error {
	if _, ok := s.Principals.RoleByARN(role); !ok {
		trace.Checked(ctx, false, "the role exists", role)
		return ErrRole.Saying(role).Because("there is no role with this ARN")
	}
	err := s.Guard.Authorize(ctx, "iam:PassRole", role, map[string][]string{"iam:PassedToService": {cognito}})
	if err != nil {
		return ErrRole.Saying(role).Because("the caller may not pass the role on: %v", err)
	}
	return nil
}
