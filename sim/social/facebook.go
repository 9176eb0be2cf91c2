package social

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/oauth2"
)

// facebookDialog is www.facebook.com.
//
// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
func (s *Service) facebookDialog() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /dialog/oauth", s.authorize(Facebook))
	mux.Handle("POST /dialog/oauth", s.authorize(Facebook))
	return unversioned(mux)
}

// facebookGraph is graph.facebook.com. Its access tokens are opaque: who gets one must ask here whose it is.
func (s *Service) facebookGraph() http.Handler {
	mux := http.NewServeMux()
	for pattern, f := range map[string]func(*http.Request, oauth2.Form) (any, error){
		"GET /oauth/access_token": s.facebookToken, "POST /oauth/access_token": s.facebookToken,
		"GET /me": s.facebookMe, "GET /debug_token": s.debugToken,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			trace.Name(r.Context(), r.Method+" "+r.URL.Path)
			form, err := oauth2.Query(r)
			if err == nil && r.Method == http.MethodPost {
				form, err = oauth2.Body(r)
			}
			var out any
			if err == nil {
				secret(r.Context(), form.Get("client_secret"), form.Get("code"), form.Get("access_token"), form.Get("input_token"))
				out, err = f(r, form)
			}
			if err != nil {
				s.refuseGraph(w, r, err)
				return
			}
			oauth2.Answer(w, out)
		})
	}
	return unversioned(mux)
}

// graphError is how the Graph API refuses.
//
// https://developers.facebook.com/docs/graph-api/guides/error-handling
type graphError struct {
	Message string `json:"message"`
	Type    string `json:"type"` // "OAuthException"
	Code    int    `json:"code"` // 190: the access token
	TraceID string `json:"fbtrace_id"`
}

// Refusals of the Graph API.
var (
	errGraphToken  = &wire.Error{Code: "OAuthException", Message: "Invalid OAuth access token - Cannot parse access token", Status: http.StatusBadRequest}
	errGraphSecret = &wire.Error{Code: "OAuthException", Message: "Error validating client secret.", Status: http.StatusBadRequest}
	errGraphCode   = &wire.Error{Code: "OAuthException", Message: "Invalid verification code format.", Status: http.StatusBadRequest}
)

func (s *Service) refuseGraph(w http.ResponseWriter, r *http.Request, err error) {
	e := oauth2.As(err)
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	number := 100
	switch {
	case errGraphToken.Is(e):
		number = 190
	case errGraphSecret.Is(e):
		number = 1
	}
	const length = 11
	data, err := json.Marshal(map[string]graphError{"error": {Message: e.Message, Type: "OAuthException", Code: number, TraceID: s.secretText(length)}})
	if err != nil { // plain texts and a number always marshal
		http.Error(w, "Internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("WWW-Authenticate", `OAuth "Facebook Platform" "invalid_token" "`+e.Message+`"`)
	w.WriteHeader(e.Status)
	_, _ = w.Write(data) // the caller may have gone; there is nobody left to tell
}

// facebookToken exchanges a code for an opaque access token.
func (s *Service) facebookToken(r *http.Request, form oauth2.Form) (any, error) {
	ctx := r.Context()
	app, err := s.authenticated(r, Facebook, form)
	if err != nil {
		trace.Failed(ctx, "the application is registered, and its secret is right")
		return nil, errGraphSecret.Because("%s", oauth2.As(err).Why)
	}
	trace.Passed(ctx, "the application is registered, and its secret is right")
	c, err := s.take(app, form)
	if err != nil {
		trace.Failed(ctx, "the code is the application's, unused, and not too old")
		return nil, errGraphCode.Because("%s", oauth2.As(err).Why)
	}
	trace.Passed(ctx, "the code is the application's, unused, and not too old")
	trace.Summarize(ctx, "an opaque access token for %s", c.person.Given)
	text := s.keep("EAAB", c, facebookLife)
	secret(ctx, text)
	return tokens{AccessToken: text, TokenType: "bearer", ExpiresIn: int(facebookLife / time.Second)}, nil
}

// facebookMe tells the bearer about the person. An address is not said to be verified.
func (s *Service) facebookMe(r *http.Request, form oauth2.Form) (any, error) {
	raw := form.Get("access_token")
	if bearer, ok := oauth2.Bearer(r); ok {
		raw = bearer
	}
	g, ok := s.live(raw)
	if !ok {
		trace.Failed(r.Context(), "the access token is a live one of Facebook's")
		return nil, errGraphToken
	}
	trace.Passed(r.Context(), "the access token is a live one of Facebook's")
	all := map[string]string{"id": g.person.ID, "name": g.person.Name, "first_name": g.person.Given, "last_name": g.person.Family}
	if hasScope(g.scope, "email") {
		all["email"] = g.person.Email
	}
	fields := strings.Split(form.Get("fields"), ",")
	if form.Get("fields") == "" {
		fields = []string{"name"}
	}
	out := map[string]string{"id": g.person.ID}
	for _, name := range fields {
		if value, ok := all[strings.TrimSpace(name)]; ok {
			out[strings.TrimSpace(name)] = value
		}
	}
	trace.Summarize(r.Context(), "it is %s", g.person.Given)
	return out, nil
}

// tokenFacts is what debug_token says about an access token.
//
// https://developers.facebook.com/docs/graph-api/reference/debug_token
type tokenFacts struct {
	AppID     string      `json:"app_id,omitempty"`
	Type      string      `json:"type,omitempty"` // "USER"
	ExpiresAt int64       `json:"expires_at,omitzero"`
	IssuedAt  int64       `json:"issued_at,omitzero"`
	Error     *graphError `json:"error,omitzero"`
	Valid     bool        `json:"is_valid"`
	Scopes    []string    `json:"scopes"`
	UserID    string      `json:"user_id,omitempty"`
}

// debugToken says whose an access token is, and which application's. Whoever asks shows the application's id and secret
// (ID|SECRET), or a live token of the same application.
func (s *Service) debugToken(r *http.Request, form oauth2.Form) (any, error) {
	ctx := r.Context()
	asks, err := s.asksFor(form.Get("access_token"))
	if err != nil {
		trace.Failed(ctx, "who asks shows a token of an application")
		return nil, err
	}
	g, ok := s.live(form.Get("input_token"))
	if !ok || g.app.ID != asks {
		trace.Failed(ctx, "input_token is a live token of the same application")
		trace.Summarize(ctx, "not valid")
		return map[string]tokenFacts{"data": {Error: &graphError{Message: errGraphToken.Message, Type: "OAuthException", Code: 190}, Scopes: []string{}}}, nil
	}
	trace.Passed(ctx, "input_token is a live token of app %s, of user %s", g.app.ID, g.person.ID)
	trace.Summarize(ctx, "valid, of %s", g.person.Given)
	scopes := []string{"public_profile"}
	if hasScope(g.scope, "email") {
		scopes = slices.Insert(scopes, 0, "email")
	}
	return map[string]tokenFacts{"data": {
		AppID: g.app.ID, Type: "USER", ExpiresAt: g.expires.Unix(), IssuedAt: g.issued.Unix(), Valid: true, Scopes: scopes, UserID: g.person.ID,
	}}, nil
}

// asksFor is the application for which somebody asks about a token.
func (s *Service) asksFor(raw string) (string, error) {
	if id, secret, ok := strings.Cut(raw, "|"); ok {
		if app, known := s.app(Facebook, id); known && app.Secret != "" && oauth2.SameSecret(secret, app.Secret) {
			return id, nil
		}
		return "", errGraphToken.Because("ID|SECRET is no application's")
	}
	g, ok := s.live(raw)
	if !ok {
		return "", errGraphToken
	}
	return g.app.ID, nil
}
