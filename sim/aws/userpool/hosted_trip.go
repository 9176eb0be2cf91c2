package userpool

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// trip is somebody who is at an outside provider, and is expected back.
type trip struct {
	query    string // what the application asked for
	provider string
	nonce    string // that the provider's ID token must carry; the ID of a SAML request
	expires  time.Time
}

const (
	tripLife    = 5 * time.Minute
	stateCookie = "csrf-state"
	returnPath  = "/oauth2/idpresponse"
	acsPath     = "/saml2/idpresponse"
)

// leave sends the browser to an outside provider. Its state is bound to this browser by a cookie: an answer that
// somebody else's browser brought about leads nowhere.
func (v *visit) leave(a authorization, x account.SocialProvider) {
	const stateLength = 32
	state := base64.RawURLEncoding.EncodeToString(v.Chance.Bytes(stateLength))
	t := &trip{query: a.query, provider: x.Name, nonce: v.Chance.ID(), expires: v.Clock.Now().Add(tripLife)}
	to, err := v.providerURL(v.r.Context(), x, state, t.nonce)
	if err != nil {
		trace.Failed(v.r.Context(), "the address of %s is known", x.Name)
		v.tell(a, oauth2.Describe(oauth2.ErrInvalidRequest.Because("%v", err), x.Name+" Error - "+err.Error()))
		return
	}
	v.mu.Lock()
	sweep(v.pool.hosted.trips, v.Clock.Now(), func(t *trip) time.Time { return t.expires })
	v.pool.hosted.trips[fingerprint(state)] = t
	v.mu.Unlock()
	v.secret(state)
	v.setCookie(stateCookie, state, tripLife, http.SameSiteNoneMode)
	trace.Summarize(v.r.Context(), "to %s", x.Name)
	oauth2.Redirect(v.w, to)
}

// tell tells the application, by a redirect, what went wrong.
func (v *visit) tell(a authorization, err error) {
	oauth2.RedirectError(v.w, v.r, a.redirect, a.state, asRedirect(err))
}

// providerURL is where the browser goes to sign in at the provider.
func (v *visit) providerURL(ctx context.Context, x account.SocialProvider, state, nonce string) (string, error) {
	if providerType(x) == typeSAML {
		return v.samlURL(ctx, x, state, nonce)
	}
	at, err := v.addressesOf(ctx, x)
	if err != nil {
		return "", err
	}
	if at.issuer == "" {
		nonce = "" // no ID token will come that could carry it
	}
	return oauth2.Address(at.authorize, false,
		oauth2.Parameter{Name: "client_id", Value: x.Client}, oauth2.Parameter{Name: "redirect_uri", Value: v.base + returnPath},
		oauth2.Parameter{Name: "scope", Value: x.Scopes}, oauth2.Parameter{Name: "response_type", Value: "code"},
		oauth2.Parameter{Name: "state", Value: state}, oauth2.Parameter{Name: "nonce", Value: nonce}), nil
}

// back finds the trip that an answer of a provider belongs to, and ends it.
func (v *visit) back(state string) (trip, authorization, bool) {
	ctx := v.r.Context()
	v.secret(state)
	cookie, err := v.r.Cookie(stateCookie)
	own := err == nil && state != "" && subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(state)) == 1
	v.mu.Lock()
	t := v.pool.hosted.trips[fingerprint(state)]
	if own {
		delete(v.pool.hosted.trips, fingerprint(state))
	}
	v.mu.Unlock()
	if !own || t == nil || !v.Clock.Now().Before(t.expires) {
		trace.Failed(ctx, "state is the one that this browser left with, in the last %d minutes, and was not used", int(tripLife/time.Minute))
		v.stop(http.StatusBadRequest, "invalid_request", "This answer does not belong to a sign-in of this browser. Start again.",
			"state must be the value of the cookie "+stateCookie+": so nobody can be signed in as somebody else by a link")
		return trip{}, authorization{}, false
	}
	trace.Passed(ctx, "state is the one that this browser left with")
	v.setCookie(stateCookie, "", -1, http.SameSiteNoneMode)
	v.r = v.r.Clone(ctx)
	v.r.URL.RawQuery = t.query
	a, ok := v.asked() // once more: the client may have been changed meanwhile
	return *t, a, ok
}

// comeBack takes the answer of an outside provider: a code, which is exchanged behind the browser's back.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/idp-response-endpoint.html
func (v *visit) comeBack() {
	form, err := oauth2.Query(v.r)
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This address cannot be read.", oauth2.As(err).Why)
		return
	}
	v.secret(form.Get("code"))
	t, a, ok := v.back(form.Get("state"))
	if !ok {
		return
	}
	x, ok := v.choice(a.client, t.provider)
	if !ok {
		v.tell(a, oauth2.ErrInvalidRequest.Because("the client does not take people from %s any more", t.provider))
		return
	}
	if refused := form.Get("error"); refused != "" {
		trace.Failed(v.r.Context(), "%s has signed somebody in", x.Name)
		v.tell(a, oauth2.Describe(oauth2.ErrInvalidRequest.Because("%s answered %s", x.Name, refused), strings.TrimSpace(refused+" "+form.Get("error_description"))))
		return
	}
	claims, err := v.redeem(v.r.Context(), x, form.Get("code"), t.nonce)
	if err != nil {
		v.tell(a, oauth2.Describe(oauth2.ErrInvalidRequest.Because("%v", err), x.Name+" Error - "+err.Error()))
		return
	}
	v.arrive(a, x, claims)
}

// arrive signs in whom a provider vouches for.
func (v *visit) arrive(a authorization, x account.SocialProvider, claims map[string]string) {
	u, err := v.federate(v.r.Context(), a.client, x, claims)
	if err != nil {
		v.tell(a, err)
		return
	}
	v.welcome(a, u, true)
}
