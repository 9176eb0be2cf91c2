package iam

import (
	"testing"

	"poolschool/sim/wire"
)

func TestEveryOperationIsSignedAndAsksIAM(t *testing.T) {
	const (
		role     = "arn:aws:iam::111122223333:role/app/AppUser"
		newRole  = "arn:aws:iam::111122223333:role/team/New"
		policy   = "arn:aws:iam::111122223333:policy/Write"
		provider = "arn:aws:iam::111122223333:oidc-provider/new.example.com"
	)
	asked := map[string]struct {
		resource string
		in       in
	}{
		"CreateRole":                  {newRole, in{"RoleName": "New", "Path": "/team/", "AssumeRolePolicyDocument": trust}},
		"GetRole":                     {role, in{"RoleName": "AppUser"}},
		"ListRoles":                   {"arn:aws:iam::111122223333:role/", in{}},
		"DeleteRole":                  {role, in{"RoleName": "AppUser"}},
		"UpdateAssumeRolePolicy":      {role, in{"RoleName": "AppUser", "PolicyDocument": trust}},
		"PutRolePermissionsBoundary":  {role, in{"RoleName": "AppUser", "PermissionsBoundary": policy}},
		"PutRolePolicy":               {role, in{"RoleName": "AppUser", "PolicyName": "P", "PolicyDocument": allow}},
		"GetRolePolicy":               {role, in{"RoleName": "AppUser", "PolicyName": "A"}},
		"DeleteRolePolicy":            {role, in{"RoleName": "AppUser", "PolicyName": "A"}},
		"ListRolePolicies":            {role, in{"RoleName": "AppUser"}},
		"CreatePolicy":                {policy, in{"PolicyName": "Write", "PolicyDocument": allow}},
		"AttachRolePolicy":            {role, in{"RoleName": "AppUser", "PolicyArn": policy}},
		"DetachRolePolicy":            {role, in{"RoleName": "AppUser", "PolicyArn": policy}},
		"CreateOpenIDConnectProvider": {provider, in{"Url": "https://new.example.com"}},
		"CreateSAMLProvider":          {"arn:aws:iam::111122223333:saml-provider/Company", in{"Name": "Company", "SAMLMetadataDocument": "<x/>"}},
	}
	for _, op := range open(t).Operations() {
		want, ok := asked[op.Name]
		if !ok || op.Auth != wire.Signed || op.Service != "iam" {
			t.Errorf("%s: service %s, auth %s, in the table of this test: %v", op.Name, op.Service, op.Auth, ok)
			continue
		}
		d := open(t)
		d.guard.forbidden["iam:"+op.Name+" "+want.resource] = true
		if status, got, _ := d.call(t, op.Name, want.in); status != 403 || got != "AccessDenied: no" {
			t.Errorf("%s is not asked on %s: got %d %s", op.Name, want.resource, status, got)
		}
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add(trust)
	f.Add(allow)
	f.Add(`{"Statement":`)
	f.Add(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/"},"Action":"sts:AssumeRole"}]}`)
	d := open(f)
	f.Fuzz(func(t *testing.T, document string) {
		if _, err := d.trustDocument(t.Context(), "AppUser", document); err == nil && document == "" {
			t.Error("an empty document is a policy")
		}
		if _, err := identityDocument(t.Context(), "P", document); err == nil && document == "" {
			t.Error("an empty document is a policy")
		}
	})
}
