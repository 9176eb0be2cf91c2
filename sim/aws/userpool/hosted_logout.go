package userpool

import (
	"net/http"
	"slices"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// logout forgets the browser, and nothing else: tokens stay good, and so does a session at an outside provider. The
// browser goes on to logout_uri or, with redirect_uri, to the login page.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
func (v *visit) logout() {
	ctx := v.r.Context()
	form, err := oauth2.Query(v.r)
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This address cannot be read.", oauth2.As(err).Why)
		return
	}
	c, err := v.clientOfPool(ctx, form.Get("client_id"))
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This application is not known here.", "client_id "+quoted(form.Get("client_id"))+" is no client of this user pool")
		return
	}
	to := form.Get("logout_uri")
	switch {
	case to != "":
		if !slices.Contains(c.LogoutURLs, to) {
			trace.Failed(ctx, "logout_uri is, to the letter, one of the client's LogoutURLs")
			v.stop(http.StatusBadRequest, "redirect_mismatch", "The address to go to is not registered for this application.",
				"logout_uri is "+quoted(to)+"; registered are "+strings.Join(c.LogoutURLs, ", "))
			return
		}
		trace.Passed(ctx, "logout_uri is, to the letter, one of the client's LogoutURLs")
	case form.Get("redirect_uri") != "" && form.Get("response_type") != "":
		if _, ok := v.asked(); !ok {
			return
		}
		to = "/login?" + v.r.URL.RawQuery
	default:
		trace.Failed(ctx, "logout_uri, or redirect_uri and response_type, are sent")
		v.stop(http.StatusBadRequest, "invalid_request", "It is not said where to go.", "send logout_uri, or redirect_uri and response_type")
		return
	}
	v.forget()
	trace.Passed(ctx, "the cookie is deleted; no token is revoked")
	trace.Summarize(ctx, "signed out of the login page")
	oauth2.Redirect(v.w, to)
}
