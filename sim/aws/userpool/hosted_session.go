package userpool

import (
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// browser is a browser that has signed in at the domain. Its cookie is good for an hour whatever the tokens' own
// lifetimes are: during it, /oauth2/authorize gives out codes without a page.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login.html
type browser struct {
	user    *user
	since   time.Time
	expires time.Time
	outside bool // signed in at an outside provider
}

const (
	browserLife   = time.Hour
	sessionCookie = "cognito"
	csrfCookie    = "XSRF-TOKEN"
	csrfField     = "_csrf"
)

// browser is who the request's cookie stands for; nil for nobody.
func (v *visit) browser() *browser {
	cookie, err := v.r.Cookie(sessionCookie)
	if err != nil {
		return nil
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	b := v.pool.hosted.browsers[fingerprint(cookie.Value)]
	switch {
	case b == nil || !v.Clock.Now().Before(b.expires):
		return nil
	case b.user.disabled || v.pool.subs[b.user.sub] != b.user:
		return nil
	}
	return b
}

// welcome remembers the browser of somebody who has just signed in, and sends it back to the application.
func (v *visit) welcome(a authorization, u *user, outside bool) {
	now := v.Clock.Now()
	const tokenLength = 32
	id := base64.RawURLEncoding.EncodeToString(v.Chance.Bytes(tokenLength))
	b := &browser{user: u, since: now, expires: now.Add(browserLife), outside: outside}
	v.mu.Lock()
	sweep(v.pool.hosted.browsers, now, func(b *browser) time.Time { return b.expires })
	v.pool.hosted.browsers[fingerprint(id)] = b
	v.mu.Unlock()
	v.setCookie(sessionCookie, id, browserLife, http.SameSiteLaxMode)
	v.grantTo(a, b)
}

// forget ends the browser's session.
func (v *visit) forget() {
	if cookie, err := v.r.Cookie(sessionCookie); err == nil {
		v.mu.Lock()
		delete(v.pool.hosted.browsers, fingerprint(cookie.Value))
		v.mu.Unlock()
	}
	v.setCookie(sessionCookie, "", -1, http.SameSiteLaxMode)
}

// setCookie sets a cookie for the whole domain, out of reach of scripts. A negative life deletes it.
func (v *visit) setCookie(name, value string, life time.Duration, site http.SameSite) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: v.r.TLS != nil, SameSite: site, MaxAge: int(life / time.Second)}
	switch {
	case life < 0:
		c.MaxAge = -1
	case life == 0:
		c.MaxAge = 0 // ends with the browser
	}
	if site == http.SameSiteNoneMode && !c.Secure {
		c.SameSite = http.SameSiteLaxMode // browsers take None together with Secure only
	}
	http.SetCookie(v.w, c)
}

// csrf is the token that a page's forms must send back. It is the browser's own as long as it has one, so that two
// pages can be open side by side.
func (v *visit) csrf() string {
	if cookie, err := v.r.Cookie(csrfCookie); err == nil && len(cookie.Value) == len("00000000-0000-4000-8000-000000000000") {
		return cookie.Value
	}
	token := v.Chance.ID()
	v.setCookie(csrfCookie, token, 0, http.SameSiteLaxMode)
	return token
}

// posted reads a form of one of the pages. Without the page's own token it is refused: another site can make a
// browser send a form, but cannot read the cookie.
func (v *visit) posted() (oauth2.Form, bool) {
	form, err := oauth2.Body(v.r)
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This form cannot be read.", oauth2.As(err).Why)
		return form, false
	}
	v.secret(form.Get("password"), form.Get("new_password"), form.Get("code"), form.Get("session"), form.Get(csrfField))
	cookie, err := v.r.Cookie(csrfCookie)
	if err != nil || cookie.Value == "" || subtle.ConstantTimeCompare([]byte(cookie.Value), []byte(form.Get(csrfField))) != 1 {
		trace.Failed(v.r.Context(), "the form's _csrf is the one in the cookie XSRF-TOKEN")
		v.stop(http.StatusForbidden, "invalid_csrf_token", "This form does not come from this page. Open the page again.",
			"the hidden field _csrf and the cookie XSRF-TOKEN must be the same: so a foreign site cannot sign anybody in")
		return form, false
	}
	trace.Passed(v.r.Context(), "the form's _csrf is the one in the cookie XSRF-TOKEN")
	return form, true
}
