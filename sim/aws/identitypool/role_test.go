package identitypool

import (
	"context"
	"testing"

	"poolschool/sim/token"
	"poolschool/sim/wire"
)

// roleCase is a call and the role with which STS must be asked.
type roleCase struct {
	name   string
	guest  bool
	claims []token.Claim
	custom string
	change func(*pool)
	want   string
	err    *wire.Error
}

func (tt roleCase) run(t *testing.T) {
	t.Helper()
	d := open(t)
	if tt.change != nil {
		tt.change(d.pools[poolID])
	}
	var l map[string]string
	if !tt.guest {
		l = logins(userPool, idToken(t, tt.claims...))
	}
	_, err := d.GetCredentialsForIdentity(context.Background(), GetCredentialsForIdentityRequest{IdentityId: d.identityOf(t, l), Logins: l, CustomRoleArn: tt.custom})
	if tt.err != nil {
		refused(t, tt.name, err, tt.err)
		return
	}
	if err != nil {
		t.Errorf("%s: got %v", tt.name, err)
		return
	}
	if got := d.world.last(t).Get("RoleArn"); got != tt.want {
		t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
	}
}

func byToken(ambiguous string) func(*pool) {
	return func(p *pool) {
		p.mappings = map[string]RoleMapping{userPool + ":" + clientID: {Type: "Token", AmbiguousRoleResolution: ambiguous}}
	}
}

func byRules(ambiguous string, rules ...MappingRule) func(*pool) {
	return func(p *pool) {
		p.mappings = map[string]RoleMapping{userPool + ":" + clientID: {Type: "Rules", AmbiguousRoleResolution: ambiguous, RulesConfiguration: &RulesConfiguration{rules}}}
	}
}

func withoutRoles(p *pool) { p.roles = nil }

func roles(list ...string) token.Claim { return claim("cognito:roles", list) }

func rule(name, match, value, role string) MappingRule {
	return MappingRule{name, match, value, role}
}

func TestDefaultRoles(t *testing.T) {
	preferred := claim("cognito:preferred_role", editors)
	for _, tt := range []roleCase{
		{"a guest gets the unauthenticated role", true, nil, "", nil, guestRole, nil},
		{"a login without a mapping gets the authenticated role", false, nil, "", nil, authRole, nil},
		{"group roles do nothing without a mapping", false, []token.Claim{roles(editors), preferred}, "", nil, authRole, nil},
		{"no role for a guest", true, nil, "", withoutRoles, "", ErrConfiguration},
		{"no role for a login", false, nil, "", withoutRoles, "", ErrConfiguration},
		{"a guest chooses nothing", true, nil, editors, nil, "", ErrCustomRole},
		{"nobody chooses without a mapping", false, []token.Claim{roles(editors)}, editors, nil, "", ErrCustomRole},
		{"a mapping for another client", false, []token.Claim{preferred}, "", func(p *pool) { p.mappings = map[string]RoleMapping{userPool + ":other": {Type: "Token"}} }, authRole, nil},
	} {
		tt.run(t)
	}
}

func TestRolesFromTheToken(t *testing.T) {
	preferred := claim("cognito:preferred_role", editors)
	for _, tt := range []roleCase{
		{"token: the preferred role", false, []token.Claim{roles(staff, editors), preferred}, "", byToken("Deny"), editors, nil},
		{"token: the only role", false, []token.Claim{roles(staff)}, "", byToken("Deny"), staff, nil},
		{"token: two roles, none preferred, denied", false, []token.Claim{roles(staff, editors)}, "", byToken("Deny"), "", ErrAmbiguous},
		{"token: two roles, none preferred, falling back", false, []token.Claim{roles(staff, editors)}, "", byToken("AuthenticatedRole"), authRole, nil},
		{"token: no group, denied", false, nil, "", byToken("Deny"), "", ErrAmbiguous},
		{"token: no group, falling back", false, nil, "", byToken("AuthenticatedRole"), authRole, nil},
		{"token: falling back on nothing", false, nil, "", func(p *pool) { byToken("AuthenticatedRole")(p); withoutRoles(p) }, "", ErrConfiguration},
		{"token: the custom role goes before the preferred one", false, []token.Claim{roles(staff, editors), preferred}, staff, byToken("Deny"), staff, nil},
		{"token: the custom role must be in the token", false, []token.Claim{roles(editors), preferred}, staff, byToken("Deny"), "", ErrCustomRole},
		{"token: roles as text with commas", false, []token.Claim{claim("cognito:roles", staff+","+editors)}, staff, byToken("Deny"), staff, nil},
	} {
		tt.run(t)
	}
}

func TestRolesByRules(t *testing.T) {
	for _, tt := range []roleCase{
		{"rules: equals", false, []token.Claim{claim("custom:dept", "news")}, "", byRules("Deny", rule("custom:dept", "Equals", "news", editors)), editors, nil},
		{"rules: the first that matches", false, []token.Claim{claim("custom:dept", "news")}, "", byRules("Deny", rule("custom:dept", "StartsWith", "ne", staff), rule("custom:dept", "Equals", "news", editors)), staff, nil},
		{"rules: contains", false, []token.Claim{claim("cognito:groups", []string{"staff", "editors"})}, "", byRules("Deny", rule("cognito:groups", "Contains", "editors", editors)), editors, nil},
		{"rules: no wildcards", false, []token.Claim{claim("custom:dept", "news")}, "", byRules("Deny", rule("custom:dept", "Equals", "n*", editors)), "", ErrAmbiguous},
		{"rules: NotEqual, present and different", false, []token.Claim{claim("custom:dept", "ads")}, "", byRules("Deny", rule("custom:dept", "NotEqual", "news", editors)), editors, nil},
		{"rules: NotEqual, present and the same", false, []token.Claim{claim("custom:dept", "news")}, "", byRules("Deny", rule("custom:dept", "NotEqual", "news", editors)), "", ErrAmbiguous},
		{"rules: NotEqual on an absent claim does not count", false, nil, "", byRules("Deny", rule("custom:dept", "NotEqual", "news", editors)), "", ErrAmbiguous},
		{"rules: a boolean is a word", false, []token.Claim{claim("email_verified", true)}, "", byRules("Deny", rule("email_verified", "Equals", "true", editors)), editors, nil},
		{"rules: a number too", false, []token.Claim{claim("level", 3)}, "", byRules("Deny", rule("level", "Equals", "3", editors)), editors, nil},
		{"rules: none matches, falling back", false, nil, "", byRules("AuthenticatedRole", rule("custom:dept", "Equals", "news", editors)), authRole, nil},
		{"rules: the custom role passes over the order", false, []token.Claim{claim("custom:dept", "news")}, editors, byRules("Deny", rule("custom:dept", "StartsWith", "ne", staff), rule("custom:dept", "Equals", "news", editors)), editors, nil},
		{"rules: but its rule must match", false, []token.Claim{claim("custom:dept", "ads")}, editors, byRules("Deny", rule("custom:dept", "Equals", "news", editors)), "", ErrCustomRole},
	} {
		tt.run(t)
	}
}

func TestOpenIDProvidersHaveMappingsByARN(t *testing.T) {
	d := open(t, func(p *pool) {
		p.mappings = map[string]RoleMapping{oidcARN: {Type: "Rules", AmbiguousRoleResolution: "Deny", RulesConfiguration: &RulesConfiguration{[]MappingRule{{"repository", "Equals", "shop", staff}}}}}
	})
	l := logins(oidcHost, oidcToken(t, "ci", claim("repository", "shop")))
	if _, err := d.credentials(d.identityOf(t, l), l); err != nil {
		t.Fatal(err)
	}
	if got := d.world.last(t).Get("RoleArn"); got != staff {
		t.Errorf("got %s, want %s", got, staff)
	}
}

func TestPrincipalTags(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    PrincipalTagAttributeMap
		want map[string]string
	}{
		{"claims become tags", PrincipalTagAttributeMap{PrincipalTags: map[string]string{"team": "custom:team", "who": "sub"}}, map[string]string{"team": "blue", "who": "ana"}},
		{"a claim that is absent makes no tag", PrincipalTagAttributeMap{PrincipalTags: map[string]string{"team": "custom:team", "floor": "custom:floor"}}, map[string]string{"team": "blue"}},
		{"defaults", PrincipalTagAttributeMap{UseDefaults: true}, map[string]string{"client": clientID, "username": "ana"}},
		{"an empty map", PrincipalTagAttributeMap{}, nil},
	} {
		d := open(t)
		tt.m.IdentityPoolId, tt.m.IdentityProviderName = poolID, userPool
		if _, err := d.SetPrincipalTagAttributeMap(context.Background(), tt.m); err != nil {
			t.Fatal(err)
		}
		l := logins(userPool, idToken(t, claim("custom:team", "blue")))
		if _, err := d.credentials(d.identityOf(t, l), l); err != nil {
			t.Fatal(err)
		}
		raw, err := token.Decode(d.world.last(t).Get("WebIdentityToken"))
		if err != nil {
			t.Fatal(err)
		}
		got := tagsIn(raw)
		if len(got) != len(tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
		for tag, want := range tt.want {
			if got[tag] != want {
				t.Errorf("%s: %s = %q, want %q", tt.name, tag, got[tag], want)
			}
		}
		wantARN := ""
		if tt.want != nil {
			wantARN = "arn:aws:cognito-identity:us-east-1:111122223333:identitypool/" + poolID
		}
		if arn := raw.Claims.Text(poolClaim); arn != wantARN {
			t.Errorf("%s: the pool's ARN is %q, want %q", tt.name, arn, wantARN)
		}
		back, err := d.GetPrincipalTagAttributeMap(context.Background(), TagMapRequest{poolID, userPool + ":" + clientID})
		if err != nil || back.UseDefaults != tt.m.UseDefaults || len(back.PrincipalTags) != len(tt.m.PrincipalTags) {
			t.Errorf("%s: got back %+v, %v", tt.name, back, err)
		}
	}
	_, err := open(t).SetPrincipalTagAttributeMap(context.Background(), PrincipalTagAttributeMap{IdentityPoolId: poolID, IdentityProviderName: "unknown.example.com"})
	refused(t, "the provider must be configured", err, ErrParameter.Saying("(unknown.example.com) is not a configured provider."))
}
