package identitypool

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

const (
	accountID = "111122223333"
	userPool  = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"
	clientID  = "3n4b5urk1ft4fl3mg5e62d9ado"
	google    = "accounts.google.com"
	oidcHost  = "token.actions.example.com"
	oidcARN   = "arn:aws:iam::111122223333:oidc-provider/" + oidcHost
	authRole  = "arn:aws:iam::111122223333:role/AppUser"
	guestRole = "arn:aws:iam::111122223333:role/Guest"
	editors   = "arn:aws:iam::111122223333:role/Editors"
	staff     = "arn:aws:iam::111122223333:role/Staff"
)

var (
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	ring = &keyring.Ring{} // shared: making a key is slow
)

func keyNamed(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	key, err := ring.Key(name)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// door is the service with the hosts it calls: STS, which notes what it is asked and answers as
// told, and key sets behind everything else.
type door struct {
	*Service
	clock *clock.Virtual
	log   *trace.Log
	guard *guard
	world *world
}

type world struct {
	mu      sync.Mutex
	asked   []url.Values
	refusal string // code; "" gives credentials
	keys    []byte
}

func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	switch r.URL.Host {
	case "sts.us-east-1.amazonaws.com":
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		w.sts(rec, r, string(body))
	case "down.example.com":
		return nil, errors.New("no such host")
	default:
		_, _ = rec.Write(w.keys)
	}
	return rec.Result(), nil
}

func (w *world) sts(rec *httptest.ResponseRecorder, r *http.Request, body string) {
	form, err := url.ParseQuery(body)
	if err != nil {
		rec.WriteHeader(http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	w.asked = append(w.asked, form)
	refusal := w.refusal
	w.mu.Unlock()
	if refusal != "" {
		rec.WriteHeader(http.StatusForbidden)
		_, _ = rec.WriteString("<ErrorResponse><Error><Code>" + refusal + "</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>")
		return
	}
	_, _ = rec.WriteString(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>` +
		`<AccessKeyId>ASIAEXAMPLE0000000000</AccessKeyId><SecretAccessKey>secret-secret</SecretAccessKey><SessionToken>session-token</SessionToken><Expiration>2026-03-02T13:00:00Z</Expiration>` +
		`</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`)
}

// last is what STS was asked last.
func (w *world) last(t *testing.T) url.Values {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.asked) == 0 {
		t.Fatal("STS was not asked")
	}
	return w.asked[len(w.asked)-1]
}

func (*world) Lookup(provider string) (issuer, jwksURL string, ok bool) {
	switch provider {
	case userPool, google, oidcHost, "down.example.com", "unconfigured.example.com":
		return "https://" + provider, "https://" + provider + "/jwks", true
	}
	return "", "", false
}

// A container outside knows the user pool by another name.
func (*world) Name(provider string) string {
	if provider == "127.0.0.1:4566/pool" {
		return userPool
	}
	return provider
}

func (*world) Introspect(_ context.Context, _, raw string) (subject, app string, err error) {
	subject, app, ok := strings.Cut(raw, "@")
	if !ok {
		return "", "", errors.New("unknown token")
	}
	return subject, app, nil
}

func (*world) Revoked(_ context.Context, _, raw string) (string, bool) {
	t, err := token.Decode(raw)
	return "ana was signed out everywhere", err == nil && t.Claims.Text("sub") == "signed-out"
}

// guard lets everybody sign, and forbids what is listed.
type guard struct{ forbidden map[string]bool }

func (g *guard) Authenticate(r *http.Request, _ []byte) (context.Context, error) {
	return r.Context(), nil
}

func (g *guard) Authorize(_ context.Context, action, resource string, _ map[string][]string) error {
	if g.forbidden[action+" "+resource] {
		return &wire.Error{Code: "AccessDeniedException", Message: "User is not authorized to perform: " + action + " on resource: " + resource, Status: 400}
	}
	return nil
}

const poolID = "us-east-1:a1b2c3d4-5678-90ab-cdef-000000000001"

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

// open is a service with one pool, after changes to it.
func open(t testing.TB, changes ...func(*pool)) door {
	t.Helper()
	document, err := json.Marshal(token.Set{Keys: []token.JWK{token.Public("k1", token.RS256, &keyNamed(t, "idp").PublicKey)}})
	if err != nil {
		t.Fatal(err)
	}
	d := door{clock: clock.New(clock.At(noon)), guard: &guard{forbidden: map[string]bool{}}, world: &world{keys: document}}
	d.log = trace.NewLog(d.clock.Now, chance.Seeded([32]byte{2}).ID, 0)
	store := principal.New()
	for _, arn := range []string{authRole, guestRole, editors, staff} {
		if err := store.AddRole(principal.Role{Name: principal.RoleName(arn), ARN: arn}); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.AddProvider(principal.OIDCProvider{ARN: oidcARN, URL: oidcHost, ClientIDs: []string{"repo"}}); err != nil {
		t.Fatal(err)
	}
	d.Service = New(Config{
		Region: "us-east-1", AccountID: accountID, Clock: d.clock, Chance: chance.Seeded([32]byte{1}), Keys: ring,
		Client: &http.Client{Transport: d.world}, Guard: d.guard, Principals: store, Providers: d.world, Opaque: d.world, UserPools: d.world,
		STS: "https://sts.us-east-1.amazonaws.com",
	})
	p := &pool{
		IdentityPool: IdentityPool{
			IdentityPoolId: poolID, IdentityPoolName: "photos", AllowUnauthenticatedIdentities: yes(), DeveloperProviderName: "login.shop",
			CognitoIdentityProviders:  []CognitoIdentityProvider{{ProviderName: userPool, ClientId: clientID}},
			SupportedLoginProviders:   map[string]string{google: "google-app", facebook: "fb-app"},
			OpenIdConnectProviderARNs: []string{oidcARN},
		},
		roles: map[string]string{authenticated: authRole, unauthenticated: guestRole},
	}
	for _, change := range changes {
		change(p)
	}
	d.pools[poolID], d.poolOrder = p, []string{poolID}
	return d
}

// idToken is a user pool's ID token of ana; more claims replace those of the same name.
func idToken(t testing.TB, more ...token.Claim) string {
	t.Helper()
	return sign(t, "idp", token.RS256, append([]token.Claim{
		{Name: "sub", Value: "ana"}, {Name: "iss", Value: "https://" + userPool}, {Name: "aud", Value: clientID},
		{Name: "token_use", Value: "id"}, {Name: "exp", Value: noon.Add(time.Hour).Unix()}, {Name: "iat", Value: noon.Unix()},
	}, more...))
}

func sign(t testing.TB, key, alg string, list []token.Claim) string {
	t.Helper()
	var claims token.Claims
	for i, c := range list {
		replaced := false
		for _, later := range list[i+1:] {
			replaced = replaced || later.Name == c.Name
		}
		if !replaced && c.Value != nil {
			claims = append(claims, c)
		}
	}
	raw, err := token.Sign(alg, keyNamed(t, key), token.Claims{{Name: "kid", Value: "k1"}, {Name: "alg", Value: alg}}, claims)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func claim(name string, value any) token.Claim { return token.Claim{Name: name, Value: value} }

// googleToken and oidcToken are tokens of the other providers, for the person named.
func googleToken(t testing.TB, sub string) string {
	t.Helper()
	return idToken(t, claim("iss", "https://"+google), claim("aud", "google-app"), claim("sub", sub))
}

func oidcToken(t testing.TB, sub string, more ...token.Claim) string {
	t.Helper()
	return idToken(t, append([]token.Claim{claim("iss", "https://"+oidcHost), claim("aud", "repo"), claim("sub", sub)}, more...)...)
}

func logins(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

// identityOf is GetId that must succeed.
func (d door) identityOf(t testing.TB, l map[string]string) string {
	t.Helper()
	out, err := d.GetId(context.Background(), GetIdRequest{IdentityPoolId: poolID, Logins: l})
	if err != nil {
		t.Fatal(err)
	}
	return out.IdentityId
}

func (d door) credentials(id string, l map[string]string) (GetCredentialsForIdentityResponse, error) {
	return d.GetCredentialsForIdentity(context.Background(), GetCredentialsForIdentityRequest{IdentityId: id, Logins: l})
}

// post sends an operation through the wire.
func (d door) post(t *testing.T, operation, input string) (int, string, trace.Exchange) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "https://cognito-identity.us-east-1.amazonaws.com/", bytes.NewReader([]byte(input)))
	r.Header.Set("X-Amz-Target", "AWSCognitoIdentityService."+operation)
	before := d.log.Last()
	w := httptest.NewRecorder()
	d.log.Record("cognito-identity", d.Handler()).ServeHTTP(w, r)
	return w.Code, w.Body.String(), d.log.Since(before)[0]
}

func refused(t *testing.T, name string, err error, want *wire.Error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", name, err, want)
	}
}
