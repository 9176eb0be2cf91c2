package intake

import (
	"cmp"
	"maps"
	"slices"
)

// poolRolesAnswer has the members of get-identity-pool-roles' answer and of AWS::Cognito::IdentityPoolRoleAttachment.
//
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html
type poolRolesAnswer struct {
	IdentityPoolId text
	Roles          map[string]text
	RoleMappings   map[string]mapping
}

type mapping struct {
	Type, AmbiguousRoleResolution text
	IdentityProvider              text // templates only: there the key is any word
	RulesConfiguration            struct {
		Rules []struct{ Claim, MatchType, Value, RoleARN text }
	}
}

func (d *draft) identityPoolRoles(data []byte) error {
	var answer poolRolesAnswer
	if err := decode(data, &answer); err != nil {
		return err
	}
	s := poolRoles{file: d.file, identityPool: string(answer.IdentityPoolId), roles: map[string]string{}, mappings: map[string]mapping{}}
	for state, arn := range answer.Roles {
		s.roles[state] = string(arn)
	}
	for _, key := range slices.Sorted(maps.Keys(answer.RoleMappings)) {
		m := answer.RoleMappings[key]
		s.mappings[string(cmp.Or(m.IdentityProvider, text(key)))] = m
	}
	d.settings = append(d.settings, s)
	d.things++
	return nil
}

// tagMap takes over get-principal-tag-attribute-map's answer, and AWS::Cognito::IdentityPoolPrincipalTag.
//
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html
func (d *draft) tagMap(data []byte) error {
	var answer struct {
		IdentityPoolId, IdentityProviderName text
		UseDefaults                          flag
		PrincipalTags                        map[string]text
	}
	if err := decode(data, &answer); err != nil {
		return err
	}
	t := poolTags{file: d.file, identityPool: string(answer.IdentityPoolId), provider: string(answer.IdentityProviderName), defaults: bool(answer.UseDefaults)}
	for tag, claim := range answer.PrincipalTags {
		if t.tags == nil {
			t.tags = map[string]string{}
		}
		t.tags[tag] = string(claim)
	}
	d.tagMaps = append(d.tagMaps, t)
	d.things++
	return nil
}
