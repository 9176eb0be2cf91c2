package userpool

import (
	"context"
	"encoding/base64"
	"errors"
	"math/big"
	"net/http"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/token"
)

// testKeys are shared by the tests: making keys is most of the time that they would take.
var testKeys = &keyring.Ring{}

var testStart = time.Date(2026, time.February, 3, 4, 5, 6, 0, time.UTC)

// letIn stands for the gate: everybody may do everything.
type letIn struct{}

func (letIn) Authenticate(r *http.Request, _ []byte) (context.Context, error) {
	return r.Context(), nil
}
func (letIn) Authorize(context.Context, string, string, map[string][]string) error { return nil }

// desk is a service with one pool, whose first client the tests use.
type desk struct {
	*Service
	t      testing.TB
	clock  *clock.Virtual
	pool   string
	client string
}

const (
	testPool     = "us-east-1_Ab3dEf9Gh"
	testClient   = "3n4b5urk1ft4fl3mg5e62d9ado"
	testSecret   = "9example87654321zyxwvutsrqponmlkjihgfedcba0123456789"
	anaPassword  = "Sunny-Day-7"
	totpOfAna    = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"
	otherClient  = "4o5c6vsl2gu5gm4nh6f73e0beo"
	anaEmail     = "ana@example.com"
	anaPhone     = "+15551234567"
	wantedNobody = "nobody"
)

func ana() account.User {
	return account.User{Username: "ana", Password: anaPassword, Attributes: map[string]string{"email": anaEmail}}
}

func allFlows() []string {
	return []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"}
}

// newDesk opens a pool with every flow and the user ana; change says what is different.
func newDesk(t testing.TB, change func(*account.UserPool)) *desk {
	return newDeskWith(t, change, Triggers{})
}

func newDeskWith(t testing.TB, change func(*account.UserPool), triggers Triggers) *desk {
	t.Helper()
	p := account.UserPool{
		ID: testPool, Name: "photos", AutoVerify: []string{"email"}, Users: []account.User{ana()},
		Clients: []account.Client{{ID: testClient, Name: "web", Flows: allFlows()}, {ID: otherClient, Name: "other", Flows: allFlows()}},
	}
	if change != nil {
		change(&p)
	}
	virtual := clock.New(clock.At(testStart))
	luck := chance.Seeded([32]byte{1})
	s := New(Config{
		Region: "us-east-1", AccountID: "111122223333", Clock: virtual, Chance: luck, Keys: testKeys, Guard: letIn{},
		Issuer:   func(id string) string { return "https://cognito-idp.us-east-1.amazonaws.com/" + id },
		Triggers: func(string) Triggers { return triggers },
	})
	if err := s.Load(account.Account{UserPools: []account.UserPool{p}}.Complete(luck, "us-east-1")); err != nil {
		t.Fatal(err)
	}
	return &desk{Service: s, t: t, clock: virtual, pool: p.ID, client: testClient}
}

func (d *desk) initiate(flow string, parameters map[string]string) (InitiateAuthResponse, error) {
	return d.InitiateAuth(d.t.Context(), InitiateAuthRequest{AuthFlow: flow, ClientId: d.client, AuthParameters: parameters})
}

func (d *desk) respond(challenge, session string, responses map[string]string) (InitiateAuthResponse, error) {
	return d.RespondToAuthChallenge(d.t.Context(), RespondToAuthChallengeRequest{
		ChallengeName: challenge, ClientId: d.client, Session: session, ChallengeResponses: responses,
	})
}

// password signs ana in with her password.
func (d *desk) password() (InitiateAuthResponse, error) {
	return d.initiate(flowPassword, map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword})
}

// tokens signs ana in and wants tokens.
func (d *desk) tokens() AuthenticationResult {
	d.t.Helper()
	return d.done(d.password())
}

// done wants tokens from an answer.
func (d *desk) done(out InitiateAuthResponse, err error) AuthenticationResult {
	d.t.Helper()
	if err != nil || out.AuthenticationResult == nil {
		d.t.Fatalf("no tokens: challenge %q, error %v", out.ChallengeName, err)
	}
	return *out.AuthenticationResult
}

// asked wants a challenge from an answer.
func (d *desk) asked(challenge string) func(InitiateAuthResponse, error) InitiateAuthResponse {
	return func(out InitiateAuthResponse, err error) InitiateAuthResponse {
		d.t.Helper()
		if err != nil || out.ChallengeName != challenge {
			d.t.Fatalf("challenge = %q (%v), want %s", out.ChallengeName, err, challenge)
		}
		return out
	}
}

// refused wants an error from an answer.
func (d *desk) refused(want error) func(any, error) {
	return func(_ any, err error) {
		d.t.Helper()
		if !errors.Is(err, want) {
			d.t.Fatalf("error = %v, want %v", err, want)
		}
	}
}

func refuse[T any](d *desk, want error) func(T, error) {
	return func(_ T, err error) {
		d.t.Helper()
		if !errors.Is(err, want) {
			d.t.Fatalf("error = %v, want %v", err, want)
		}
	}
}

func (d *desk) claims(raw string) token.Claims {
	d.t.Helper()
	decoded, err := token.Decode(raw)
	if err != nil {
		d.t.Fatal(err)
	}
	return decoded.Claims
}

// appCode is what an authenticator app with that secret shows now.
func (d *desk) appCode(secret string) string {
	d.t.Helper()
	code, err := totp.GenerateCode(secret, d.clock.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return code
}

// mail is the code in the newest message to an address.
func (d *desk) mail(to string) string {
	d.t.Helper()
	inbox := d.Inbox()
	for i := len(inbox) - 1; i >= 0; i-- {
		if inbox[i].To == to {
			return inbox[i].Code
		}
	}
	d.t.Fatalf("no message to %s", to)
	return ""
}

// srpHalf is a client in the middle of Secure Remote Password.
type srpHalf struct{ srp.Client }

func newSRP() srpHalf { return srpHalf{srp.NewClient([]byte("a secret of a client, long enough"))} }

func (c srpHalf) public() string { return srp.Hex(c.A) }

// claim answers a password verifier.
func (c srpHalf) claim(t testing.TB, who srp.User, password string, parameters map[string]string, at time.Time) map[string]string {
	t.Helper()
	number := func(name string) *big.Int {
		n, err := srp.ParseHex(parameters[name])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	key, err := c.Key(who, password, number("SALT"), number("SRP_B"))
	if err != nil {
		t.Fatal(err)
	}
	block, err := base64.StdEncoding.DecodeString(parameters["SECRET_BLOCK"])
	if err != nil {
		t.Fatal(err)
	}
	stamp := at.Format(timestampLayout)
	return map[string]string{
		"USERNAME": parameters["USERNAME"], "TIMESTAMP": stamp, "PASSWORD_CLAIM_SECRET_BLOCK": parameters["SECRET_BLOCK"],
		"PASSWORD_CLAIM_SIGNATURE": base64.StdEncoding.EncodeToString(srp.Claim(key, who, block, stamp)),
	}
}
