package userpool

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// authorization is what an application asks for when it sends the browser: the parameters of
// /oauth2/authorize, which /login and the pages behind it carry along.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
type authorization struct {
	client    *client // its settings when the request came
	query     string  // as sent
	redirect  string
	kind      string // response_type: "code" or "token"
	state     string // goes back untouched
	nonce     string // goes into the ID token
	scopes    []string
	challenge string // of PKCE, S256; "" without
	provider  string // whose login is asked for: "COGNITO", "Google"; "" leaves it to the page
	prompt    string
	hint      string // login_hint: what the name field is filled with
	resource  string // becomes the access token's aud
}

// asked reads what the application asks for. When something is wrong it answers itself: the
// application is told by a redirect, unless it is the application that is in doubt. Then the
// browser stays: a redirect to an address that nobody has registered would hand the answer to anybody.
func (v *visit) asked() (authorization, bool) {
	form, repeated := oauth2.Query(v.r)
	a := authorization{
		query: v.r.URL.RawQuery, redirect: form.Get("redirect_uri"), kind: form.Get("response_type"), state: form.Get("state"),
		nonce: form.Get("nonce"), challenge: form.Get("code_challenge"), provider: form.Get("identity_provider"),
		prompt: form.Get("prompt"), hint: form.Get("login_hint"), resource: form.Get("resource"),
	}
	c, err := v.clientOfPool(v.r.Context(), form.Get("client_id"))
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This application is not known here.", "client_id "+quoted(form.Get("client_id"))+" is no client of this user pool")
		return a, false
	}
	a.client = c
	if !slices.Contains(c.CallbackURLs, a.redirect) {
		trace.Failed(v.r.Context(), "redirect_uri is, to the letter, one of the client's CallbackURLs")
		v.stop(http.StatusBadRequest, "redirect_mismatch", "The address to return to is not registered for this application.",
			"redirect_uri is "+quoted(a.redirect)+"; registered are "+strings.Join(c.CallbackURLs, ", "))
		return a, false
	}
	trace.Passed(v.r.Context(), "redirect_uri is, to the letter, one of the client's CallbackURLs")
	if err := v.examine(&a, form, repeated); err != nil {
		oauth2.RedirectError(v.w, v.r, a.redirect, a.state, oauth2.As(err))
		return a, false
	}
	return a, true
}

// clientOfPool finds a client of the domain's own pool: the domain of one pool serves no other's.
func (v *visit) clientOfPool(ctx context.Context, id string) (*client, error) {
	c, err := v.frozen(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.pool != v.pool {
		trace.Failed(ctx, "the client belongs to the pool of this domain")
		return nil, errNoClient.Saying(id)
	}
	return c, nil
}

// examine looks at everything that the application may be told about by a redirect.
func (v *visit) examine(a *authorization, form oauth2.Form, repeated error) error {
	ctx := v.r.Context()
	if repeated != nil {
		trace.Failed(ctx, "each parameter comes once")
		return repeated
	}
	if err := a.checkKind(ctx); err != nil {
		return err
	}
	v.mu.RLock()
	scopes, err := a.client.grantScopes(form.Get("scope"))
	v.mu.RUnlock()
	trace.Checked(ctx, err == nil, "the scopes are known, and this client's to ask for", strings.Join(scopes, " "))
	if err != nil {
		return err
	}
	a.scopes = scopes
	if err := checkPKCE(ctx, form.Get("code_challenge"), form.Get("code_challenge_method")); err != nil {
		return err
	}
	if a.resource != "" {
		if u, err := url.Parse(a.resource); err != nil || !u.IsAbs() || u.Fragment != "" {
			return oauth2.ErrInvalidRequest.Because("resource must be an absolute URL without a fragment")
		}
	}
	if id := form.Get("idp_identifier"); a.provider == "" && id != "" {
		a.provider = v.providerByIdentifier(id)
		if a.provider == "" {
			return oauth2.ErrInvalidRequest.Because("no provider of this pool has the identifier %q", id)
		}
	}
	return v.checkProviderChoice(ctx, a)
}

// checkKind holds the answer that is asked for against the client's AllowedOAuthFlows.
func (a *authorization) checkKind(ctx context.Context) error {
	flow, known := map[string]string{"code": "code", "token": "implicit"}[a.kind]
	if !known {
		trace.Failed(ctx, "response_type is code or token")
		return oauth2.ErrInvalidRequest.Because("response_type is %q", a.kind)
	}
	if !a.client.oauth(flow) {
		trace.Failed(ctx, "the client may use the %s flow", flow)
		return oauth2.ErrUnauthorizedClient.Because("AllowedOAuthFlows of this client lack %s", flow)
	}
	trace.Passed(ctx, "response_type %s: the client may use the %s flow", a.kind, flow)
	return nil
}

// oauth reports whether a client may use an OAuth flow.
func (c *client) oauth(flow string) bool {
	return c.shown.AllowedOAuthFlowsUserPoolClient && slices.Contains(c.OAuthFlows, flow)
}

// checkPKCE wants challenge and method together, and no method but S256.
func checkPKCE(ctx context.Context, challenge, method string) error {
	switch {
	case challenge == "" && method == "":
		return nil
	case challenge == "":
		trace.Failed(ctx, "code_challenge comes with its method")
		return oauth2.ErrInvalidRequest.Because("code_challenge_method comes without code_challenge")
	case method != "S256":
		trace.Failed(ctx, "code_challenge_method is S256")
		return oauth2.ErrInvalidRequest.Because("code_challenge_method is %q; only S256 is taken, and it must be said", method)
	}
	trace.Passed(ctx, "PKCE: the code will be good only with the verifier of this challenge")
	return nil
}

// authorize is where an application sends the browser: on to the login page, to an outside
// provider or, when this browser has signed in within the hour, straight back with a code.
func (v *visit) authorize() {
	a, ok := v.asked()
	if !ok {
		return
	}
	if a.prompt == "none" {
		if b := v.browser(); b != nil {
			v.grantTo(a, b)
			return
		}
		trace.Failed(v.r.Context(), "this browser has signed in within the last hour")
		oauth2.RedirectError(v.w, v.r, a.redirect, a.state, oauth2.ErrLoginRequired.Because("prompt=none asks for no page, and nobody is signed in here"))
		return
	}
	if v.known(a) || v.outside(a) {
		return
	}
	trace.Summarize(v.r.Context(), "to the login page")
	oauth2.Redirect(v.w, "/login?"+a.query)
}

// known sends a browser that has signed in straight back, unless the application wants a new sign-in.
func (v *visit) known(a authorization) bool {
	if a.prompt == "login" || a.prompt == "select_account" {
		return false
	}
	b := v.browser()
	if b == nil {
		return false
	}
	trace.Passed(v.r.Context(), "this browser signed in at %s: no page is needed", b.since.Format("15:04:05"))
	v.grantTo(a, b)
	return true
}

func quoted(s string) string {
	if s == "" {
		return "missing"
	}
	return `"` + s + `"`
}

func formEncoded(s string) string { return url.QueryEscape(s) }
