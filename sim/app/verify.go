package app

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// Reasons why the application turns a token away.
var (
	errExpired  = errors.New("the token has expired")
	errIssuer   = errors.New("the token is from another issuer")
	errAudience = errors.New("the token is for another application")
	errUse      = errors.New("the token is of the wrong kind")
	errTooEarly = errors.New("the token is not valid yet")
)

// verified is a token that the application believes.
type verified struct {
	token.Token
	use string // "id" or "access"
}

func (v verified) visitor() visitor {
	name := v.Claims.Text("cognito:username")
	if name == "" {
		name = v.Claims.Text("username")
	}
	if name == "" {
		name = v.Claims.Text("client_id") // a machine
	}
	return visitor{
		Name: name, Sub: v.Claims.Text("sub"), Groups: v.Claims.Strings("cognito:groups"),
		Scopes: strings.Fields(v.Claims.Text("scope")),
	}
}

// verify checks a user-pool token as AWS asks of applications: genuine, not expired, from this
// pool, for this client. audience names the claim that holds the last.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
func (a *App) verify(ctx context.Context, raw string, audience func(token.Token) string) (verified, error) {
	t, err := token.Verify(ctx, raw, token.Rules{
		Name: "token", Algorithms: []string{token.RS256},
		Keys: func(ctx context.Context, kid string) (*rsa.PublicKey, error) { return a.keys.Key(ctx, a.KeysURL, kid) },
	})
	if err != nil {
		return verified{}, err
	}
	now := a.Clock.Now()
	if expires, ok := t.Claims.Time("exp"); !ok || !now.Before(expires) {
		trace.Failed(ctx, "not expired: it was good until %s, now it is %s", expires.Format(time.TimeOnly), now.Format(time.TimeOnly))
		return verified{}, errExpired
	}
	trace.Passed(ctx, "not expired")
	for _, name := range []string{"nbf", "iat"} {
		if from, ok := t.Claims.Time(name); ok && now.Before(from) {
			trace.Failed(ctx, "valid by now: %s is %s, now it is %s", name, from.Format(time.TimeOnly), now.Format(time.TimeOnly))
			return verified{}, errTooEarly
		}
	}
	if iss := t.Claims.Text("iss"); iss != a.Issuer {
		trace.Failed(ctx, "issued by this application's user pool (iss is %s)", iss)
		return verified{}, errIssuer
	}
	trace.Passed(ctx, "issued by this application's user pool (iss)")
	use, claim := t.Claims.Text("token_use"), audience(t)
	if !slices.ContainsFunc(t.Claims.Strings(claim), func(id string) bool { return slices.Contains(a.ClientIDs, id) }) {
		trace.Failed(ctx, "made for this application (%s is %s)", claim, t.Claims.Text(claim))
		return verified{}, errAudience
	}
	trace.Passed(ctx, "made for this application (%s)", claim)
	return verified{t, use}, nil
}

// byKind is the claim that says for whom a user pool made a token: an ID token has an audience, an access token a client.
func byKind(t token.Token) string {
	if t.Claims.Text("token_use") == "access" {
		return "client_id"
	}
	return "aud"
}

// byPresence is how a JWT authorizer finds it, which knows nothing of user pools: an access token that was asked for
// one API (aud) is no longer for its client.
func byPresence(t token.Token) string {
	if len(t.Claims.Strings("aud")) > 0 {
		return "aud"
	}
	return "client_id"
}

// bearer takes the token out of the Authorization header; the word Bearer is optional, as API
// Gateway has it.
func bearer(r *http.Request) (raw string, ok bool) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return "", false
	}
	if scheme, rest, found := strings.Cut(header, " "); found && strings.EqualFold(scheme, "Bearer") {
		return strings.TrimSpace(rest), true
	}
	return header, true
}

// ownDoor is the application's own check, in its code.
type ownDoor struct{ app *App }

func (d ownDoor) missing(w http.ResponseWriter, r *http.Request) {
	refuse(r.Context(), w, http.StatusNotFound, "Not Found", "the application has no such page")
}

func (d ownDoor) admit(w http.ResponseWriter, r *http.Request, route string) (visitor, bool) {
	ctx := r.Context()
	raw, ok := bearer(r)
	if !ok {
		trace.Failed(ctx, "the request brings a token (Authorization: Bearer …)")
		d.unauthorized(w, r, "", "nobody is named: the request brings no token")
		return visitor{}, false
	}
	if strings.HasPrefix(raw, "AWS4-HMAC-SHA256") {
		trace.Failed(ctx, "the request brings a token: this is an AWS signature")
		d.unauthorized(w, r, "invalid_token", "AWS credentials sign requests to AWS. This application does not know them: it wants a user pool's token")
		return visitor{}, false
	}
	v, err := d.app.verify(ctx, raw, byKind)
	if err == nil && route == "/orders" && v.use != "access" {
		trace.Failed(ctx, "an access token: scopes stand there and nowhere else")
		err = errUse
	}
	if err != nil {
		d.unauthorized(w, r, "invalid_token", err.Error())
		return visitor{}, false
	}
	caller := v.visitor()
	if route == "/orders" && !slices.Contains(caller.Scopes, OrdersScope) {
		trace.Failed(ctx, "scope holds %s", OrdersScope)
		refuse(ctx, w, http.StatusForbidden, "Forbidden", "the token is fine; it lacks the scope "+OrdersScope)
		return visitor{}, false
	}
	return caller, true
}

// unauthorized is 401 with a WWW-Authenticate header. https://www.rfc-editor.org/rfc/rfc6750#section-3
func (d ownDoor) unauthorized(w http.ResponseWriter, r *http.Request, code, because string) {
	challenge := "Bearer"
	if code != "" {
		challenge = fmt.Sprintf("Bearer error=%q", code)
	}
	w.Header().Set("WWW-Authenticate", challenge)
	refuse(r.Context(), w, http.StatusUnauthorized, "Unauthorized", because)
}
