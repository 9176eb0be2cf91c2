package identitypool

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
)

func input(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What the panel Why shows: the check that failed comes last, and a sentence says what AWS
// does not.
func TestEveryRefusalSaysWhy(t *testing.T) {
	const key = userPool + ":" + clientID
	d := open(t, func(p *pool) {
		p.mappings = map[string]RoleMapping{key: {Type: "Token", AmbiguousRoleResolution: "Deny"}}
		p.AllowClassicFlow = no()
	})
	ana := d.identityOf(t, logins(userPool, idToken(t)))
	for _, tt := range []struct{ name, operation, input, check, because string }{
		{"no token", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, "x")}), "a JSON Web Token", "a signed token has 3"},
		{"the access token", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, idToken(t, claim("aud", nil), claim("token_use", "access")))}), "has an audience (aud)", "this is the access token; the identity pool wants the ID token"},
		{"another issuer", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins("https://"+userPool, idToken(t))}), "issuer is https://" + userPool, "the key is the issuer without https://"},
		{"another client", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, idToken(t, claim("aud", "mobile")))}), "audience is accepted", "the token is for mobile, the pool accepts " + clientID},
		{"a forged token", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, sign(t, "forger", token.RS256, []token.Claim{claim("sub", "ana"), claim("iss", "https://"+userPool), claim("aud", clientID), claim("exp", noon.Unix()+60)}))}), "signature fits header and payload", "signature does not match"},
		{"an expired token", "GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: logins(userPool, idToken(t, claim("exp", noon.Unix()-60)))}), "login token: not expired", "bring the new ID token"},
		{"an unknown pool", "GetId", input(t, GetIdRequest{IdentityPoolId: "us-west-2:0"}), "identity pool us-west-2:0 exists", "a pool id begins with its region"},
		{"no login", "GetCredentialsForIdentity", input(t, GetCredentialsForIdentityRequest{IdentityId: ana}), "the identity is a guest's", "this call brings none, so it is a guest's call"},
		{"no role in the token", "GetCredentialsForIdentity", input(t, GetCredentialsForIdentityRequest{IdentityId: ana, Logins: logins(userPool, idToken(t))}), "role: the login decides for one role", "AmbiguousRoleResolution is Deny"},
		{"a role that is not the login's", "GetCredentialsForIdentity", input(t, GetCredentialsForIdentityRequest{IdentityId: ana, Logins: logins(userPool, idToken(t)), CustomRoleArn: staff}), "CustomRoleArn " + staff, "cognito:roles has no role"},
		{"no basic flow", "GetOpenIdToken", input(t, GetOpenIdTokenRequest{IdentityId: ana}), "the pool allows the basic flow", "AllowClassicFlow is false"},
	} {
		status, _, e := d.post(t, tt.operation, tt.input)
		if status != 400 || len(e.Checks) == 0 {
			t.Errorf("%s: got %d with %d checks", tt.name, status, len(e.Checks))
			continue
		}
		last := e.Checks[len(e.Checks)-1]
		if last.OK || !strings.Contains(last.Text, tt.check) {
			t.Errorf("%s: the last check is %v %q, want a failed one with %q", tt.name, last.OK, last.Text, tt.check)
		}
		if !strings.Contains(e.Because, tt.because) {
			t.Errorf("%s: the reason is %q, want one with %q", tt.name, e.Because, tt.because)
		}
	}
}

func TestAnswersHaveAFewWordsForTheDiagram(t *testing.T) {
	d := open(t)
	l := logins(userPool, idToken(t))
	ana := d.identityOf(t, l)
	for _, tt := range []struct{ operation, input, want string }{
		{"GetId", input(t, GetIdRequest{IdentityPoolId: poolID, Logins: l}), ana[:len("us-east-1:")+4] + "…"},
		{"GetCredentialsForIdentity", input(t, GetCredentialsForIdentityRequest{IdentityId: ana, Logins: l}), "role AppUser"},
		{"GetOpenIdToken", input(t, GetOpenIdTokenRequest{IdentityId: ana, Logins: l}), "OpenID token, 10 min"},
	} {
		if _, _, e := d.post(t, tt.operation, tt.input); e.Summary != tt.want {
			t.Errorf("%s: got %q, want %q", tt.operation, e.Summary, tt.want)
		}
	}
}

func FuzzLoginToken(f *testing.F) {
	f.Add(userPool, idToken(f)+"x")
	f.Add(userPool, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.")
	f.Add(cognito, "a.b.c")
	f.Add("https://"+userPool, idToken(f))
	f.Add("arn:aws:iam::111122223333:saml-provider/X", "PHNhbWw+")
	good := idToken(f)
	d := open(f)
	f.Fuzz(func(t *testing.T, provider, raw string) {
		if raw == good || provider == facebook {
			return
		}
		l, err := d.verifyOne(t.Context(), d.pools[poolID], provider, raw)
		if err == nil {
			t.Errorf("%q is taken as a login of %q: %+v", raw, provider, l)
		}
	})
}

func TestPagesCutLists(t *testing.T) {
	for _, tt := range []struct {
		name     string
		n, most  int
		token    string
		from, to int
		more     bool
	}{
		{"all on one page", 3, 10, "", 0, 3, false},
		{"exactly one page", 3, 3, "", 0, 3, false},
		{"a first page", 3, 2, "", 0, 2, true},
		{"an empty list", 0, 2, "", 0, 0, false},
	} {
		from, to, next, err := page(tt.n, tt.most, tt.token)
		if err != nil || from != tt.from || to != tt.to || (next != "") != tt.more {
			t.Errorf("%s: got %d to %d, next %q, %v", tt.name, from, to, next, err)
		}
	}
	for _, bad := range []string{"!", "LTE", "OTk", "YWJj"} { // no base64, -1, 99, abc
		if _, _, _, err := page(3, 2, bad); err == nil {
			t.Errorf("the token %q is taken", bad)
		}
	}
}
