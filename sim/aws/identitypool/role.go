package identitypool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// chooseRole picks the role of an enhanced-flow call.
// https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
func (s *Service) chooseRole(ctx context.Context, p *pool, logins []login, custom string) (string, error) {
	if len(logins) == 0 {
		if custom != "" {
			return "", refuseCustom(ctx, custom, "a guest has no roles to choose from")
		}
		return p.defaultRole(ctx, unauthenticated)
	}
	for _, l := range logins {
		if m, ok := p.mappings[l.mappingKey]; ok {
			trace.Passed(ctx, "role: the pool has a mapping of type %s for %s", m.Type, l.mappingKey)
			if m.Type == "Token" {
				return p.roleByToken(ctx, m, l, custom)
			}
			return p.roleByRules(ctx, m, l, custom)
		}
	}
	for _, l := range logins {
		if len(l.roles) > 0 {
			return roleOfAssertion(ctx, l, custom)
		}
	}
	if custom != "" {
		return "", refuseCustom(ctx, custom, "the pool has no role mapping for this login")
	}
	return p.defaultRole(ctx, authenticated)
}

// roleOfAssertion takes the role that a SAML provider gave; of several the caller chooses one.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
func roleOfAssertion(ctx context.Context, l login, custom string) (string, error) {
	switch {
	case custom != "" && !slices.Contains(l.roles, custom):
		return "", refuseCustom(ctx, custom, "the assertion has "+orNone(l.roles))
	case custom != "":
		trace.Passed(ctx, "role: CustomRoleArn is in the assertion, %s", nameOf(custom))
		return custom, nil
	case len(l.roles) == 1:
		trace.Passed(ctx, "role: the assertion has one role, %s", nameOf(l.roles[0]))
		return l.roles[0], nil
	}
	trace.Checked(ctx, false, "role: the assertion has one role, or CustomRoleArn chooses", orNone(l.roles))
	return "", ErrCustomRole.Because("the assertion has several roles (%s); choose one with CustomRoleArn", orNone(l.roles))
}

func refuseCustom(ctx context.Context, custom, why string) error {
	trace.Checked(ctx, false, "role: CustomRoleArn "+custom+" may be chosen", why)
	return ErrCustomRole.Because("%s", why)
}

func (p *pool) defaultRole(ctx context.Context, state string) (string, error) {
	arn := p.roles[state]
	if arn == "" {
		trace.Failed(ctx, "role: the pool has an %s role", state)
		return "", ErrConfiguration.Because("the identity pool has no %s role", state)
	}
	trace.Passed(ctx, "role: the pool's %s role, %s", state, nameOf(arn))
	return arn, nil
}

// roleByToken takes the role that the user pool wrote into the token.
func (p *pool) roleByToken(ctx context.Context, m RoleMapping, l login, custom string) (string, error) {
	roles := rolesIn(l.claims)
	if custom != "" {
		if !slices.Contains(roles, custom) {
			return "", refuseCustom(ctx, custom, "cognito:roles has "+orNone(roles))
		}
		trace.Passed(ctx, "role: CustomRoleArn is in cognito:roles, %s", nameOf(custom))
		return custom, nil
	}
	if preferred := l.claims.Text("cognito:preferred_role"); preferred != "" {
		trace.Passed(ctx, "role: cognito:preferred_role is %s", nameOf(preferred))
		return preferred, nil
	}
	if len(roles) == 1 {
		trace.Passed(ctx, "role: cognito:roles has one role, %s", nameOf(roles[0]))
		return roles[0], nil
	}
	return p.ambiguous(ctx, m, "the token has no cognito:preferred_role, and cognito:roles has "+orNone(roles))
}

// rolesIn reads cognito:roles, a list in real tokens and text with commas in the documentation.
func rolesIn(claims token.Claims) []string {
	var out []string
	for _, text := range claims.Strings("cognito:roles") {
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

func orNone(roles []string) string {
	if len(roles) == 0 {
		return "no role"
	}
	return strings.Join(roles, ", ")
}

// roleByRules takes the role of the first rule that matches; a CustomRoleArn picks another one
// that matches too.
func (p *pool) roleByRules(ctx context.Context, m RoleMapping, l login, custom string) (string, error) {
	var rules []MappingRule
	if m.RulesConfiguration != nil {
		rules = m.RulesConfiguration.Rules
	}
	for n, r := range rules {
		ok, found := r.matches(l.claims)
		trace.Checked(ctx, ok, "rule "+ordinal(n)+": "+r.Claim+" "+r.MatchType+" "+r.Value, found)
		if ok && (custom == "" || custom == r.RoleARN) {
			trace.Passed(ctx, "role: rule %s gives %s", ordinal(n), nameOf(r.RoleARN))
			return r.RoleARN, nil
		}
	}
	if custom != "" {
		return "", refuseCustom(ctx, custom, "no rule that matches gives it")
	}
	return p.ambiguous(ctx, m, "no rule matches")
}

// ambiguous applies what the mapping says where the login decides nothing.
func (p *pool) ambiguous(ctx context.Context, m RoleMapping, why string) (string, error) {
	if m.AmbiguousRoleResolution == "AuthenticatedRole" {
		trace.Checked(ctx, true, "role: the mapping falls back to the authenticated role", why)
		return p.defaultRole(ctx, authenticated)
	}
	trace.Checked(ctx, false, "role: the login decides for one role", why+"; AmbiguousRoleResolution is Deny")
	return "", ErrAmbiguous.Because("%s, and AmbiguousRoleResolution is Deny", why)
}
