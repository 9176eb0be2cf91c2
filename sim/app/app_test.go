package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/clock"
	"poolschool/sim/gate"
	"poolschool/sim/keyring"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/trace"
)

const issuer, client = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh", "3n4b5urk1ft4fl3mg5e62d9ado"

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// pool publishes one key, as a user pool does.
type pool struct {
	*testing.T
	ring keyring.Ring
}

// RoundTrip answers with the key set.
func (p *pool) RoundTrip(r *http.Request) (*http.Response, error) {
	key, err := p.ring.Key(keyring.UserPoolID)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(token.Set{Keys: []token.JWK{token.Public("kid", token.RS256, &key.PublicKey)}})
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(string(body))), Request: r}, err
}

// sign makes a token of the pool; claims are laid over those of an ID token, nil takes one away.
func (p *pool) sign(over map[string]any) string {
	p.Helper()
	claims := token.Claims{}
	for _, c := range []token.Claim{
		{Name: "iss", Value: issuer}, {Name: "aud", Value: client}, {Name: "client_id", Value: nil}, {Name: "token_use", Value: "id"},
		{Name: "cognito:username", Value: "ana"}, {Name: "cognito:groups", Value: nil}, {Name: "scope", Value: nil},
		{Name: "exp", Value: noon.Add(time.Hour).Unix()}, {Name: "iat", Value: noon.Unix()}, {Name: "nbf", Value: nil},
	} {
		if v, ok := over[c.Name]; ok {
			c.Value = v
		}
		if c.Value != nil {
			claims = append(claims, c)
		}
	}
	key, err := p.ring.Key(keyring.UserPoolID)
	if err != nil {
		p.Fatal(err)
	}
	raw, err := token.Sign(token.RS256, key, token.Claims{{Name: "kid", Value: "kid"}, {Name: "alg", Value: token.RS256}}, claims)
	if err != nil {
		p.Fatal(err)
	}
	return raw
}

func newApp(t *testing.T) (*App, *pool) {
	p := &pool{T: t}
	c := clock.New(clock.At(noon))
	return New(Config{
		Region: "us-east-1", AccountID: "111122223333", Clock: c, Client: &http.Client{Transport: p},
		Gate:   &gate.Gate{Store: principal.New(), Clock: c, Region: "us-east-1", AccountID: "111122223333"},
		Issuer: issuer, KeysURL: issuer + "/.well-known/jwks.json", ClientIDs: []string{client},
	}), p
}

func get(h http.Handler, path, authorization string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "https://app.example.com"+path, nil)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Each door looks at the claims in its own way; what none forgives is a token of another time, issuer or client.
func TestDoorsLookAtClaims(t *testing.T) {
	a, p := newApp(t)
	access := map[string]any{"token_use": "access", "aud": nil, "client_id": client, "scope": OrdersScope}
	with := func(base map[string]any, name string, value any) map[string]any {
		out := map[string]any{name: value}
		for k, v := range base {
			if k != name {
				out[k] = v
			}
		}
		return out
	}
	for _, tt := range []struct {
		name            string
		claims          map[string]any
		path            string
		own, rest, http int
	}{
		{"an ID token", nil, "/me", 200, 200, 200},
		{"an access token", access, "/me", 200, 401, 200},
		{"an access token where a scope is asked for", access, "/orders", 200, 200, 200},
		{"an ID token there", nil, "/orders", 401, 401, 403},
		{"without the scope", with(access, "scope", "openid"), "/orders", 403, 401, 403},
		{"in its last second", map[string]any{"exp": noon.Add(time.Second).Unix()}, "/me", 200, 200, 200},
		{"a second too late", map[string]any{"exp": noon.Unix()}, "/me", 401, 401, 401},
		{"without an expiry", map[string]any{"exp": nil}, "/me", 401, 401, 401},
		{"not valid before an hour", map[string]any{"nbf": noon.Add(time.Hour).Unix()}, "/me", 401, 401, 401},
		{"made in the future", map[string]any{"iat": noon.Add(time.Hour).Unix()}, "/me", 401, 401, 401},
		{"of another issuer", map[string]any{"iss": issuer + "x"}, "/me", 401, 401, 401},
		{"for another client", map[string]any{"aud": "other"}, "/me", 401, 401, 401},
		{"for nobody", map[string]any{"aud": nil}, "/me", 401, 401, 401},
		{"an access token for another client", with(access, "client_id", "other"), "/me", 401, 401, 401},
		// aud is there because the token was asked for with a resource: an authorizer of HTTP APIs looks at nothing else.
		{"an access token for one API", with(access, "aud", "https://api.example.com"), "/orders", 200, 200, 401},
		{"in the group", map[string]any{"cognito:groups": []string{EditorsGroup}}, "/editors", 200, 200, 200},
		{"in a group that only begins like it", map[string]any{"cognito:groups": []string{EditorsGroup + "s"}}, "/editors", 403, 403, 403},
	} {
		raw := p.sign(tt.claims)
		for _, door := range []struct {
			prefix string
			want   int
		}{{"", tt.own}, {"/rest", tt.rest}, {"/http", tt.http}} {
			if w := get(a.Handler(), door.prefix+tt.path, "Bearer "+raw); w.Code != door.want {
				t.Errorf("%s at %s%s: %d %s, want %d", tt.name, door.prefix, tt.path, w.Code, w.Body, door.want)
			}
		}
	}
}

// The answer of an AWS_IAM route shows the token that should have been a signature. The redacted log must not.
func TestATokenAtTheWrongDoorStaysSecret(t *testing.T) {
	a, p := newApp(t)
	log := trace.NewLog(func() time.Time { return noon }, func() string { return "id" }, 0)
	raw := p.sign(nil)
	for _, tt := range []struct{ name, path, header, message string }{
		{"with the word Bearer", "/iam/me", "Bearer " + raw, "'" + raw + "' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer " + raw + "'."},
		{"without it", "/iam/me", raw, "'" + raw + "' not a valid key=value pair (missing equal-sign) in Authorization header: '" + raw + "'."},
		{"with an equal sign", "/iam/me", "Basic YW5hOnN1bm55=", "Authorization header requires 'Credential' parameter."},
	} {
		before := log.Last()
		w := get(log.Record("app", a.Handler()), tt.path, tt.header)
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), tt.message) {
			t.Errorf("%s: %d %s, want %q", tt.name, w.Code, w.Body, tt.message)
		}
		x := log.Since(before)[0].Redacted()
		_, secret, found := strings.Cut(tt.header, " ")
		if !found {
			secret = tt.header
		}
		if strings.Contains(string(x.Response.Body)+x.Refusal+x.Because, secret) {
			t.Errorf("%s: the log shows the token: %s", tt.name, x.Response.Body)
		}
	}
}

// Each door names its answers as its kind of API Gateway does.
func TestAnswersCarryTheirRequestID(t *testing.T) {
	a, _ := newApp(t)
	log := trace.NewLog(func() time.Time { return noon }, func() string { return "4442587f" }, 0)
	for path, header := range map[string]string{"/me": "X-Amzn-Requestid", "/rest/me": "X-Amzn-Requestid", "/http/me": "Apigw-Requestid", "/iam/me": "X-Amzn-Requestid"} {
		if got := get(log.Record("app", a.Handler()), path, "").Header().Get(header); got != "4442587f" {
			t.Errorf("%s: %s is %q", path, header, got)
		}
	}
}
