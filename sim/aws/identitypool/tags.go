package identitypool

import (
	"context"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// tagMap turns the claims of one provider's logins into principal tags.
type tagMap struct {
	defaults bool
	tags     map[string]string // tag → claim
}

// defaultTags is the map that UseDefaults stands for.
// https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html
func defaultTags(provider string) map[string]string {
	username := "sub"
	switch {
	case provider == amazon:
		username = "user_id"
	case isSAML(provider):
		return map[string]string{"client": claimNameID, "username": claimName}
	}
	return map[string]string{"client": "aud", "username": username}
}

// principalTags are the session tags of verified logins. A claim that the token lacks makes no
// tag.
func (p *pool) principalTags(ctx context.Context, logins []login) map[string]string {
	tags := map[string]string{}
	for _, l := range logins {
		maps.Copy(tags, l.tags)
		m, ok := p.tagMaps[l.tagKey]
		if !ok {
			continue
		}
		wanted := m.tags
		if m.defaults {
			wanted = defaultTags(l.provider)
		}
		for _, tag := range slices.Sorted(maps.Keys(wanted)) {
			value, present := l.claims.Get(wanted[tag])
			if !present {
				trace.Checked(ctx, true, "tag "+tag+" from claim "+wanted[tag], "the token has no such claim: no tag")
				continue
			}
			tags[tag] = tagText(l.claims, wanted[tag], value)
			trace.Checked(ctx, true, "tag "+tag+" from claim "+wanted[tag], tags[tag])
		}
	}
	return tags
}

func tagText(claims token.Claims, name string, value any) string {
	if texts := claims.Strings(name); texts != nil {
		return strings.Join(texts, ",")
	}
	return asText(value)
}
