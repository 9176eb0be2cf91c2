package app

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"poolschool/sim/trace"
)

// restDoor is the authorizer of type COGNITO_USER_POOLS. Without scopes on the method it wants
// an ID token; with scopes, an access token that has one of them. A wrong scope is a 401.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
type restDoor struct{ app *App }

func (d restDoor) missing(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Amzn-Errortype", "MissingAuthenticationTokenException")
	refuse(r.Context(), w, http.StatusForbidden, "Missing Authentication Token", "the REST API has no such path; this is how it says so")
}

func (d restDoor) admit(w http.ResponseWriter, r *http.Request, route string) (visitor, bool) {
	ctx := r.Context()
	deny := func(message, because string) (visitor, bool) {
		w.Header().Set("X-Amzn-Errortype", "UnauthorizedException")
		refuse(ctx, w, http.StatusUnauthorized, message, because)
		return visitor{}, false
	}
	raw, ok := bearer(r)
	if !ok {
		trace.Failed(ctx, "the request brings a token")
		return deny("Unauthorized", "no token was sent")
	}
	v, err := d.app.verify(ctx, raw, byKind)
	switch {
	case errors.Is(err, errExpired):
		return deny("The incoming token has expired", err.Error())
	case err != nil:
		return deny("Unauthorized", err.Error())
	}
	want := "id"
	if route == "/orders" {
		want = "access"
	}
	if v.use != want {
		trace.Failed(ctx, "token_use is %s", want)
		return deny("Unauthorized", fmt.Sprintf("this method wants a token with token_use %q; this one is %q", want, v.use))
	}
	trace.Passed(ctx, "token_use is %s", want)
	caller := v.visitor()
	if route == "/orders" && !slices.Contains(caller.Scopes, OrdersScope) {
		trace.Failed(ctx, "scope holds %s", OrdersScope)
		return deny("Unauthorized", "the scope is missing; a REST API answers 401 here, not 403")
	}
	return caller, true
}

// httpDoor is the JWT authorizer of an HTTP API. It takes any token of the issuer and does not look
// at token_use. A missing scope is a 403.
//
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
type httpDoor struct{ app *App }

func (d httpDoor) missing(w http.ResponseWriter, r *http.Request) {
	refuse(r.Context(), w, http.StatusNotFound, "Not Found", "the HTTP API has no such route")
}

func (d httpDoor) admit(w http.ResponseWriter, r *http.Request, route string) (visitor, bool) {
	ctx := r.Context()
	raw, ok := bearer(r)
	if !ok {
		trace.Failed(ctx, "the request brings a token")
		w.Header().Set("WWW-Authenticate", "Bearer")
		refuse(ctx, w, http.StatusUnauthorized, "Unauthorized", "no token was sent")
		return visitor{}, false
	}
	v, err := d.app.verify(ctx, raw, byPresence)
	if err != nil {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Bearer scope="" error="invalid_token" error_description=%q`, description(err)))
		refuse(ctx, w, http.StatusUnauthorized, "Unauthorized", err.Error())
		return visitor{}, false
	}
	caller := v.visitor()
	if route == "/orders" && !slices.Contains(caller.Scopes, OrdersScope) {
		trace.Failed(ctx, "scope holds %s", OrdersScope)
		refuse(ctx, w, http.StatusForbidden, "Forbidden", "the token is fine; the route's scope is missing")
		return visitor{}, false
	}
	return caller, true
}

// description is what the authorizer says in its header. Only the text for the audience is AWS's
// documented one.
func description(err error) string {
	switch {
	case errors.Is(err, errAudience):
		return "the token does not have a valid audience"
	case errors.Is(err, errExpired):
		return "the token has expired"
	case errors.Is(err, errTooEarly):
		return "the token is not valid yet"
	case errors.Is(err, errIssuer):
		return "the token does not have a valid issuer"
	}
	return "signing method or key is invalid"
}
