package identitypool

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
	"poolschool/sim/wire"
)

func TestSettingRolesChecksThem(t *testing.T) {
	const key = userPool + ":" + clientID
	mapping := func(key string, m RoleMapping) map[string]RoleMapping { return map[string]RoleMapping{key: m} }
	good := RoleMapping{Type: "Rules", AmbiguousRoleResolution: "Deny", RulesConfiguration: &RulesConfiguration{[]MappingRule{{"a", "Equals", "b", staff}}}}
	for _, tt := range []struct {
		name     string
		roles    map[string]string
		mappings map[string]RoleMapping
		forbid   string
		want     *wire.Error
	}{
		{"both roles and a mapping", logins(authenticated, authRole, unauthenticated, guestRole), mapping(key, good), "", nil},
		{"without iam:PassRole", logins(authenticated, authRole), nil, authRole, ErrRole.Saying(authRole)},
		{"nor for a role of a rule", logins(authenticated, authRole), mapping(key, good), staff, ErrRole.Saying(staff)},
		{"a role that does not exist", logins(authenticated, authRole+"x"), nil, "", ErrRole.Saying(authRole + "x")},
		{"a name is no ARN", logins(authenticated, "AppUser"), nil, "", ErrRole.Saying("AppUser")},
		{"a third kind of role", logins("admin", authRole), nil, "", ErrParameter.Saying("Invalid role type: admin")},
		{"a key with https://", nil, mapping("https://"+key, good), "", ErrMappingKey.Saying("https://" + key)},
		{"a user pool without its client", nil, mapping(userPool, good), "", ErrMappingKey.Saying(userPool)},
		{"a mapping must say what is ambiguous", nil, mapping(key, RoleMapping{Type: "Token"}), "", &wire.Error{Code: "InvalidParameterException"}},
		{"rules need rules", nil, mapping(key, RoleMapping{Type: "Rules", AmbiguousRoleResolution: "Deny"}), "", &wire.Error{Code: "InvalidParameterException"}},
	} {
		d := open(t)
		d.guard.forbidden["iam:PassRole "+tt.forbid] = true
		_, err := d.SetIdentityPoolRoles(context.Background(), SetIdentityPoolRolesRequest{IdentityPoolId: poolID, Roles: tt.roles, RoleMappings: tt.mappings})
		if tt.want != nil {
			refused(t, tt.name, err, tt.want)
			continue
		}
		got, getErr := d.GetIdentityPoolRoles(context.Background(), PoolRequest{poolID})
		if err != nil || getErr != nil || got.Roles[authenticated] != authRole || got.RoleMappings[key].Type != "Rules" {
			t.Errorf("%s: got %+v, %v, %v", tt.name, got, err, getErr)
		}
	}
}

func TestLimitsOnTheWire(t *testing.T) {
	d := open(t)
	rule := `{"Claim":"a","MatchType":"Equals","Value":"b","RoleARN":"` + staff + `"}`
	for _, tt := range []struct{ name, operation, input, want string }{
		{"the shape of a pool id", "GetId", `{"IdentityPoolId":"photos"}`, `{"__type":"InvalidParameterException","message":"1 validation error detected: Value 'photos' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"}`},
		{"names are exact", "GetId", `{"identityPoolId":"` + poolID + `"}`, `{"__type":"InvalidParameterException","message":"1 validation error detected: Value null at 'identityPoolId' failed to satisfy constraint: Member must not be null"}`},
		{"26 rules are too many", "SetIdentityPoolRoles", `{"IdentityPoolId":"` + poolID + `","Roles":{},"RoleMappings":{"k":{"Type":"Rules","AmbiguousRoleResolution":"Deny","RulesConfiguration":{"Rules":[` + rule + strings.Repeat(","+rule, 25) + `]}}}}`, "Member must have length less than or equal to 25"},
		{"the kind of a match", "SetIdentityPoolRoles", `{"IdentityPoolId":"` + poolID + `","Roles":{},"RoleMappings":{"k":{"Type":"Token","RulesConfiguration":{"Rules":[` + strings.Replace(rule, "Equals", "NotEquals", 1) + `]}}}}`, "Value 'NotEquals' at 'roleMappings.k.member.rulesConfiguration.rules.1.member.matchType' failed to satisfy constraint: Member must satisfy enum value set: [Equals, Contains, StartsWith, NotEqual]"},
		{"pages have 60 at most", "ListIdentities", `{"IdentityPoolId":"` + poolID + `","MaxResults":61}`, "Member must have value less than or equal to 60"},
	} {
		status, body, _ := d.post(t, tt.operation, tt.input)
		if status != 400 || !strings.Contains(body, tt.want) {
			t.Errorf("%s: got %d %s, want %s", tt.name, status, body, tt.want)
		}
	}
}

func TestPoolsAreMadeChangedAndDeleted(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	made, err := d.CreateIdentityPool(ctx, CreateIdentityPoolRequest{IdentityPoolName: "Second", AllowUnauthenticatedIdentities: yes(), DeveloperProviderName: shop, IdentityPoolTags: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := d.post(t, "DescribeIdentityPool", `{"IdentityPoolId":"`+made.IdentityPoolId+`"}`)
	if want := `{"IdentityPoolId":"` + made.IdentityPoolId + `","IdentityPoolName":"Second","AllowUnauthenticatedIdentities":true,"DeveloperProviderName":"login.shop","IdentityPoolTags":{"a":"b"}}`; body != want {
		t.Errorf("what was left out is not there: got %s, want %s", body, want)
	}
	if _, err := d.SetIdentityPoolRoles(ctx, SetIdentityPoolRolesRequest{IdentityPoolId: made.IdentityPoolId, Roles: logins(unauthenticated, guestRole)}); err != nil {
		t.Fatal(err)
	}
	changed, err := d.UpdateIdentityPool(ctx, IdentityPool{IdentityPoolId: made.IdentityPoolId, IdentityPoolName: "Renamed", AllowUnauthenticatedIdentities: no(), DeveloperProviderName: shop})
	if err != nil || changed.IdentityPoolTags != nil || *changed.AllowUnauthenticatedIdentities {
		t.Errorf("an update resets what it leaves out: got %+v, %v", changed, err)
	}
	if roles, err := d.GetIdentityPoolRoles(ctx, PoolRequest{made.IdentityPoolId}); err != nil || roles.Roles[unauthenticated] != guestRole {
		t.Errorf("roles stay: got %+v, %v", roles, err)
	}
	_, err = d.UpdateIdentityPool(ctx, IdentityPool{IdentityPoolId: made.IdentityPoolId, IdentityPoolName: "Renamed", AllowUnauthenticatedIdentities: no()})
	refused(t, "the developer's name stays", err, &wire.Error{Code: "InvalidParameterException"})
	_, err = d.CreateIdentityPool(ctx, CreateIdentityPoolRequest{IdentityPoolName: "Third", AllowUnauthenticatedIdentities: no(), OpenIdConnectProviderARNs: []string{oidcARN + "x"}})
	refused(t, "IAM must know the provider", err, ErrParameter.Saying("Invalid OpenIDConnect provider ARN: "+oidcARN+"x"))

	guest := d.identityOf(t, nil)
	if _, err := d.DeleteIdentityPool(ctx, PoolRequest{poolID}); err != nil {
		t.Fatal(err)
	}
	_, err = d.GetId(ctx, GetIdRequest{IdentityPoolId: poolID})
	refused(t, "a deleted pool", err, ErrNoPool.Saying(poolID))
	_, err = d.credentials(guest, nil)
	refused(t, "an identity of a deleted pool", err, ErrForbidden.Saying(guest))
}

func TestListsHavePages(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	two := 2
	var ids []string
	for range 5 {
		ids = append(ids, d.identityOf(t, nil))
	}
	var got []string
	next := ""
	for {
		out, err := d.ListIdentities(ctx, ListIdentitiesRequest{IdentityPoolId: poolID, MaxResults: &two, NextToken: next})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range out.Identities {
			got = append(got, i.IdentityId)
		}
		if next = out.NextToken; next == "" {
			break
		}
	}
	if strings.Join(got, " ") != strings.Join(ids, " ") {
		t.Errorf("got %v, want %v", got, ids)
	}
	_, err := d.ListIdentities(ctx, ListIdentitiesRequest{IdentityPoolId: poolID, MaxResults: &two, NextToken: "garbage"})
	refused(t, "an invented token", err, ErrParameter.Saying("Invalid NextToken."))
	if out, err := d.ListIdentityPools(ctx, ListIdentityPoolsRequest{MaxResults: &two}); err != nil || len(out.IdentityPools) != 1 || out.NextToken != "" {
		t.Errorf("pools: got %+v, %v", out, err)
	}
}

func TestDescribingAndDeletingIdentities(t *testing.T) {
	ctx := context.Background()
	d := open(t)
	l := logins(userPool, idToken(t))
	ana := d.identityOf(t, l)
	_, body, _ := d.post(t, "DescribeIdentity", `{"IdentityId":"`+ana+`"}`)
	if want := `{"IdentityId":"` + ana + `","Logins":["` + userPool + `"],"CreationDate":1772452800,"LastModifiedDate":1772452800}`; body != want {
		t.Errorf("got %s, want %s", body, want)
	}
	out, err := d.DeleteIdentities(ctx, DeleteIdentitiesRequest{[]string{ana, "us-east-1:0"}})
	if err != nil || len(out.UnprocessedIdentityIds) != 1 || out.UnprocessedIdentityIds[0] != (UnprocessedIdentityId{"us-east-1:0", "AccessDenied"}) {
		t.Errorf("got %+v, %v", out, err)
	}
	_, err = d.credentials(ana, l)
	refused(t, "a deleted identity is forbidden", err, ErrForbidden.Saying(ana))
	_, err = d.DescribeIdentity(ctx, DescribeIdentityRequest{ana})
	refused(t, "and not there to look at", err, ErrNoIdentity.Saying(ana))
	if got := d.identityOf(t, l); got == ana {
		t.Error("the login still leads to the deleted identity")
	}
}

func TestSignedOperationsAskIAM(t *testing.T) {
	d := open(t)
	d.guard.forbidden["cognito-identity:DescribeIdentityPool arn:aws:cognito-identity:us-east-1:111122223333:identitypool/"+poolID] = true
	_, body, _ := d.post(t, "DescribeIdentityPool", `{"IdentityPoolId":"`+poolID+`"}`)
	if !strings.Contains(body, "AccessDeniedException") {
		t.Errorf("got %s, want AccessDeniedException", body)
	}
	open := 0
	for _, op := range d.Operations() {
		if op.Auth == wire.Open {
			open++
		}
	}
	if open != 4 || len(d.Operations()) != 20 {
		t.Errorf("got %d operations, %d of them open; want 20 and 4", len(d.Operations()), open)
	}
}

func TestAnAccountFileBecomesPools(t *testing.T) {
	d := open(t)
	classic := false
	file := account.Account{
		UserPools: []account.UserPool{{ID: "us-east-1_Zz", Name: "people", Clients: []account.Client{{ID: "web-id", Name: "web"}}}},
		Roles:     []account.Role{{Name: "AppUser", Trust: jsontext.Value("{}")}, {Name: "Staff", Path: "/team/"}},
		IdentityPools: []account.IdentityPool{{
			ID: "us-east-1:f", Name: "album", ClassicFlow: &classic, UserPools: []account.PoolLogin{{Pool: "people", Client: "web", CheckPool: true}},
			OIDC: []string{"https://" + oidcHost}, Authenticated: "AppUser",
			Mappings: []account.Mapping{{Provider: "people/web", Type: "Rules", Ambiguous: "Deny", Rules: []account.Rule{{Claim: "a", Match: "Equals", Value: "b", Role: "Staff"}}}},
			TagMaps:  []account.TagMap{{Provider: "people", Tags: map[string]string{"team": "custom:team"}}},
		}},
	}
	if err := d.Load(file); err != nil {
		t.Fatal(err)
	}
	const provider = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Zz"
	p, err := d.pool("us-east-1:f")
	if err != nil || p.guests() || *p.AllowClassicFlow || p.roles[authenticated] != authRole || p.roles[unauthenticated] != "" {
		t.Errorf("got %+v, %v", p, err)
	}
	if c, ok := p.client(provider, "web-id"); !ok || !c.ServerSideTokenCheck || p.OpenIdConnectProviderARNs[0] != oidcARN {
		t.Errorf("got providers %+v and %v", p.CognitoIdentityProviders, p.OpenIdConnectProviderARNs)
	}
	if m := p.mappings[provider+":web-id"]; m.RulesConfiguration == nil || m.RulesConfiguration.Rules[0].RoleARN != "arn:aws:iam::111122223333:role/team/Staff" {
		t.Errorf("got mappings %+v", p.mappings)
	}
	if m := p.tagMaps[provider]; m.tags["team"] != "custom:team" {
		t.Errorf("got tag maps %+v", p.tagMaps)
	}
	nodes := d.Snapshot()
	if len(nodes) != 2 || nodes[1].Label != "album" || nodes[1].Note != "no guests" {
		t.Errorf("got %+v", nodes)
	}
}

// Fifty pairs of user pool and client are AWS's quota for one identity pool; the pair is what counts, not the pool.
func TestAnIdentityPoolHasFiftyUserPools(t *testing.T) {
	d := open(t)
	no := false
	var pairs []CognitoIdentityProvider
	for i := range maxUserPools + 1 {
		pairs = append(pairs, CognitoIdentityProvider{ProviderName: userPool, ClientId: "client" + ordinal(i)})
	}
	for _, tt := range []struct {
		name string
		n    int
		want error
	}{{"fifty", maxUserPools, nil}, {"one more", maxUserPools + 1, ErrTooManyUserPools}} {
		_, err := d.CreateIdentityPool(context.Background(), CreateIdentityPoolRequest{IdentityPoolName: "many", AllowUnauthenticatedIdentities: &no, CognitoIdentityProviders: pairs[:tt.n]})
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestAnAccountHasAThousandIdentityPools(t *testing.T) {
	d := open(t)
	no := false
	request := CreateIdentityPoolRequest{IdentityPoolName: "many", AllowUnauthenticatedIdentities: &no}
	for len(d.pools) < maxPools {
		if _, err := d.CreateIdentityPool(context.Background(), request); err != nil {
			t.Fatalf("pool %d: %v", len(d.pools)+1, err)
		}
	}
	if _, err := d.CreateIdentityPool(context.Background(), request); !errors.Is(err, ErrTooManyPools) {
		t.Errorf("one more: %v, want %v", err, ErrTooManyPools)
	}
}
