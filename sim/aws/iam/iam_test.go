package iam

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/principal"
	"poolschool/sim/wire"
)

const (
	accountID = "111122223333"
	trust     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-east-1:a"}}}]}`
	allow     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`
)

// guard lets everybody sign, and forbids what is listed.
type guard struct{ forbidden map[string]bool }

func (guard) Authenticate(r *http.Request, _ []byte) (context.Context, error) {
	return r.Context(), nil
}

func (g guard) Authorize(_ context.Context, action, resource string, _ map[string][]string) error {
	if g.forbidden[action+" "+resource] {
		return &wire.Error{Code: "AccessDenied", Message: "no", Status: 403}
	}
	return nil
}

type door struct {
	*Service
	guard guard
}

func open(t testing.TB) door {
	t.Helper()
	d := door{guard: guard{map[string]bool{}}}
	d.Service = New(Config{
		AccountID: accountID, Clock: clock.New(clock.At(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))),
		Chance: chance.Seeded([32]byte{1}), Guard: d.guard, Principals: principal.New(),
	})
	file := account.Account{
		Policies:      []account.ManagedPolicy{{Name: "Read", Path: "/team/", Document: jsontext.Value(allow)}},
		OIDCProviders: []account.OIDCProvider{{URL: "https://old.example.com/", Clients: []string{"c"}}},
		Roles: []account.Role{{
			Name: "AppUser", Path: "/app/", Trust: jsontext.Value(trust), Policies: map[string]jsontext.Value{"B": jsontext.Value(allow), "A": jsontext.Value(allow)},
			Attached: []string{"arn:aws:iam::111122223333:policy/team/Read"}, MaxSessionSeconds: 7200, Tags: map[string]string{"team": "blue"},
		}},
	}
	if err := d.Load(file); err != nil {
		t.Fatal(err)
	}
	return d
}

// call sends an operation; members are written as JSON values.
func (d door) call(t *testing.T, operation string, in map[string]any) (status int, body string, header http.Header) {
	t.Helper()
	var op wire.Operation
	for _, o := range d.Operations() {
		if o.Name == operation {
			op = o
		}
	}
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	r, err := op.Codec.Encode(op, "https://iam.amazonaws.com", input, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	d.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		code, message := op.Codec.Refusal(w.Header(), w.Body.Bytes())
		return w.Code, code + ": " + message, w.Header()
	}
	out, err := op.Codec.Decode(op, w.Code, w.Header(), w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(out), w.Header()
}

type in = map[string]any

func TestRefusals(t *testing.T) {
	const noSuchPolicy = "arn:aws:iam::111122223333:policy/Gone"
	long := strings.Replace(allow, `"*"`, `"`+"arn:aws:s3:::b/"+strings.Repeat("x", 10240)+`"`, 1)
	for _, tt := range []struct {
		name, operation string
		in              in
		status          int
		want            string
	}{
		{"a role's name is taken", "CreateRole", in{"RoleName": "AppUser", "AssumeRolePolicyDocument": trust}, 409, "EntityAlreadyExists: Role with name AppUser already exists."},
		{"also in other letters", "CreateRole", in{"RoleName": "APPUSER", "AssumeRolePolicyDocument": trust}, 409, "EntityAlreadyExists: Role with name APPUSER already exists."},
		{"Cognito needs a condition", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}`}, 400, "MalformedPolicyDocument: A condition block must be present for the Cognito provider"},
		{"a trust policy names no resource", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": strings.Replace(trust, `"Action"`, `"Resource":"*","Action"`, 1)}, 400, "MalformedPolicyDocument: Has prohibited field Resource."},
		{"a trust policy's role must exist", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Gone"},"Action":"sts:AssumeRole"}]}`}, 400, `MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/Gone"`},
		{"and its user", "UpdateAssumeRolePolicy", in{"RoleName": "AppUser", "PolicyDocument": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/gone"},"Action":"sts:AssumeRole"}]}`}, 400, `MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/gone"`},
		{"no JSON", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": "{"}, 400, "MalformedPolicyDocument: Syntax errors in policy."},
		{"a trust policy is short", "UpdateAssumeRolePolicy", in{"RoleName": "AppUser", "PolicyDocument": strings.Replace(trust, "us-east-1:a", "us-east-1:"+strings.Repeat("a", 2048), 1)}, 409, "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048"},
		{"a session lasts an hour at least", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": trust, "MaxSessionDuration": 900}, 400, "ValidationError: 1 validation error detected: Value '900' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600"},
		{"a boundary is a policy", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": trust, "PermissionsBoundary": noSuchPolicy}, 404, "NoSuchEntity: Scope ARN: " + noSuchPolicy + " does not exist or is not attachable."},
		{"a role's tag stands once", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": trust, "Tags": []in{{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}}}, 400, "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."},
		{"also in other letters", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": trust, "Tags": []in{{"Key": "team", "Value": "1"}, {"Key": "Team", "Value": "2"}}}, 400, "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."},
		{"and is not AWS's own", "CreateRole", in{"RoleName": "New", "AssumeRolePolicyDocument": trust, "Tags": []in{{"Key": "aws:team", "Value": "1"}}}, 400, "InvalidInput: System tags cannot be added/updated by requester"},
		{"no such role", "GetRole", in{"RoleName": "Gone"}, 404, "NoSuchEntity: The role with name Gone cannot be found."},
		{"nor to change", "PutRolePolicy", in{"RoleName": "Gone", "PolicyName": "P", "PolicyDocument": allow}, 404, "NoSuchEntity: The role with name Gone cannot be found."},
		{"nor to bound", "PutRolePermissionsBoundary", in{"RoleName": "Gone", "PermissionsBoundary": "arn:aws:iam::111122223333:policy/team/Read"}, 404, "NoSuchEntity: The role with name Gone cannot be found."},
		{"an action has a service", "PutRolePolicy", in{"RoleName": "AppUser", "PolicyName": "P", "PolicyDocument": strings.Replace(allow, "s3:", "", 1)}, 400, "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
		{"a permissions policy has no principal", "PutRolePolicy", in{"RoleName": "AppUser", "PolicyName": "P", "PolicyDocument": strings.Replace(allow, `"Action"`, `"Principal":"*","Action"`, 1)}, 400, "MalformedPolicyDocument: Policy document should not specify a principal."},
		{"inline policies share a space", "PutRolePolicy", in{"RoleName": "AppUser", "PolicyName": "P", "PolicyDocument": long}, 409, "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role AppUser"},
		{"no such inline policy", "GetRolePolicy", in{"RoleName": "AppUser", "PolicyName": "Z"}, 404, "NoSuchEntity: The role policy with name Z cannot be found."},
		{"nor to delete", "DeleteRolePolicy", in{"RoleName": "AppUser", "PolicyName": "Z"}, 404, "NoSuchEntity: The role policy with name Z cannot be found."},
		{"a managed policy speaks the language of 2012", "CreatePolicy", in{"PolicyName": "P", "PolicyDocument": strings.Replace(allow, "2012-10-17", "2008-10-17", 1)}, 400, "MalformedPolicyDocument: Policy document must be version 2012-10-17 or greater."},
		{"a managed policy has its limit", "CreatePolicy", in{"PolicyName": "P", "PolicyDocument": long}, 409, "LimitExceeded: Cannot exceed quota for PolicySize: 6144"},
		{"a policy's name is taken", "CreatePolicy", in{"PolicyName": "Read", "Path": "/team/", "PolicyDocument": allow}, 409, "EntityAlreadyExists: A policy called Read already exists. Duplicate names are not allowed."},
		{"in whatever path and letters", "CreatePolicy", in{"PolicyName": "READ", "PolicyDocument": allow}, 409, "EntityAlreadyExists: A policy called READ already exists. Duplicate names are not allowed."},
		{"no such policy to attach", "AttachRolePolicy", in{"RoleName": "AppUser", "PolicyArn": noSuchPolicy}, 404, "NoSuchEntity: Policy " + noSuchPolicy + " does not exist or is not attachable."},
		{"nor to detach", "DetachRolePolicy", in{"RoleName": "AppUser", "PolicyArn": noSuchPolicy}, 404, "NoSuchEntity: Policy " + noSuchPolicy + " was not found."},
		{"a role with policies stays", "DeleteRole", in{"RoleName": "AppUser"}, 409, "DeleteConflict: Cannot delete entity, must detach all policies first."},
		{"an issuer has https", "CreateOpenIDConnectProvider", in{"Url": "http://new.example.com"}, 400, "InvalidInput: Invalid Open ID Connect Provider URL"},
		{"an issuer is registered once", "CreateOpenIDConnectProvider", in{"Url": "https://old.example.com"}, 409, "EntityAlreadyExists: Provider with url https://old.example.com already exists."},
		{"a marker is IAM's own", "ListRoles", in{"Marker": "garbage"}, 400, "InvalidInput: Invalid Marker."},
	} {
		status, got, _ := open(t).call(t, tt.operation, tt.in)
		if status != tt.status || got != tt.want {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, status, got, tt.status, tt.want)
		}
	}
}

func TestARoleFromBeginningToEnd(t *testing.T) {
	d := open(t)
	do := func(operation string, in in, want string) {
		t.Helper()
		if status, got, _ := d.call(t, operation, in); status != 200 || !strings.Contains(got, want) {
			t.Errorf("%s: got %d %s, want %s", operation, status, got, want)
		}
	}
	const read = "arn:aws:iam::111122223333:policy/team/Read"
	do("CreateRole", in{"RoleName": "Guest", "Path": "/app/", "AssumeRolePolicyDocument": trust, "Description": "for guests", "MaxSessionDuration": 43200, "Tags": []in{{"Key": "team", "Value": "red"}}},
		`{"Role":{"Path":"/app/","RoleName":"Guest","RoleId":"AROA`)
	do("GetRole", in{"RoleName": "Guest"}, `"Arn":"arn:aws:iam::111122223333:role/app/Guest","CreateDate":"2026-03-02T12:00:00Z","AssumeRolePolicyDocument":"%7B%22Version%22`)
	do("GetRole", in{"RoleName": "Guest"}, `"Description":"for guests","MaxSessionDuration":43200,"Tags":[{"Key":"team","Value":"red"}]`)
	do("PutRolePolicy", in{"RoleName": "Guest", "PolicyName": "Own", "PolicyDocument": allow}, "{}")
	do("PutRolePolicy", in{"RoleName": "Guest", "PolicyName": "Own", "PolicyDocument": strings.Replace(allow, "GetObject", "PutObject", 1)}, "{}")
	do("ListRolePolicies", in{"RoleName": "Guest"}, `{"PolicyNames":["Own"],"IsTruncated":false}`)
	do("GetRolePolicy", in{"RoleName": "Guest", "PolicyName": "Own"}, "s3%3APutObject")
	do("AttachRolePolicy", in{"RoleName": "Guest", "PolicyArn": read}, "{}")
	do("AttachRolePolicy", in{"RoleName": "Guest", "PolicyArn": read}, "{}")
	do("PutRolePermissionsBoundary", in{"RoleName": "Guest", "PermissionsBoundary": read}, "{}")
	do("GetRole", in{"RoleName": "Guest"}, `"PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"`+read+`"}`)
	do("UpdateAssumeRolePolicy", in{"RoleName": "Guest", "PolicyDocument": strings.Replace(trust, "us-east-1:a", "us-east-1:b", 1)}, "{}")
	r, _ := d.Principals.Role("Guest")
	if !slices.Equal(r.Attached, []string{read}) || len(r.Inline) != 1 || !strings.Contains(r.Trust.Source, "us-east-1:b") || r.MaxSession != 12*time.Hour {
		t.Errorf("got role %+v", r)
	}
	do("DetachRolePolicy", in{"RoleName": "Guest", "PolicyArn": read}, "{}")
	if status, got, _ := d.call(t, "DeleteRole", in{"RoleName": "Guest"}); status != 409 || !strings.HasSuffix(got, "must delete policies first.") {
		t.Errorf("an inline policy keeps the role: got %d %s", status, got)
	}
	do("DeleteRolePolicy", in{"RoleName": "Guest", "PolicyName": "Own"}, "{}")
	do("DeleteRole", in{"RoleName": "Guest"}, "{}")
	do("CreatePolicy", in{"PolicyName": "Write", "PolicyDocument": allow}, `"Arn":"arn:aws:iam::111122223333:policy/Write","Path":"/","DefaultVersionId":"v1","AttachmentCount":0,"IsAttachable":true`)
	do("CreateOpenIDConnectProvider", in{"Url": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_A", "ClientIDList": []string{"web"}},
		`{"OpenIDConnectProviderArn":"arn:aws:iam::111122223333:oidc-provider/cognito-idp.us-east-1.amazonaws.com/us-east-1_A"}`)
	if p, ok := d.Principals.ProviderByURL("cognito-idp.us-east-1.amazonaws.com/us-east-1_A"); !ok || !slices.Equal(p.ClientIDs, []string{"web"}) {
		t.Errorf("got provider %+v", p)
	}
}

func TestDocumentsComeBackAsTheyWent(t *testing.T) {
	d := open(t)
	spaced := strings.ReplaceAll(allow, ":", ": ")
	spaced = strings.Replace(spaced, "s3: GetObject", "s3:GetObject", 1)
	if status, got, _ := d.call(t, "PutRolePolicy", in{"RoleName": "AppUser", "PolicyName": "Spaced", "PolicyDocument": spaced}); status != 200 {
		t.Fatal(got)
	}
	_, got, _ := d.call(t, "GetRolePolicy", in{"RoleName": "AppUser", "PolicyName": "Spaced"})
	var out GetRolePolicyResponse
	if err := json.Unmarshal([]byte(got), &out); err != nil {
		t.Fatal(err)
	}
	if back, err := url.PathUnescape(out.PolicyDocument); err != nil || back != spaced || strings.Contains(out.PolicyDocument, "+") {
		t.Errorf("got %s, %v, want %s", back, err, spaced)
	}
}

func TestRolesHavePages(t *testing.T) {
	d := open(t)
	for n := range 4 {
		if status, got, _ := d.call(t, "CreateRole", in{"RoleName": "R" + strconv.Itoa(n), "AssumeRolePolicyDocument": trust}); status != 200 {
			t.Fatal(got)
		}
	}
	var names []string
	marker := ""
	for {
		ask := in{"MaxItems": 2}
		if marker != "" {
			ask["Marker"] = marker
		}
		_, got, _ := d.call(t, "ListRoles", ask)
		var out ListRolesResponse
		if err := json.Unmarshal([]byte(got), &out); err != nil {
			t.Fatal(err)
		}
		for _, r := range out.Roles {
			names = append(names, r.RoleName)
			if r.Tags != nil {
				t.Errorf("a list shows no tags; got %v", r.Tags)
			}
		}
		if marker = out.Marker; marker == "" {
			break
		}
	}
	if want := []string{"AppUser", "R0", "R1", "R2", "R3"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	_, got, _ := d.call(t, "ListRoles", in{"PathPrefix": "/app/"})
	if strings.Count(got, "RoleName") != 1 {
		t.Errorf("got %s, want the one role below /app/", got)
	}
}

func TestARoleHasTenManagedPolicies(t *testing.T) {
	d := open(t)
	for n := range 10 {
		name := "P" + strconv.Itoa(n)
		d.call(t, "CreatePolicy", in{"PolicyName": name, "PolicyDocument": allow})
		status, got, _ := d.call(t, "AttachRolePolicy", in{"RoleName": "AppUser", "PolicyArn": "arn:aws:iam::111122223333:policy/" + name})
		if n < 9 && status != 200 {
			t.Errorf("policy %d: got %s", n+2, got)
		}
		if n == 9 && got != "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10" {
			t.Errorf("policy 11: got %d %s", status, got)
		}
	}
}

func TestOperationsAskIAMAboutTheRoleWithItsPath(t *testing.T) {
	d := open(t)
	d.guard.forbidden["iam:GetRole arn:aws:iam::111122223333:role/app/AppUser"] = true
	if status, got, _ := d.call(t, "GetRole", in{"RoleName": "AppUser"}); status != 403 {
		t.Errorf("got %d %s, want 403", status, got)
	}
}

func TestWhatAnAccountFileBrings(t *testing.T) {
	d := open(t)
	r, _ := d.Principals.Role("AppUser")
	if r.ARN != "arn:aws:iam::111122223333:role/app/AppUser" || r.MaxSession != 2*time.Hour || len(r.Inline) != 2 || r.Inline[0].Name != "A" || r.Tags["team"] != "blue" {
		t.Errorf("got role %+v", r)
	}
	for _, arn := range []string{"arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy", "arn:aws:iam::aws:policy/AmazonCognitoUnauthenticatedIdentities", "arn:aws:iam::111122223333:policy/team/Read"} {
		if _, ok := d.Principals.Policy(arn); !ok {
			t.Errorf("there is no policy %s", arn)
		}
	}
	nodes := d.Snapshot()
	if len(nodes) != 2 || nodes[0].Label != "AppUser" || nodes[1].Label != "old.example.com" {
		t.Errorf("got %+v", nodes)
	}
	for name, file := range map[string]account.Account{
		"a trust policy that is none":     {Roles: []account.Role{{Name: "X", Trust: jsontext.Value(`{}`)}}},
		"an inline policy that is none":   {Roles: []account.Role{{Name: "X", Trust: jsontext.Value(trust), Policies: map[string]jsontext.Value{"P": jsontext.Value(`[]`)}}}},
		"an attached policy that is gone": {Roles: []account.Role{{Name: "X", Trust: jsontext.Value(trust), Attached: []string{"arn:aws:iam::1:policy/Gone"}}}},
		"a role twice":                    {Roles: []account.Role{{Name: "X", Trust: jsontext.Value(trust)}, {Name: "X", Trust: jsontext.Value(trust)}}},
		"a provider twice":                {OIDCProviders: []account.OIDCProvider{{URL: "https://a.example.com"}, {URL: "a.example.com"}}},
		"a managed policy that is none":   {Policies: []account.ManagedPolicy{{Name: "P", Document: jsontext.Value(`{}`)}}},
	} {
		s := New(Config{AccountID: accountID, Clock: d.Clock, Chance: d.Chance, Guard: d.guard, Principals: principal.New()})
		if err := s.Load(file); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestManyChangesAtOnce(t *testing.T) {
	d := open(t)
	var wg sync.WaitGroup
	for n := range 50 {
		wg.Go(func() {
			if _, err := d.PutRolePolicy(context.Background(), PutRolePolicyRequest{"AppUser", "P" + strconv.Itoa(n), allow}); err != nil {
				t.Error(err)
			}
			d.Snapshot()
		})
	}
	wg.Wait()
	if r, _ := d.Principals.Role("AppUser"); len(r.Inline) != 52 {
		t.Errorf("got %d inline policies, want 52", len(r.Inline))
	}
}
