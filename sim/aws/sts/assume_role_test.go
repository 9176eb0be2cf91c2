package sts

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/wire/sigv4"
)

const adminARN = "arn:aws:iam::111122223333:user/admin"

func admin(t *testing.T, a door, statements string) *sigv4.Credentials {
	t.Helper()
	p, err := policy.Parse(policy.KindIdentity, "Admin", []byte(`{"Version":"2012-10-17","Statement":[`+statements+`]}`))
	if err != nil {
		t.Fatal(err)
	}
	u := principal.User{Name: "admin", ID: "AIDAADMIN", ARN: adminARN, AccessKeyID: "AKIAADMIN0000000", SecretKey: "secret", Policies: []policy.Policy{p}}
	if err := a.store.AddUser(u); err != nil {
		t.Fatal(err)
	}
	return &sigv4.Credentials{AccessKeyID: u.AccessKeyID, SecretKey: u.SecretKey}
}

func TestGetCallerIdentity(t *testing.T) {
	a := open(t)
	keys := admin(t, a, `{"Effect":"Deny","Action":"*","Resource":"*"}`)
	out, e := call(t, a, "GetCallerIdentity", "", keys)
	if want := `{"Arn":"` + adminARN + `","UserId":"AIDAADMIN","Account":"111122223333"}`; string(out) != want {
		t.Errorf("even an explicit deny does not forbid it: got %s (%s), want %s", out, e.Refusal, want)
	}
	raw, _ := call(t, a, "AssumeRoleWithWebIdentity", `{"RoleArn":"`+roleARN+`","RoleSessionName":"CognitoIdentityCredentials","WebIdentityToken":"`+openID(t)+`"}`, nil)
	var got AssumeRoleWithWebIdentityResponse
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	session := &sigv4.Credentials{AccessKeyID: got.Credentials.AccessKeyId, SecretKey: got.Credentials.SecretAccessKey, Token: got.Credentials.SessionToken}
	out, e = call(t, a, "GetCallerIdentity", "", session)
	if want := `{"Arn":"arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials","UserId":"AROAAPPUSER:CognitoIdentityCredentials","Account":"111122223333"}`; string(out) != want {
		t.Errorf("got %s (%s), want %s", out, e.Refusal, want)
	}
	if e.Summary != "role AppUser (session CognitoIdentityCredentials)" {
		t.Errorf("got summary %q", e.Summary)
	}
	for _, tt := range []struct {
		name, code string
		status     int
		keys       *sigv4.Credentials
	}{
		{"no signature", "MissingAuthenticationToken", 403, nil},
		{"an unknown key", "InvalidClientTokenId", 403, &sigv4.Credentials{AccessKeyID: "AKIANOBODY000000", SecretKey: "x"}},
		{"a wrong secret", "SignatureDoesNotMatch", 403, &sigv4.Credentials{AccessKeyID: keys.AccessKeyID, SecretKey: "x"}},
	} {
		if _, e := call(t, a, "GetCallerIdentity", "", tt.keys); e.Code != tt.code || e.Status != tt.status {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, e.Status, e.Code, tt.status, tt.code)
		}
	}
	a.clock.Advance(2 * 3600e9)
	if _, e := call(t, a, "GetCallerIdentity", "", session); e.Code != "ExpiredToken" {
		t.Errorf("an expired session: got %s, want ExpiredToken", e.Code)
	}
}

func TestAssumeRole(t *testing.T) {
	const (
		allow   = `{"Effect":"Allow","Action":"sts:*","Resource":"*"}`
		nothing = `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`
		byRoot  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}`
		byName  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + adminARN + `"},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":{"StringEqualsIfExists":{"sts:ExternalId":"x1"}}}]}`
		other   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"},"Action":"sts:AssumeRole"}]}`
	)
	for _, tt := range []struct {
		name, identity, trust, more string
		code, message               string
	}{
		{"the account is trusted and the user may", allow, byRoot, "", "", ""},
		{"the account is trusted, the user may not", nothing, byRoot, "", "AccessDenied", "User: " + adminARN + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/app/Ops because no identity-based policy allows the sts:AssumeRole action"},
		{"the user is trusted by name", nothing, byName, "", "", ""},
		{"somebody else is trusted", allow, other, "", "AccessDenied", "User: " + adminARN + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/app/Ops because no role trust policy allows the sts:AssumeRole action"},
		{"another external id", allow, byName, `,"ExternalId":"x2"`, "AccessDenied", "User: " + adminARN + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/app/Ops because no role trust policy allows the sts:AssumeRole action"},
		{"tags that are trusted", nothing, byName, `,"Tags":[{"Key":"team","Value":"blue"}]`, "", ""},
		{"tags that are not trusted", allow, byRoot, `,"Tags":[{"Key":"team","Value":"blue"}]`, "AccessDenied", "User: " + adminARN + " is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/app/Ops because no role trust policy allows the sts:TagSession action"},
		{"a tag twice", allow, byName, `,"Tags":[{"Key":"team","Value":"blue"},{"Key":"Team","Value":"red"}]`, "ValidationError", "Duplicate tag keys found. Please note that Tag keys are case insensitive."},
		{"a source identity must be trusted", allow, byName, `,"SourceIdentity":"ana"`, "AccessDenied", "User: " + adminARN + " is not authorized to perform: sts:SetSourceIdentity on resource: arn:aws:iam::111122223333:role/app/Ops because no role trust policy allows the sts:SetSourceIdentity action"},
		{"nobody has an MFA device", allow, byRoot, `,"SerialNumber":"arn:aws:iam::111122223333:mfa/admin","TokenCode":"000000"`, "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. "},
		{"longer than the role's limit", allow, byRoot, `,"DurationSeconds":7200`, "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."},
	} {
		a := open(t)
		keys := admin(t, a, tt.identity)
		arn := addRole(t, a, "Ops", tt.trust)
		out, e := call(t, a, "AssumeRole", `{"RoleArn":"`+arn+`","RoleSessionName":"work"`+tt.more+`}`, keys)
		if e.Code != tt.code || e.Refusal != tt.message {
			t.Errorf("%s: got %s %q, want %s %q", tt.name, e.Code, e.Refusal, tt.code, tt.message)
		}
		if tt.code == "" && !strings.Contains(string(out), "assumed-role/Ops/work") {
			t.Errorf("%s: got %s", tt.name, out)
		}
	}
}

func TestASessionThatOpensAnotherLastsAnHourAtMost(t *testing.T) {
	a := open(t)
	keys := admin(t, a, `{"Effect":"Allow","Action":"sts:*","Resource":"*"}`)
	arn := addRole(t, a, "Ops", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["`+adminARN+`","arn:aws:iam::111122223333:role/app/Ops"]},"Action":"sts:AssumeRole"}]}`)
	if err := a.store.UpdateRole("Ops", func(r *principal.Role) error { r.MaxSession = 12 * 3600e9; return nil }); err != nil {
		t.Fatal(err)
	}
	out, e := call(t, a, "AssumeRole", `{"RoleArn":"`+arn+`","RoleSessionName":"work","DurationSeconds":7200}`, keys)
	var got AssumeRoleResponse
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%s: %v", e.Refusal, err)
	}
	session := &sigv4.Credentials{AccessKeyID: got.Credentials.AccessKeyId, SecretKey: got.Credentials.SecretAccessKey, Token: got.Credentials.SessionToken}
	if _, e := call(t, a, "AssumeRole", `{"RoleArn":"`+arn+`","RoleSessionName":"again","DurationSeconds":3601}`, session); e.Refusal != ErrChainDuration.Message {
		t.Errorf("got %q, want %q", e.Refusal, ErrChainDuration.Message)
	}
	if _, e := call(t, a, "AssumeRole", `{"RoleArn":"`+arn+`","RoleSessionName":"again"}`, session); e.Code != "" {
		t.Errorf("an hour is allowed; got %s %s", e.Code, e.Refusal)
	}
	if _, e := call(t, a, "AssumeRole", `{"RoleArn":"arn:aws:iam::111122223333:role/Gone","RoleSessionName":"again"}`, keys); e.Refusal != "User: "+adminARN+" is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Gone" {
		t.Errorf("a role that does not exist: got %q", e.Refusal)
	}
}
