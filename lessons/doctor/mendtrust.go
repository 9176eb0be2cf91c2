package doctor

import (
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/setup"
)

const (
	identityService = "cognito-identity.amazonaws.com"
	assumeAction    = "sts:AssumeRoleWithWebIdentity"
	tagAction       = "sts:TagSession"
)

// identityPoolID is how the id of an identity pool looks.
var identityPoolID = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]:[0-9a-f-]{36}$`)

// mendTrust are changes of the trust policy of a role that STS refused.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
func (p patient) mendTrust(role int) []Change {
	trust := setup.Place("roles", role, "trust")
	id := p.walk.identityPool().ID
	var all, wider []Change
	for _, s := range statements(trust, p.Roles[role].Trust) {
		if !s.allows() {
			wider = append(wider, change(Remove, s.place, nil))
			continue
		}
		var actions texts
		_ = json.Unmarshal(s.parts["Action"], &actions) // what is no list of actions is replaced
		switch {
		case !actions.has(assumeAction) && s.parts["Action"].Kind() != '[' && !strings.HasPrefix(strings.ToLower(string(s.parts["Action"])), `"sts:tag`):
			all = append(all, change(Set, s.place.AppendToken("Action"), assumeAction))
		case !actions.has(assumeAction):
			all = append(all, change(Add, s.place.AppendToken("Action"), assumeAction))
		}
		all = append(all, change(Set, s.place.AppendToken("Principal"), map[string]string{"Federated": identityService}),
			change(Add, s.place.AppendToken("Action"), tagAction))
		s.conditions(func(place jsontext.Pointer, _, key string, value jsontext.Value) {
			if !ownKey(key) {
				wider = append(wider, change(Remove, place, nil).atAWS("or send what the condition asks for"))
				return
			}
			all = append(all, p.mendTrustCondition(place, key, value, id)...)
		})
		wider = append(wider, change(Set, s.place.AppendToken("Condition"), trustCondition(id)))
	}
	right := map[string]any{
		"Effect": "Allow", "Principal": map[string]string{"Federated": identityService}, "Action": assumeAction, "Condition": trustCondition(id),
	}
	if len(p.IdentityPools[p.cast.IdentityPool].TagMaps) > 0 {
		right["Action"] = []string{assumeAction, tagAction}
	}
	return append(append(all, wider...), change(Add, trust.AppendToken("Statement"), right),
		change(Set, trust, map[string]any{"Version": "2012-10-17", "Statement": []any{right}}))
}

// mendTrustCondition lets one condition hold for signed-in people of this identity pool.
func (p patient) mendTrustCondition(place jsontext.Pointer, key string, value jsontext.Value, id string) []Change {
	how := Set
	if value.Kind() == '[' {
		how = Add
	}
	switch {
	case strings.EqualFold(key, identityService+":aud"):
		var wanted string
		if p.IdentityPools[p.cast.IdentityPool].ID == "" {
			if json.Unmarshal(value, &wanted) == nil && identityPoolID.MatchString(wanted) {
				return []Change{change(Set, setup.Place("identityPools", p.cast.IdentityPool, "id"), wanted).atAWS("nothing to do there: the file lacked the id that the trust policy names")}
			}
			return nil // the id is drawn anew each time
		}
		return []Change{change(how, place, id)}
	case strings.EqualFold(key, identityService+":amr"):
		return []Change{change(how, place, "authenticated")}
	}
	return nil
}

// ownKey reports whether a key is one that a trust policy must ask about: without aud, any identity pool of the world could
// put the role on, without amr any guest.
func ownKey(key string) bool {
	return strings.EqualFold(key, identityService+":aud") || strings.EqualFold(key, identityService+":amr")
}

func trustCondition(id string) map[string]any {
	return map[string]any{
		"StringEquals":           map[string]string{identityService + ":aud": id},
		"ForAnyValue:StringLike": map[string]string{identityService + ":amr": "authenticated"},
	}
}

// texts is a list of text; a single one need not stand in a list.
type texts []string

// UnmarshalJSON takes ["a"] and "a".
func (t *texts) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*t = texts{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(t))
}

func (t texts) has(action string) bool {
	for _, a := range t {
		if strings.EqualFold(a, action) || a == "*" || strings.EqualFold(a, "sts:*") {
			return true
		}
	}
	return false
}
