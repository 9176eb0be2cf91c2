package principal

import (
	"errors"
	"slices"
	"testing"
	"time"

	"poolschool/sim/policy"
)

const account = "111122223333"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func named(t *testing.T, kind policy.Kind, name string) policy.Policy {
	t.Helper()
	p, err := policy.Parse(kind, name, []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func filled(t *testing.T) *Store {
	t.Helper()
	s := New()
	for _, err := range []error{
		s.AddPolicy(ManagedPolicy{Name: "Read", ARN: "arn:aws:iam::111122223333:policy/Read", Policy: named(t, policy.KindIdentity, "Read")}),
		s.AddPolicy(ManagedPolicy{Name: "Cap", ARN: "arn:aws:iam::111122223333:policy/Cap", Policy: named(t, policy.KindBoundary, "Cap")}),
		s.AddRole(Role{
			Name: "AppUser", Path: "/team/", ID: "AROAAPPUSER", ARN: "arn:aws:iam::111122223333:role/team/AppUser",
			Inline: []policy.Policy{named(t, policy.KindIdentity, "Inline")}, Attached: []string{"arn:aws:iam::111122223333:policy/Read", "arn:aws:iam::111122223333:policy/Gone"},
			Boundary: "arn:aws:iam::111122223333:policy/Cap", Tags: map[string]string{"Team": "red", "Floor": "3"},
		}),
		s.AddUser(User{Name: "alice", ID: "AIDAALICE", ARN: "arn:aws:iam::111122223333:user/alice", AccessKeyID: "AKIAALICE", SecretKey: "s"}),
		s.AddSession(Session{
			AccessKeyID: "ASIAANA", SecretKey: "x", Token: "t", Issued: noon, Expires: noon.Add(time.Hour),
			RoleARN: "arn:aws:iam::111122223333:role/team/AppUser", RoleID: "AROAAPPUSER", Name: "CognitoIdentityCredentials",
			Tags: map[string]string{"Team": "blue"}, Federated: "cognito-identity.amazonaws.com",
			Context: map[string][]string{"cognito-identity.amazonaws.com:sub": {"us-east-1:7f3c"}},
		}),
		s.AddProvider(OIDCProvider{ARN: "arn:aws:iam::111122223333:oidc-provider/login.example.com", URL: "login.example.com"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestASessionIsItsRoleWithoutThePath(t *testing.T) {
	c, keys, ok := filled(t).Lookup("ASIAANA", account)
	if !ok {
		t.Fatal("the session is unknown")
	}
	if want := "arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials"; c.ARN != want {
		t.Errorf("ARN = %q, want %q", c.ARN, want)
	}
	if want := (Credentials{"ASIAANA", "x", "t"}); keys != want {
		t.Errorf("keys = %v, want %v", keys, want)
	}
	if got, want := c.UserID, "AROAAPPUSER:CognitoIdentityCredentials"; got != want {
		t.Errorf("user id = %q, want %q", got, want)
	}
	p := c.Policies()
	if len(p.Identity) != 2 || p.Boundary == nil || p.Boundary.Name != "Cap" || p.Session != nil {
		t.Errorf("policies = %d identity, boundary %v, session %v; want inline and attached, Cap, none", len(p.Identity), p.Boundary, p.Session)
	}
	who := c.PolicyPrincipal()
	if who.RoleARN != "arn:aws:iam::111122223333:role/team/AppUser" || who.Federated != "cognito-identity.amazonaws.com" {
		t.Errorf("principal = %+v, want the role with its path and its provider", who)
	}
}

func TestContextTellsPoliciesWhoIsCalling(t *testing.T) {
	s := filled(t)
	for _, tt := range []struct {
		name, accessKey, key string
		want                 []string // nil: the key is missing
	}{
		{"a session's principal is the role", "ASIAANA", "aws:principalarn", []string{"arn:aws:iam::111122223333:role/team/AppUser"}},
		{"a session has no user name", "ASIAANA", "aws:username", nil},
		{"a session tag overrides the role's", "ASIAANA", "aws:principaltag/team", []string{"blue"}},
		{"a role's tag counts where the session has none", "ASIAANA", "aws:principaltag/floor", []string{"3"}},
		{"a session carries what its web identity said", "ASIAANA", "cognito-identity.amazonaws.com:sub", []string{"us-east-1:7f3c"}},
		{"a session names its provider", "ASIAANA", "aws:federatedprovider", []string{"cognito-identity.amazonaws.com"}},
		{"a session says since when", "ASIAANA", "aws:tokenissuetime", []string{"2026-03-02T12:00:00Z"}},
		{"a session's type", "ASIAANA", "aws:principaltype", []string{"AssumedRole"}},
		{"a user has a name", "AKIAALICE", "aws:username", []string{"alice"}},
		{"a user's key is not temporary", "AKIAALICE", "aws:tokenissuetime", nil},
		{"a user's id", "AKIAALICE", "aws:userid", []string{"AIDAALICE"}},
		{"a user's type", "AKIAALICE", "aws:principaltype", []string{"User"}},
		{"everybody has a time", "AKIAALICE", "aws:currenttime", []string{"2026-03-02T12:00:00Z"}},
	} {
		c, _, _ := s.Lookup(tt.accessKey, account)
		if got := c.Context(noon)[tt.key]; !slices.Equal(got, tt.want) {
			t.Errorf("%s: %s = %q, want %q", tt.name, tt.key, got, tt.want)
		}
	}
	if got := Anonymous().Context(noon)["aws:userid"]; !slices.Equal(got, []string{"anonymous"}) {
		t.Errorf("nobody has the user id %q, want anonymous", got)
	}
}

func TestARoleMadeAnewIsAnotherRole(t *testing.T) {
	s := filled(t)
	if err := s.DeleteRole("AppUser"); err != nil {
		t.Fatal(err)
	}
	if err := s.AddRole(Role{Name: "AppUser", ID: "AROANEW", ARN: "arn:aws:iam::111122223333:role/AppUser", Inline: []policy.Policy{named(t, policy.KindIdentity, "Wide")}}); err != nil {
		t.Fatal(err)
	}
	c, _, ok := s.Lookup("ASIAANA", account)
	if !ok || c.Role != nil || len(c.Policies().Identity) != 0 {
		t.Errorf("an old session got role %v and %d policies, want none", c.Role, len(c.Policies().Identity))
	}
}

func TestABoundaryThatIsGoneAllowsNothing(t *testing.T) {
	s := filled(t)
	if err := s.DeletePolicy("arn:aws:iam::111122223333:policy/Cap"); err != nil {
		t.Fatal(err)
	}
	c, _, _ := s.Lookup("ASIAANA", account)
	if b := c.Policies().Boundary; b == nil || len(b.Statements) != 0 {
		t.Errorf("boundary = %v, want one without statements", b)
	}
}

func TestTablesKeepNamesUnique(t *testing.T) {
	s := filled(t)
	for _, tt := range []struct {
		name string
		err  error
		want error
	}{
		{"a role's name is taken whatever its path", s.AddRole(Role{Name: "AppUser"}), ErrExists},
		{"and its case", s.AddRole(Role{Name: "APPUSER"}), ErrExists},
		{"a policy's name is taken whatever its path and case", s.AddPolicy(ManagedPolicy{Name: "cap", ARN: "arn:aws:iam::111122223333:policy/x/cap"}), ErrExists},
		{"a policy's ARN is taken", s.AddPolicy(ManagedPolicy{ARN: "arn:aws:iam::111122223333:policy/Cap"}), ErrExists},
		{"a user's name is taken", s.AddUser(User{Name: "alice"}), ErrExists},
		{"a session's key is taken", s.AddSession(Session{AccessKeyID: "ASIAANA"}), ErrExists},
		{"a provider's ARN is taken", s.AddProvider(OIDCProvider{ARN: "arn:aws:iam::111122223333:oidc-provider/login.example.com"}), ErrExists},
		{"what is not there cannot be deleted", s.DeleteRole("Nobody"), ErrMissing},
		{"what is not there cannot be changed", s.UpdateRole("Nobody", func(*Role) error { return nil }), ErrMissing},
		{"a change that fails is an error", s.UpdateRole("AppUser", func(*Role) error { return ErrExists }), ErrExists},
	} {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.err, tt.want)
		}
	}
	if err := s.UpdateRole("AppUser", func(r *Role) error { r.Description = "people"; return nil }); err != nil {
		t.Fatal(err)
	}
	if r, ok := s.RoleByARN("arn:aws:iam::111122223333:role/team/AppUser"); !ok || r.Description != "people" {
		t.Errorf("role = %+v, %v; want the changed one", r, ok)
	}
	if _, ok := s.RoleByARN("arn:aws:iam::111122223333:role/AppUser"); ok {
		t.Error("an ARN without the path found the role")
	}
	if _, ok := s.ProviderByURL("login.example.com"); !ok {
		t.Error("the provider is not found by its URL")
	}
}

func TestForgetDropsExpiredSessions(t *testing.T) {
	s := filled(t)
	s.Forget(noon.Add(time.Hour))
	if len(s.Sessions()) != 1 {
		t.Error("a session went before its end")
	}
	s.Forget(noon.Add(time.Hour + time.Second))
	if _, _, ok := s.Lookup("ASIAANA", account); ok {
		t.Error("an expired session stayed")
	}
}

func TestRoleName(t *testing.T) {
	for _, tt := range []struct{ name, arn, want string }{
		{"a plain role", "arn:aws:iam::111122223333:role/R", "R"},
		{"a path is not part of the name", "arn:aws:iam::111122223333:role/a/b/R", "R"},
		{"a user is no role", "arn:aws:iam::111122223333:user/R", ""},
		{"a session is no role", "arn:aws:sts::111122223333:assumed-role/R/s", ""},
		{"nonsense is no role", "role/R", ""},
	} {
		if got := RoleName(tt.arn); got != tt.want {
			t.Errorf("%s: RoleName(%q) = %q, want %q", tt.name, tt.arn, got, tt.want)
		}
	}
}
