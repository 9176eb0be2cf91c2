package social

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// asked is what an application wants when it sends the browser.
type asked struct {
	app                           App
	redirect, state, scope, nonce string
	challenge, hint               string
}

// authorize serves a server's authorization endpoint: GET shows the people, POST takes the choice. There is no cookie
// and so nothing that a foreign page could use: the choice itself is the sign-in.
func (s *Service) authorize(server string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		trace.Name(ctx, r.Method+" "+r.URL.Path)
		a, ok := s.asked(w, r, server)
		if !ok {
			return
		}
		if r.Method == http.MethodGet {
			trace.Summarize(ctx, "%s asks who it is", server)
			s.choose(w, r, server, a)
			return
		}
		form, err := oauth2.Body(r)
		if err != nil {
			oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.As(err))
			return
		}
		if form.Get("account") == "" {
			oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.ErrAccessDenied.Because("nobody was chosen"))
			return
		}
		person, ok := byEmail(People(server), form.Get("account"))
		if !ok {
			trace.Failed(ctx, "%q has an account at %s", form.Get("account"), server)
			oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.ErrAccessDenied.Because("%q has no account at %s", form.Get("account"), server))
			return
		}
		trace.Passed(ctx, "%s has an account at %s", person.Email, server)
		s.sendBack(w, r, a, person)
	})
}

// asked reads the request. An application that is unknown, or an address that is not its own, is told to the person and
// not by a redirect.
func (s *Service) asked(w http.ResponseWriter, r *http.Request, server string) (asked, bool) {
	ctx := r.Context()
	form, repeated := oauth2.Query(r)
	a := asked{
		redirect: form.Get("redirect_uri"), state: form.Get("state"), scope: form.Get("scope"), nonce: form.Get("nonce"),
		challenge: form.Get("code_challenge"), hint: form.Get("login_hint"),
	}
	secret(ctx, a.state)
	var known bool
	if a.app, known = s.app(server, form.Get("client_id")); !known {
		trace.Failed(ctx, "the application is registered at %s", server)
		s.stop(w, r, server, "invalid_client", "This application is not registered here.", "client_id is "+form.Get("client_id"))
		return a, false
	}
	if !s.mayReturn(a.redirect) {
		trace.Failed(ctx, "redirect_uri is registered for the application")
		s.stop(w, r, server, "redirect_uri_mismatch", "The address to return to is not registered for this application.", "redirect_uri is "+a.redirect)
		return a, false
	}
	trace.Passed(ctx, "the application is registered at %s, and so is the address to return to", server)
	switch kind := form.Get("response_type"); {
	case repeated != nil:
		oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.As(repeated))
		return a, false
	case kind != "code" && (server != Facebook || kind != ""):
		oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.ErrInvalidRequest.Because("response_type is %q; only code is offered", kind))
		return a, false
	case a.challenge != "" && form.Get("code_challenge_method") != "S256":
		oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.ErrInvalidRequest.Because("code_challenge_method must be S256"))
		return a, false
	case a.app.Secret == "" && a.challenge == "":
		oauth2.RedirectError(w, r, a.redirect, a.state, oauth2.ErrInvalidRequest.Because("an application without a secret must send code_challenge"))
		return a, false
	}
	return a, true
}

// sendBack sends the browser back with a code.
func (s *Service) sendBack(w http.ResponseWriter, r *http.Request, a asked, person Person) {
	const length = 48
	text := "4/0" + s.secretText(length)
	s.mu.Lock()
	sweep(s.codes, func(c *code) bool { return s.Clock.Now().After(c.expires) })
	s.codes[fingerprint(text)] = &code{
		app: a.app, person: person, redirect: a.redirect, scope: a.scope, nonce: a.nonce, verifier: a.challenge, expires: s.Clock.Now().Add(codeLife),
	}
	s.mu.Unlock()
	secret(r.Context(), text)
	trace.Summarize(r.Context(), "back, with a code for %s", person.Given)
	oauth2.Redirect(w, oauth2.Address(a.redirect, false, oauth2.Parameter{Name: "state", Value: a.state}, oauth2.Parameter{Name: "code", Value: text}))
}

// take uses a code up, for the application that it was given to.
func (s *Service) take(app App, form oauth2.Form) (code, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.codes[fingerprint(form.Get("code"))]
	switch {
	case c == nil || c.app != app:
		return code{}, oauth2.ErrInvalidGrant.Because("the code was never given to this application")
	case c.used || !s.Clock.Now().Before(c.expires):
		return code{}, oauth2.ErrInvalidGrant.Because("the code was used before, or is older than %s", codeLife)
	case c.redirect != form.Get("redirect_uri"):
		return code{}, oauth2.ErrInvalidGrant.Because("the code was sent to %s", c.redirect)
	case c.verifier != "" && !oauth2.ProvesChallenge(form.Get("code_verifier"), c.verifier):
		return code{}, oauth2.ErrInvalidGrant.Because("code_verifier does not fit code_challenge")
	}
	c.used = true
	return *c, nil
}

// authenticated finds the application that asks for tokens, and checks its secret.
func (s *Service) authenticated(r *http.Request, server string, form oauth2.Form) (App, error) {
	who, err := oauth2.ClientOf(r, form)
	if err != nil {
		return App{}, err
	}
	app, ok := s.app(server, who.ID)
	if !ok || !oauth2.SameSecret(who.Secret, app.Secret) {
		return App{}, oauth2.ErrInvalidClient.Because("the application is not registered at %s, or its secret is another", server)
	}
	return app, nil
}

// keep stores what an access token stands for.
func (s *Service) keep(prefix string, c code, life time.Duration) string {
	const length = 120
	text := prefix + s.secretText(length)
	now := s.Clock.Now()
	s.mu.Lock()
	sweep(s.grants, func(g access) bool { return now.After(g.expires) })
	s.grants[fingerprint(text)] = access{app: c.app, person: c.person, scope: c.scope, issued: now, expires: now.Add(life)}
	s.mu.Unlock()
	return text
}

// live finds what an access token stands for, while it is good.
func (s *Service) live(text string) (access, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, ok := s.grants[fingerprint(text)]
	return g, ok && s.Clock.Now().Before(g.expires)
}

func hasScope(scope, want string) bool {
	return slices.Contains(strings.FieldsFunc(scope, func(r rune) bool { return r == ' ' || r == ',' }), want)
}
