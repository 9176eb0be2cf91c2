package identitypool

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"poolschool/sim/token"
)

// RoleMapping chooses roles for the logins of one provider.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_RoleMapping.html
type RoleMapping struct {
	Type                    string              `required:"true" enum:"Token Rules"`
	AmbiguousRoleResolution string              `json:",omitzero" enum:"AuthenticatedRole Deny"`
	RulesConfiguration      *RulesConfiguration `json:",omitzero"`
}

// RulesConfiguration holds the rules of a mapping of type Rules, in order.
type RulesConfiguration struct {
	Rules []MappingRule `required:"true" min:"1" max:"25"`
}

// MappingRule gives a role to logins whose claim matches.
type MappingRule struct {
	Claim     string `required:"true" min:"1" max:"64" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	MatchType string `required:"true" enum:"Equals Contains StartsWith NotEqual"`
	Value     string `required:"true" min:"1" max:"128"`
	RoleARN   string `required:"true" min:"20" max:"2048"`
}

// matches holds the rule against a token, and says what stands there. Values are plain text, no
// wildcards; a claim that is absent matches nothing, not even NotEqual.
func (r MappingRule) matches(claims token.Claims) (ok bool, found string) {
	value, present := claims.Get(r.Claim)
	if !present {
		return false, "the token has no claim " + r.Claim + ": the rule does not count"
	}
	text := asText(value)
	switch r.MatchType {
	case "Equals":
		ok = text == r.Value
	case "NotEqual":
		ok = text != r.Value
	case "StartsWith":
		ok = strings.HasPrefix(text, r.Value)
	case "Contains":
		ok = strings.Contains(text, r.Value)
	}
	return ok, "the token has " + text
}

// asText is a claim as rules and tags see it.
func asText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []string:
		return strings.Join(v, ",")
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = asText(v[i])
		}
		return strings.Join(parts, ",")
	case nil:
		return ""
	}
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(data)
}

// ordinal counts rules from 1 for the reader.
func ordinal(n int) string { return strconv.Itoa(n + 1) }
