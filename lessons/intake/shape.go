package intake

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// shape is one kind of file: the members by which it is known, and what takes it over.
type shape struct {
	members []string
	kind    jsontext.Kind // of the first member; 0 is any
	take    func(d *draft, data []byte) error
}

// shapes are the kinds of files, those with more members first where one is part of another.
func shapes() []shape {
	return []shape{
		{[]string{"Resources"}, '{', (*draft).template},
		{[]string{"UserPool"}, '{', (*draft).describedUserPool},
		{[]string{"UserPoolClient"}, '{', (*draft).describedClient},
		{[]string{"IdentityPoolId", "IdentityPoolName"}, 0, (*draft).describedIdentityPool},
		{[]string{"IdentityPoolId", "IdentityProviderName"}, 0, (*draft).tagMap},
		{[]string{"IdentityPoolId", "Roles"}, 0, (*draft).identityPoolRoles},
		{[]string{"IdentityPoolId", "RoleMappings"}, 0, (*draft).identityPoolRoles},
		{[]string{"Role"}, '{', (*draft).gotRole},
		{[]string{"RoleName", "PolicyName", "PolicyDocument"}, 0, (*draft).gotRolePolicy},
		{[]string{"PolicyVersion"}, '{', (*draft).gotPolicyVersion},
		{[]string{"Policy"}, '"', (*draft).gotBucketPolicy},
	}
}

func (s shape) fits(top map[string]jsontext.Value) bool {
	for _, name := range s.members {
		if _, ok := top[name]; !ok {
			return false
		}
	}
	return s.kind == 0 || top[s.members[0]].Kind() == s.kind
}

// mostListed is how many members of an unknown file are named.
const mostListed = 5

func listed[V any](members map[string]V) string {
	names := slices.Sorted(maps.Keys(members))
	if len(names) == 0 {
		return "none"
	}
	if len(names) > mostListed {
		names = append(names[:mostListed], "…")
	}
	return strings.Join(names, ", ")
}
