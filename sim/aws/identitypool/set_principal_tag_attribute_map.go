package identitypool

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

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

// Limits of principal tags, in characters; what stands behind the tag is a claim's name or, in a developer's call, the
// value itself.
const (
	maxTagKey  = 128
	maxTagText = 256
)

// SetPrincipalTagAttributeMap replaces the tag map of one provider. The role's trust policy must
// allow sts:TagSession from then on.
func (s *Service) SetPrincipalTagAttributeMap(ctx context.Context, in PrincipalTagAttributeMap) (PrincipalTagAttributeMap, error) {
	if err := checkTags(in.PrincipalTags, "a claim"); err != nil {
		return in, err
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

// checkTags holds tags, with what stands behind them, against the model's limits.
func checkTags(tags map[string]string, behind string) error {
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		key, text := utf8.RuneCountInString(tag), utf8.RuneCountInString(tags[tag])
		if key < 1 || key > maxTagKey || text < 1 || text > maxTagText {
			return ErrParameter.Saying(fmt.Sprintf("Invalid principal tag: a tag has 1 to %d characters, %s 1 to %d.", maxTagKey, behind, maxTagText))
		}
	}
	return nil
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
