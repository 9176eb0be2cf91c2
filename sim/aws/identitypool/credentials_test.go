package identitypool

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/sim/keyring"
	"poolschool/sim/token"
	"poolschool/sim/wire"
)

func TestTheEnhancedFlow(t *testing.T) {
	d := open(t)
	ana := d.identityOf(t, logins(userPool, idToken(t)))
	status, body, e := d.post(t, "GetCredentialsForIdentity", `{"IdentityId":"`+ana+`","Logins":{"`+userPool+`":"`+idToken(t)+`"}}`)
	want := `{"IdentityId":"` + ana + `","Credentials":{"AccessKeyId":"ASIAEXAMPLE0000000000","SecretKey":"secret-secret","SessionToken":"session-token","Expiration":1772456400}}`
	if status != 200 || body != want {
		t.Errorf("got %d %s, want %s", status, body, want)
	}
	if e.Summary != "role AppUser" {
		t.Errorf("got summary %q", e.Summary)
	}
	asked := d.world.last(t)
	for name, want := range map[string]string{"Action": "AssumeRoleWithWebIdentity", "RoleArn": authRole, "RoleSessionName": "CognitoIdentityCredentials", "Policy": "", "DurationSeconds": ""} {
		if got := asked.Get(name); got != want {
			t.Errorf("STS was asked with %s = %q, want %q", name, got, want)
		}
	}
	red := e.Redacted()
	for _, secret := range []string{"secret-secret", "session-token", idToken(t)} {
		if strings.Contains(string(red.Request.Body)+string(red.Response.Body), secret) {
			t.Errorf("%s shows in the redacted trace", secret)
		}
	}
	var texts []string
	for _, c := range e.Checks {
		texts = append(texts, c.Text)
	}
	order := []string{
		"identity " + short(ana) + ` is of identity pool "photos"`, "login token: issuer is " + userPool,
		"login token: audience " + clientID + " is accepted by this identity pool", "login token: signature fits header and payload",
		"login token: not expired", "the login of " + userPool + " may use identity " + short(ana),
		"role: the pool's authenticated role, AppUser", "STS opens a session of role AppUser",
	}
	if !slices.Equal(texts, order) {
		t.Errorf("got checks %q, want %q", texts, order)
	}
}

func TestGuestsAreCutDown(t *testing.T) {
	d := open(t)
	if _, err := d.credentials(d.identityOf(t, nil), nil); err != nil {
		t.Fatal(err)
	}
	asked := d.world.last(t)
	if asked.Get("RoleArn") != guestRole || asked.Get("PolicyArns.member.1.arn") != "arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy" {
		t.Errorf("got %v", asked)
	}
	policy := asked.Get("Policy")
	if !strings.HasPrefix(policy, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudwatch:*","logs:*","dynamodb:*",`) || len(policy) > 2048 || strings.Count(policy, ":*") != 29 {
		t.Errorf("got policy %s (%d characters, %d services)", policy, len(policy), strings.Count(policy, ":*"))
	}
}

func TestTheOpenIDToken(t *testing.T) {
	d := open(t)
	for _, tt := range []struct {
		name   string
		logins map[string]string
		amr    []string
	}{
		{"guest", nil, []string{"unauthenticated"}},
		{"user pool", logins(userPool, idToken(t)), []string{"authenticated", userPool, userPool + ":CognitoSignIn:ana"}},
		{"OpenID Connect", logins(oidcHost, oidcToken(t, "ci")), []string{"authenticated", oidcHost, oidcARN + ":OIDC:ci"}},
		{"Google", logins(google, googleToken(t, "g")), []string{"authenticated", google, google + ":g"}},
	} {
		id := d.identityOf(t, tt.logins)
		out, err := d.GetOpenIdToken(context.Background(), GetOpenIdTokenRequest{IdentityId: id, Logins: tt.logins})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got, err := token.Decode(out.Token)
		if err != nil {
			t.Fatal(err)
		}
		want := token.Claims{{Name: "sub", Value: id}, {Name: "aud", Value: poolID}, {Name: "iss", Value: "https://cognito-identity.amazonaws.com"}}
		for _, c := range want {
			if got.Claims.Text(c.Name) != c.Value {
				t.Errorf("%s: %s = %q, want %q", tt.name, c.Name, got.Claims.Text(c.Name), c.Value)
			}
		}
		exp, _ := got.Claims.Time("exp")
		iat, _ := got.Claims.Time("iat")
		if exp.Sub(iat) != 10*time.Minute || !slices.Equal(got.Claims.Strings("amr"), tt.amr) || len(got.Claims) != 6 {
			t.Errorf("%s: got claims %v, want amr %v", tt.name, got.Claims, tt.amr)
		}
		if h := got.Header; h[0].Value != "us-east-1-7" || h[1].Value != "JWS" || h[2].Value != "RS512" {
			t.Errorf("%s: got header %v", tt.name, h)
		}
	}
}

func TestTheKeysArePublished(t *testing.T) {
	d := open(t)
	w := httptest.NewRecorder()
	d.KeysHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "https://cognito-identity.amazonaws.com/.well-known/jwks_uri", nil))
	keys, err := token.ParseSet(w.Body.Bytes())
	if err != nil || !keys["us-east-1-7"].Equal(&keyNamed(t, keyring.IdentityPool).PublicKey) || w.Header().Get("Cache-Control") != "public, max-age=2592000" {
		t.Errorf("got %s, %v, %v", w.Body, err, w.Header())
	}
	w = httptest.NewRecorder()
	d.KeysHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "https://cognito-identity.amazonaws.com/.well-known/openid-configuration", nil))
	if !strings.Contains(w.Body.String(), `"jwks_uri":"https://cognito-identity.amazonaws.com/.well-known/jwks_uri"`) {
		t.Errorf("got %s", w.Body)
	}
}

func TestWhenTheBasicFlowIsRefused(t *testing.T) {
	mapped := func(p *pool) {
		p.mappings = map[string]RoleMapping{userPool + ":" + clientID: {Type: "Token", AmbiguousRoleResolution: "Deny"}}
	}
	for _, tt := range []struct {
		name   string
		change func(*pool)
		want   *wire.Error
	}{
		{"left out is not false", func(*pool) {}, nil},
		{"switched on", func(p *pool) { p.AllowClassicFlow = yes() }, nil},
		{"switched off", func(p *pool) { p.AllowClassicFlow = no() }, ErrNoBasicFlow},
		{"with role mappings", mapped, ErrBasicMappings},
		{"with role mappings and switched off", func(p *pool) { mapped(p); p.AllowClassicFlow = no() }, ErrNoBasicFlow},
	} {
		d := open(t, tt.change)
		_, err := d.GetOpenIdToken(context.Background(), GetOpenIdTokenRequest{IdentityId: d.identityOf(t, nil)})
		if tt.want == nil && err != nil {
			t.Errorf("%s: got %v", tt.name, err)
		}
		if tt.want != nil {
			refused(t, tt.name, err, tt.want)
		}
	}
}

func TestEveryRefusalOfSTSIsOneSentence(t *testing.T) {
	d := open(t)
	guest := d.identityOf(t, nil)
	for _, code := range []string{"AccessDenied", "MalformedPolicyDocument", "PackedPolicyTooLarge"} {
		d.world.refusal = code
		_, body, e := d.post(t, "GetCredentialsForIdentity", `{"IdentityId":"`+guest+`"}`)
		if want := `{"__type":"InvalidIdentityPoolConfigurationException","message":"Invalid identity pool configuration. Check assigned IAM roles for this pool."}`; body != want {
			t.Errorf("%s: got %s, want %s", code, body, want)
		}
		if !strings.Contains(e.Because, "STS refused role Guest ("+code+")") {
			t.Errorf("%s: the reason is %q", code, e.Because)
		}
	}
}

func BenchmarkGetCredentialsForIdentity(b *testing.B) {
	d := open(b)
	l := logins(userPool, idToken(b))
	id := d.identityOf(b, l)
	b.Run("call", func(b *testing.B) {
		for b.Loop() {
			if _, err := d.credentials(id, l); err != nil {
				b.Fatal(err)
			}
		}
	})
	// What no call can go below: one signature of the OpenID token.
	b.Run("bound: one RS512 signature", func(b *testing.B) {
		p := d.pools[poolID]
		for b.Loop() {
			if _, err := d.mint(p, id, []string{authenticated}, nil, tokenLife); err != nil {
				b.Fatal(err)
			}
		}
	})
}
