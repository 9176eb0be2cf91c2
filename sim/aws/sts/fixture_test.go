package sts

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/gate"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

const (
	accountID = "111122223333"
	pool      = "us-east-1:a1b2c3d4-5678-90ab-cdef-000000000001"
	identity  = "us-east-1:7f3c0000-1111-2222-3333-444444444444"
	userPool  = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"
	roleARN   = "arn:aws:iam::111122223333:role/app/AppUser"
)

var (
	noon    = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	testKey = sync.OnceValue(func() *rsa.PrivateKey {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		return key
	})
	otherKey = sync.OnceValue(func() *rsa.PrivateKey {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		return key
	})
)

// door is STS with an issuer's key document behind every host, and a log.
type door struct {
	*Service
	clock *clock.Virtual
	store *principal.Store
	log   *trace.Log
}

func (door) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	if strings.HasPrefix(r.URL.Host, "down.") {
		return nil, errors.New("no such host")
	}
	body, err := json.Marshal(token.Set{Keys: []token.JWK{token.Public("k1", token.RS512, &testKey().PublicKey)}})
	if err != nil {
		return nil, err
	}
	_, _ = w.Write(body)
	return w.Result(), nil
}

func (door) ByIssuer(issuer string) (key, jwksURL string, ok bool) {
	switch issuer {
	case "https://" + userPool, "https://accounts.google.com", "https://down.example.com", "https://unregistered.example.com":
		return strings.TrimPrefix(issuer, "https://"), issuer + "/jwks", true
	}
	return "", "", false
}

func (door) Introspect(_ context.Context, provider, raw string) (subject, app string, err error) {
	if raw != "opaque-token" {
		return "", "", errors.New("the token is not one of ours")
	}
	return "fb-user-7", "app-1", nil
}

func trust(t testing.TB, document string) policy.Policy {
	t.Helper()
	p, err := policy.Parse(policy.KindTrust, "trust policy", []byte(document))
	if err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	return p
}

// cognitoTrust lets signed-in identities of the pool in.
const cognitoTrust = `{"Version":"2012-10-17","Statement":[{"Sid":"Cognito","Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},
"Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],"Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"` + pool + `"},
"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}]}`

func open(t testing.TB) door {
	t.Helper()
	a := door{clock: clock.New(clock.At(noon)), store: principal.New()}
	a.log = trace.NewLog(a.clock.Now, chance.Seeded([32]byte{2}).ID, 0)
	g := &gate.Gate{Store: a.store, Clock: a.clock, Region: "us-east-1", AccountID: accountID}
	a.Service = New(Config{
		Region: "us-east-1", AccountID: accountID, Clock: a.clock, Chance: chance.Seeded([32]byte{1}), Client: &http.Client{Transport: a},
		Guard: g.Query("sts"), Principals: a.store, Providers: a, Opaque: a,
	})
	addRole(t, a, "AppUser", cognitoTrust)
	return a
}

func addRole(t testing.TB, a door, name, document string) string {
	t.Helper()
	r := principal.Role{Name: name, ID: "AROA" + strings.ToUpper(name), ARN: "arn:aws:iam::" + accountID + ":role/app/" + name, Trust: trust(t, document)}
	if err := a.store.AddRole(r); err != nil {
		t.Fatal(err)
	}
	return r.ARN
}

func sign(t testing.TB, key *rsa.PrivateKey, claims token.Claims) string {
	t.Helper()
	raw, err := token.Sign(token.RS512, key, token.Claims{{Name: "kid", Value: "k1"}, {Name: "typ", Value: "JWS"}, {Name: "alg", Value: "RS512"}}, claims)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// openID is the token of an identity pool; more claims replace those of the same name.
func openID(t testing.TB, more ...token.Claim) string {
	t.Helper()
	return sign(t, testKey(), with(token.Claims{
		{Name: "iss", Value: "https://cognito-identity.amazonaws.com"}, {Name: "aud", Value: pool}, {Name: "sub", Value: identity},
		{Name: "amr", Value: []string{"authenticated", userPool, userPool + ":CognitoSignIn:sub-1"}},
		{Name: "exp", Value: noon.Add(10 * time.Minute).Unix()}, {Name: "iat", Value: noon.Unix()},
	}, more...))
}

func with(claims token.Claims, more ...token.Claim) token.Claims {
	for _, m := range more {
		found := false
		for i := range claims {
			if claims[i].Name == m.Name {
				claims[i], found = m, true
			}
		}
		if !found {
			claims = append(claims, m)
		}
	}
	return claims
}

func request(raw string) AssumeRoleWithWebIdentityRequest {
	return AssumeRoleWithWebIdentityRequest{RoleArn: roleARN, RoleSessionName: "session", WebIdentityToken: raw}
}

// call sends an operation through the wire; out is nil where a refusal is expected.
func call(t testing.TB, a door, operation, input string, keys *sigv4.Credentials) (output []byte, exchange trace.Exchange) {
	t.Helper()
	var op wire.Operation
	for _, o := range a.Operations() {
		if o.Name == operation {
			op = o
		}
	}
	r, err := op.Codec.Encode(op, "https://sts.us-east-1.amazonaws.com", []byte(input), nil)
	if err != nil {
		t.Fatal(err)
	}
	if keys != nil {
		body, err := r.GetBody()
		if err != nil {
			t.Fatal(err)
		}
		data := make([]byte, r.ContentLength)
		if _, err := body.Read(data); err != nil {
			t.Fatal(err)
		}
		if err := sigv4.Sign(r, *keys, "sts", "us-east-1", a.clock.Now(), sigv4.Hash(data)); err != nil {
			t.Fatal(err)
		}
	}
	r.RemoteAddr, r.TLS = "192.0.2.7:443", &tls.ConnectionState{}
	before := a.log.Last()
	w := httptest.NewRecorder()
	a.log.Record("sts", a.Handler()).ServeHTTP(w, r)
	exchange = a.log.Since(before)[0]
	if w.Code != http.StatusOK {
		return nil, exchange
	}
	output, err = op.Codec.Decode(op, w.Code, w.Header(), w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return output, exchange
}

func refused(t *testing.T, name string, err error, want *wire.Error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", name, err, want)
	}
}
