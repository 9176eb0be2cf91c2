package identitypool

import (
	"context"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// PrincipalTagAttributeMap says which claims of a provider's logins become principal tags. The
// call and its answer have the same shape.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetPrincipalTagAttributeMap.html
type PrincipalTagAttributeMap struct {
	IdentityPoolId       string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityProviderName string            `required:"true" min:"1" max:"128"`
	UseDefaults          bool              `json:",omitzero"`
	PrincipalTags        map[string]string `json:",omitzero" max:"50"` // tag → claim
}

// Limits of a tag map, in characters.
const (
	maxTagKey    = 128
	maxClaimName = 256
)

// SetPrincipalTagAttributeMap replaces the tag map of one provider. The role's trust policy must
// allow sts:TagSession from then on.
func (s *Service) SetPrincipalTagAttributeMap(ctx context.Context, in PrincipalTagAttributeMap) (PrincipalTagAttributeMap, error) {
	for _, tag := range slices.Sorted(maps.Keys(in.PrincipalTags)) {
		if claim := in.PrincipalTags[tag]; tag == "" || len(tag) > maxTagKey || claim == "" || len(claim) > maxClaimName {
			return in, ErrParameter.Saying("Invalid principal tag: a tag has 1 to 128 characters, a claim 1 to 256.")
		}
	}
	_, err := s.change(in.IdentityPoolId, func(p *pool) error {
		key := tagKeyOf(in.IdentityProviderName)
		if !p.acceptsPool(key) && !p.hasProvider(key) {
			trace.Failed(ctx, "%s is a provider of this identity pool", in.IdentityProviderName)
			return ErrParameter.Saying("(" + in.IdentityProviderName + ") is not a configured provider.").
				Because("a user pool is written without https:// and without a client id, an OpenID Connect provider by its ARN")
		}
		if p.tagMaps == nil {
			p.tagMaps = map[string]tagMap{}
		}
		p.tagMaps[key] = tagMap{defaults: in.UseDefaults, tags: in.PrincipalTags}
		return nil
	})
	return in, err
}

// tagKeyOf is the provider without a client id: whether AWS wants one there is not documented, so
// both are taken.
func tagKeyOf(provider string) string {
	if strings.HasPrefix(provider, "cognito-idp.") {
		provider, _, _ = strings.Cut(provider, ":")
	}
	return provider
}

// TagMapRequest names the tag map of one provider.
type TagMapRequest struct {
	IdentityPoolId       string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityProviderName string `required:"true" min:"1" max:"128"`
}

// GetPrincipalTagAttributeMap answers the tag map of one provider; an empty one if none was
// set.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetPrincipalTagAttributeMap.html
func (s *Service) GetPrincipalTagAttributeMap(_ context.Context, in TagMapRequest) (PrincipalTagAttributeMap, error) {
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		return PrincipalTagAttributeMap{}, err
	}
	m := p.tagMaps[tagKeyOf(in.IdentityProviderName)]
	return PrincipalTagAttributeMap{in.IdentityPoolId, in.IdentityProviderName, m.defaults, m.tags}, nil
}
