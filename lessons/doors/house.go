package doors

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

//go:embed account.json
var accountFile []byte

// Account is the account whose doors are knocked at.
func Account() (account.Account, error) { return account.Parse("doors/account.json", accountFile) }

// World is what knocking needs of a simulated account: sim.World.
type World interface {
	http.RoundTripper
	Operation(service, name string) (wire.Operation, bool)
	Endpoint(service string) string
	Values() map[string]string
	Log() *trace.Log
	Now() time.Time
}

// House is an account with all doors, and one of everything that a caller may hold. It is safe for concurrent use: knocks
// wait for one another.
type House struct {
	mu     sync.Mutex
	world  World
	values map[string]string
	held   map[string]string // row → the token or secret
	keys   sigv4.Credentials
	person string // the identity ID of Ana
}

// Open signs Ana in everywhere, so that every row of the table is at hand. The world must be open on Account.
func Open(ctx context.Context, w World) (*House, error) {
	h := &House{world: w, values: w.Values(), held: map[string]string{}}
	h.held[Secret] = h.values["clientSecret"]
	for _, get := range []func(context.Context) error{h.signIn, h.identify, h.google} {
		if err := get(ctx); err != nil {
			return nil, fmt.Errorf("the house of doors: %w", err)
		}
	}
	return h, nil
}

func (h *House) signIn(ctx context.Context) error {
	var out struct {
		AuthenticationResult struct{ IdToken, AccessToken, RefreshToken string }
	}
	err := h.ask(ctx, "cognito-idp", "InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": h.values["clientId"],
		"AuthParameters": map[string]string{"USERNAME": h.values["username"], "PASSWORD": h.values["password"]},
	}, &out)
	got := out.AuthenticationResult
	h.held[IDToken], h.held[AccessToken], h.held[Refresh] = got.IdToken, got.AccessToken, got.RefreshToken
	return err
}

func (h *House) identify(ctx context.Context) error {
	logins := map[string]string{h.values["provider"]: h.held[IDToken]}
	var id struct{ IdentityId string }
	var open struct{ Token string }
	var keys struct {
		Credentials struct{ AccessKeyId, SecretKey, SessionToken string }
	}
	err := errors.Join(
		h.ask(ctx, "cognito-identity", "GetId", map[string]any{"IdentityPoolId": h.values["identityPoolId"], "Logins": logins}, &id),
		h.ask(ctx, "cognito-identity", "GetOpenIdToken", map[string]any{"IdentityId": id.IdentityId, "Logins": logins}, &open),
		h.ask(ctx, "cognito-identity", "GetCredentialsForIdentity", map[string]any{"IdentityId": id.IdentityId, "Logins": logins}, &keys),
	)
	h.person, h.held[OpenIDToken] = id.IdentityId, open.Token
	h.keys = sigv4.Credentials{AccessKeyID: keys.Credentials.AccessKeyId, SecretKey: keys.Credentials.SecretKey, Token: keys.Credentials.SessionToken}
	h.held[Credentials] = h.keys.Token
	return err
}

// The application as Google knows it.
const (
	googleApp    = "407408718192-photoapp.apps.googleusercontent.com"
	googleSecret = "GOCSPX-photo-app-google-secret"
	googleBack   = "https://app.example.com/callback"
)

// google signs somebody in at Google, as every website does: choose the account, trade the code.
func (h *House) google(ctx context.Context) error {
	query := url.Values{"response_type": {"code"}, "client_id": {googleApp}, "redirect_uri": {googleBack}, "scope": {"openid email"}, "state": {"s"}}
	chosen, err := h.post(ctx, "https://accounts.google.com/o/oauth2/v2/auth?"+query.Encode(), url.Values{"account": {"gina@example.com"}})
	if err != nil {
		return err
	}
	back, err := url.Parse(chosen.Header.Get("Location"))
	if err != nil {
		return err
	}
	traded, err := h.post(ctx, "https://oauth2.googleapis.com/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {back.Query().Get("code")}, "redirect_uri": {googleBack},
		"client_id": {googleApp}, "client_secret": {googleSecret},
	})
	if err != nil {
		return err
	}
	var out struct {
		Token string `json:"id_token"`
	}
	if err := json.UnmarshalRead(traded.Body, &out); err != nil || out.Token == "" {
		return fmt.Errorf("google gave no token: status %d (%w)", traded.StatusCode, err)
	}
	h.held[GoogleToken] = out.Token
	return nil
}

func (h *House) post(ctx context.Context, address string, form url.Values) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.world.RoundTrip(req)
}

// ask makes a call that must be answered.
func (h *House) ask(ctx context.Context, service, operation string, in, out any) error {
	req, err := h.call(service, operation, in)
	if err != nil {
		return err
	}
	resp, err := h.world.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return err
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %d %s", service, operation, resp.StatusCode, data)
	}
	return json.Unmarshal(data, out)
}

// call builds the request of an operation, unsigned.
func (h *House) call(service, operation string, in any) (*http.Request, error) {
	op, ok := h.world.Operation(service, operation)
	if !ok {
		return nil, fmt.Errorf("there is no operation %s %s", service, operation)
	}
	data, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	return op.Codec.Encode(op, h.world.Endpoint(service), data, nil)
}
