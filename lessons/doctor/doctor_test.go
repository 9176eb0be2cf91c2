package doctor

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/keyring"
)

// base is an account on which everything passes.
const base = `{
  "userPools": [{"id": "eu-west-1_Ab3dEf9Gh", "name": "people",
    "clients": [{"id": "3n4b5urk1ft4fl3mg5e62d9ado", "name": "web", "flows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]}, {"name": "mobile"}],
    "groups": [{"name": "editors", "role": "Other"}],
    "users": [{"username": "ana", "password": "Sunny-Day-7", "attributes": {"email": "ana@example.com"}}]},
    {"name": "strangers", "clients": [{"name": "web"}]}],
  "identityPools": [{"id": "eu-west-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506", "name": "desk",
    "userPools": [{"pool": "people", "client": "web"}], "authenticated": "App"}],
  "roles": [{"name": "App",
    "trust": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},
      "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {
        "StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506"},
        "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}}]},
    "policies": {"Own": {"Version": "2012-10-17", "Statement": [
      {"Sid": "Put", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*"},
      {"Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::photos"}]}}},
    {"name": "Other", "trust": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}],
  "policies": [{"name": "Boundary", "document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}],
  "buckets": [{"name": "photos"}, {"name": "other"}],
  "app": {"pool": "people", "client": "web"}
}`

const (
	trust  = "/roles/0/trust/Statement/0/"
	put    = "/roles/0/policies/Own/Statement/0/"
	desk   = "/identityPools/0/"
	client = "/userPools/0/clients/0/"
)

// raw is a change with a value as JSON.
func raw(how How, place, value string) Change {
	return Change{How: how, Place: jsontext.Pointer(place), Value: []byte(value)}
}

func examine(t *testing.T, data []byte, o Options) Report {
	t.Helper()
	o.Keys, o.Now = keys, time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	r, err := Examine(context.Background(), "a.json", data, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheAdviceMendsWhatIsBroken(t *testing.T) {
	const right = `eu-west-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506`
	for _, tt := range []struct {
		name    string
		broken  []Change
		options Options
		reached int
		why     string // in the report
		mend    string
	}{
		{name: "the client has no flow to sign in with", broken: []Change{raw(Set, client+"flows", `["ALLOW_REFRESH_TOKEN_AUTH"]`)},
			why: "USER_PASSWORD_AUTH flow not enabled for this client", mend: `add "ALLOW_USER_SRP_AUTH" to userPools[0].clients[0].flows`},
		{name: "a public app has no client secret", broken: []Change{raw(Set, client+"generateSecret", `true`)},
			why: "SECRET_HASH was not received", mend: `remove userPools[0].clients[0].generateSecret`},
		{name: "a secret that stands in the file", broken: []Change{raw(Set, client+"secret", `"abc"`)},
			why: "SECRET_HASH was not received", mend: `remove userPools[0].clients[0].secret`},
		{name: "the person is not confirmed", broken: []Change{raw(Set, "/userPools/0/users/0/status", `"UNCONFIRMED"`), raw(Set, "/learner", `{"username": "ana", "password": "Sunny-Day-7"}`)},
			why: "User is not confirmed", mend: `set userPools[0].users[0].status to "CONFIRMED"`},
		{name: "the person still has the first password", broken: []Change{raw(Set, "/userPools/0/users/0/status", `"FORCE_CHANGE_PASSWORD"`), raw(Set, "/learner", `{"username": "ana", "password": "Sunny-Day-7"}`)},
			why: "asks for NEW_PASSWORD_REQUIRED first", mend: `set userPools[0].users[0].status to "CONFIRMED"`},
		{name: "the person is disabled", broken: []Change{raw(Set, "/userPools/0/users/0/disabled", `true`), raw(Set, "/learner", `{"username": "ana", "password": "Sunny-Day-7"}`)},
			why: "User is disabled", mend: `remove userPools[0].users[0].disabled`},

		{name: "the identity pool accepts another client", broken: []Change{raw(Set, desk+"userPools/0/client", `"mobile"`)}, reached: 1,
			why: "Token is not from a supported provider of this identity pool.", mend: `add {"pool":"people","client":"web"} to identityPools[0].userPools`},
		{name: "the identity pool accepts another user pool", broken: []Change{raw(Set, desk+"userPools/0/pool", `"strangers"`)}, reached: 1,
			why: "identity pool", mend: `add {"pool":"people","client":"web"} to identityPools[0].userPools`},
		{name: "there is no identity pool", broken: []Change{raw(Remove, "/identityPools", "")}, reached: 1,
			why: "the file has no identity pool", mend: `add {"name":"desk","userPools":[{"pool":"people","client":"web"}]} to identityPools`},
		{name: "a token that was signed out is checked", broken: []Change{raw(Set, desk+"userPools/0/serverSideTokenCheck", `true`)}, options: Options{SignedOut: true}, reached: 1,
			why: "NotAuthorizedException", mend: `remove identityPools[0].userPools[0].serverSideTokenCheck`},

		{name: "no authenticated role", broken: []Change{raw(Remove, desk+"authenticated", "")}, reached: 2,
			why: "the pool has an authenticated role", mend: `set identityPools[0].authenticated to "App"`},
		{name: "another authenticated role", broken: []Change{raw(Set, desk+"authenticated", `"Other"`), raw(Set, "/roles/1/policies", `{"P": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}`)}, reached: 2,
			why: "trust policy of role Other", mend: `add {"Action":"sts:AssumeRoleWithWebIdentity","Condition":`},
		{name: "the trust policy names another identity pool", broken: []Change{raw(Set, trust+"Condition/StringEquals/cognito-identity.amazonaws.com:aud", `"eu-west-1:00000000-3b2d-4e6f-8a90-b1c2d3e4f506"`)}, reached: 2,
			why: "✗ StringEquals cognito-identity.amazonaws.com:aud", mend: `set roles[0].trust.Statement[0].Condition.StringEquals["cognito-identity.amazonaws.com:aud"] to "` + right + `"`},
		{name: "the file lacks the identity pool's id", broken: []Change{raw(Remove, desk+"id", "")}, reached: 2,
			why: "✗ StringEquals cognito-identity.amazonaws.com:aud", mend: `set identityPools[0].id to "` + right + `"`},
		{name: "the trust policy lets guests in only", broken: []Change{raw(Set, trust+"Condition/ForAnyValue:StringLike/cognito-identity.amazonaws.com:amr", `["unauthenticated"]`)}, reached: 2,
			why: "✗ ForAnyValue:StringLike cognito-identity.amazonaws.com:amr", mend: `add "authenticated" to roles[0].trust.Statement[0].Condition["ForAnyValue:StringLike"]["cognito-identity.amazonaws.com:amr"]`},
		{name: "amr without ForAnyValue", broken: []Change{raw(Set, trust+"Condition", `{"StringEquals": {"cognito-identity.amazonaws.com:aud": "`+right+`", "cognito-identity.amazonaws.com:amr": "authenticated"}}`)}, reached: 2,
			why: "ForAnyValue", mend: `set roles[0].trust.Statement[0].Condition to {"ForAnyValue:StringLike"`},
		{name: "the trust policy allows AssumeRole", broken: []Change{raw(Set, trust+"Action", `"sts:AssumeRole"`)}, reached: 2,
			why: "✗ trust policy of App: action sts:AssumeRole", mend: `set roles[0].trust.Statement[0].Action to "sts:AssumeRoleWithWebIdentity"`},
		{name: "the trust policy names a service", broken: []Change{raw(Set, trust+"Principal", `{"Service": "cognito-identity.amazonaws.com"}`)}, reached: 2,
			why: "belongs under Federated", mend: `set roles[0].trust.Statement[0].Principal to {"Federated":"cognito-identity.amazonaws.com"}`},
		{name: "a deny in the trust policy", broken: []Change{raw(Add, "/roles/0/trust/Statement", `{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity"}`)}, reached: 2,
			why: "A deny that matches beats every allow.", mend: `remove roles[0].trust.Statement[1]`},
		{name: "principal tags need TagSession", broken: []Change{raw(Set, desk+"tagMaps", `[{"provider": "people/web", "defaults": true}]`)}, reached: 2,
			why: "sts:TagSession", mend: `add "sts:TagSession" to roles[0].trust.Statement[0].Action`},
		{name: "an ambiguous role is denied", broken: []Change{raw(Set, desk+"mappings", `[{"provider": "people/web", "type": "Token", "ambiguous": "Deny"}]`)}, reached: 2,
			why: "The ambiguous role mapping rules denied this request", mend: `set identityPools[0].mappings[0].ambiguous to "AuthenticatedRole"`},
		{name: "no rule matches", broken: []Change{raw(Set, desk+"mappings", `[{"provider": "people/web", "type": "Rules", "ambiguous": "Deny", "rules": [{"claim": "cognito:username", "match": "Equals", "value": "zoe", "role": "App"}]}]`)}, reached: 2,
			why: "✗ rule 1: cognito:username Equals zoe", mend: `set identityPools[0].mappings[0].ambiguous to "AuthenticatedRole"`},
		{name: "no rule matches, and there is no role to fall back to", broken: []Change{raw(Remove, desk+"authenticated", ""), raw(Set, desk+"mappings", `[{"provider": "people/web", "type": "Rules", "ambiguous": "AuthenticatedRole", "rules": [{"claim": "email", "match": "Equals", "value": "zoe@example.com", "role": "App"}]}]`)}, reached: 2,
			why: "✗ rule 1: email Equals zoe@example.com", mend: `set userPools[0].users[0].attributes.email to "zoe@example.com"`},

		{name: "PutObject is not allowed", broken: []Change{raw(Set, put+"Action", `["s3:GetObject"]`)}, reached: 3,
			why: "because no identity-based policy allows the s3:PutObject action", mend: `add "s3:PutObject" to roles[0].policies.Own.Statement[0].Action`},
		{name: "the policy names another bucket", broken: []Change{raw(Set, put+"Resource", `"arn:aws:s3:::other/uploads/${cognito-identity.amazonaws.com:sub}/*"`)}, reached: 3,
			why: "it allows      other/uploads/", mend: `set roles[0].policies.Own.Statement[0].Resource to "arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*"`},
		{name: "the policy names another folder", broken: []Change{raw(Set, put+"Resource", `["arn:aws:s3:::photos/private/${cognito-identity.amazonaws.com:sub}/*"]`)}, reached: 3,
			why: "let the app use a key that begins with private/", mend: `add "arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*" to roles[0].policies.Own.Statement[0].Resource`},
		{name: "variables need the newer version", broken: []Change{raw(Remove, "/roles/0/policies/Own/Version", "")}, reached: 3,
			why: "${…} is plain text here", mend: `set roles[0].policies.Own.Version to "2012-10-17"`},
		{name: "a condition does not hold", broken: []Change{raw(Set, put+"Condition", `{"StringEquals": {"s3:x-amz-acl": "private"}}`)}, reached: 3,
			why: "✗ StringEquals s3:x-amz-acl", mend: `remove roles[0].policies.Own.Statement[0].Condition.StringEquals["s3:x-amz-acl"]`},
		{name: "the role has no policy", broken: []Change{raw(Remove, "/roles/0/policies", "")}, reached: 3,
			why: "No statement speaks about s3:PutObject here.", mend: `set roles[0].policies.PhotoUpload to {`},
		{name: "an explicit deny", broken: []Change{raw(Add, "/roles/0/policies/Own/Statement", `{"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}`)}, reached: 3,
			why: "with an explicit deny in an identity-based policy", mend: `remove roles[0].policies.Own.Statement[2]`},
		{name: "a permissions boundary", broken: []Change{raw(Set, "/roles/0/boundary", `"arn:aws:iam::111122223333:policy/Boundary"`)}, reached: 3,
			why: "permissions boundary", mend: `add "s3:PutObject" to policies[0].document.Statement[0].Action`},
		{name: "the bucket policy denies", broken: []Change{raw(Set, "/buckets/0/policy", `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::photos/*"}]}`)}, reached: 3,
			why: "with an explicit deny in a resource-based policy", mend: `remove buckets[0].policy`},
		{name: "there is no bucket", broken: []Change{raw(Remove, "/buckets", "")}, reached: 3,
			why: "the file has no bucket", mend: `add {"name":"photos"} to buckets`},
		{name: "another bucket than the policy's", options: Options{Bucket: "other"}, reached: 3,
			why: "it allows      photos/uploads/", mend: `set roles[0].policies.Own.Statement[0].Resource to "arn:aws:s3:::other/uploads/${cognito-identity.amazonaws.com:sub}/*"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := []byte(base)
			for _, c := range tt.broken {
				var err error
				if data, err = c.Apply(data); err != nil {
					t.Fatal(err)
				}
			}
			r := examine(t, data, tt.options)
			if r.Reached != tt.reached || r.Mend == nil {
				t.Fatalf("%d steps went well, want %d; the report:\n%s", r.Reached, tt.reached, r.Text())
			}
			if got := r.Mend.String(); !strings.HasPrefix(got, tt.mend) {
				t.Errorf("mends: %s, want %s", got, tt.mend)
			}
			if !strings.Contains(r.Text(), tt.why) || !strings.Contains(r.Text(), "\n  "+r.Mend.String()+"\n") {
				t.Errorf("the report does not say %q, or not what mends it:\n%s", tt.why, r.Text())
			}
			mended, err := r.Mend.Apply(data)
			if err != nil {
				t.Fatal(err)
			}
			if after := examine(t, mended, tt.options); after.Reached <= r.Reached || !after.Well() && !strings.Contains(tt.name, "there is no identity pool") {
				t.Errorf("after %s:\n%s", r.Mend, after.Text())
			}
		})
	}
}

func TestWhatPasses(t *testing.T) {
	own, err := os.ReadFile("../accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	change := func(c Change) []byte {
		data, err := c.Apply([]byte(base))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, tt := range []struct {
		name string
		data []byte
		o    Options
		note string
	}{
		{"the course's own account", own, Options{}, ""},
		{"a client with SRP", []byte(base), Options{}, "Note: people sign in with SRP at client web"},
		{"nobody in the pool: a test user is made", change(raw(Remove, "/userPools/0/users", "")), Options{}, "poolschool-test of user pool people"},
		{"Block Public Access is about the public", change(raw(Set, "/buckets/0/allowPublic", `true`)), Options{}, ""},
		{"a signed-out person's token is not asked about", []byte(base), Options{SignedOut: true}, ""},
		{"multi-factor authentication", change(raw(Set, "/userPools/0/mfa", `"ON"`)), Options{}, "multi-factor authentication is left out"},
		{"the login page alone", change(raw(Set, "/userPools/0", `{"name": "people", "domain": "mine", "clients": [{"name": "web", "flows": ["ALLOW_REFRESH_TOKEN_AUTH"], "oauthFlows": ["code"], "identityProviders": ["COGNITO"]}]}`)), Options{}, "with the login page"},
		{"another key, allowed by its policy", change(raw(Set, put+"Resource", `"arn:aws:s3:::photos/private/*"`)), Options{Key: "private/{identityId}.jpg"}, "s3://photos/private/eu-west-1:"},
	} {
		r := examine(t, tt.data, tt.o)
		if !r.Well() || !strings.Contains(r.Text(), "Everything passes: the photo arrives.") || strings.Count(r.Text(), "✓") != Steps || !strings.Contains(r.Text(), tt.note) {
			t.Errorf("%s:\n%s", tt.name, r.Text())
		}
	}
}

func TestTwoThingsAtOnceAreSaid(t *testing.T) {
	data := []byte(base)
	for _, c := range []Change{raw(Remove, "/roles", ""), raw(Remove, desk+"authenticated", ""), raw(Remove, "/userPools/0/groups", "")} {
		var err error
		if data, err = c.Apply(data); err != nil {
			t.Fatal(err)
		}
	}
	if r := examine(t, data, Options{}); r.Mend != nil || !strings.Contains(r.Text(), "No single change of this file mends it") {
		t.Errorf("without any role:\n%s", r.Text())
	}
}

func TestAFileThatIsNoAccountIsAnError(t *testing.T) {
	for _, tt := range []struct{ data, want string }{
		{"{\n\"roels\": []}", "a.json:2: roels: no such member"},
		{`{"userPools": [{"name": "p", "users": [{"username": "a", "status": "ODD"}]}]}`, `a.json: account: user pool "p": user "a": unknown status "ODD"`},
	} {
		_, err := Examine(context.Background(), "a.json", []byte(tt.data), Options{Keys: keys})
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("error = %v, want %q", err, tt.want)
		}
	}
}

// keys are shared: making them costs more than all walks.
var keys = &keyring.Ring{}

func FuzzApply(f *testing.F) {
	f.Add("/roles/0/trust", `{"a": 1}`, 0)
	f.Add("/userPools/0/clients/0/flows", `"x"`, 1)
	f.Add("/app", "", 2)
	f.Add("/roles/-1/x~0~1", "[]", 1)
	f.Fuzz(func(t *testing.T, place, value string, how int) {
		c := raw(How(uint(how)%3), place, value)
		changed, err := c.Apply([]byte(base))
		if err == nil && !jsontext.Value(changed).IsValid() {
			t.Errorf("%s makes no JSON: %s", c, changed)
		}
	})
}
