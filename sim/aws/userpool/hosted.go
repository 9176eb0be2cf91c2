package userpool

import (
	"context"
	"net/http"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// hosted is what the domain of a pool remembers: browsers that have signed in, codes that wait to be
// exchanged, people who are on their way to an outside provider. All are kept by hash; Service.mu guards them.
type hosted struct {
	browsers map[string]*browser
	grants   map[string]*grant
	trips    map[string]*trip
}

func newHosted() hosted {
	return hosted{browsers: map[string]*browser{}, grants: map[string]*grant{}, trips: map[string]*trip{}}
}

// visit is one request to a pool's domain.
type visit struct {
	*Service
	w        http.ResponseWriter
	r        *http.Request
	pool     *pool
	settings account.UserPool // as they were when the request came
	base     string           // "https://photo-app.auth.us-east-1.amazoncognito.com"
}

type visitKey struct{}

// routes are the paths that exist once a pool has a domain.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
func routes() map[string]func(*visit) {
	return map[string]func(*visit){
		"GET /oauth2/authorize":       (*visit).authorize,
		"GET /login":                  (*visit).showLogin,
		"POST /login":                 (*visit).signIn,
		"POST /mfa":                   (*visit).answerChallenge,
		"POST /changePassword":        (*visit).answerChallenge,
		"GET /signup":                 (*visit).showSignUp,
		"POST /signup":                (*visit).signUp,
		"GET /confirmUser":            (*visit).showConfirm,
		"POST /confirmUser":           (*visit).confirm,
		"POST /resendCode":            (*visit).resend,
		"GET /forgotPassword":         (*visit).showForgot,
		"POST /forgotPassword":        (*visit).forgot,
		"POST /confirmForgotPassword": (*visit).resetPassword,
		"GET /logout":                 (*visit).logout,
		"GET /login.css":              (*visit).style,
		"POST /oauth2/token":          (*visit).token,
		"GET /oauth2/userInfo":        (*visit).userInfo,
		"POST /oauth2/revoke":         (*visit).revoke,
		"OPTIONS /oauth2/{endpoint}":  (*visit).preflight,
		"GET " + returnPath:           (*visit).comeBack,
		"POST " + acsPath:             (*visit).comeBackSAML,
	}
}

// domainMux serves the paths of every pool's domain; the visit is in the request's context.
func domainMux() http.Handler {
	mux := http.NewServeMux()
	for pattern, f := range routes() {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			v, ok := r.Context().Value(visitKey{}).(*visit)
			if !ok {
				http.NotFound(w, r)
				return
			}
			v.w, v.r = w, r
			f(v)
		})
	}
	return mux
}

// DomainHandler answers at the host of a pool's domain, by its prefix: pages to sign in, and the endpoints of
// OAuth 2.0 and OpenID Connect. A prefix that no pool has is 404.
func (s *Service) DomainHandler(domain string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), r.Method+" "+r.URL.Path)
		s.mu.RLock()
		p := s.domainPool(domain)
		v := &visit{Service: s, pool: p}
		if p != nil {
			v.settings = p.UserPool
		}
		s.mu.RUnlock()
		if p == nil {
			trace.Failed(r.Context(), "a user pool has the domain %q", domain)
			http.Error(w, "no user pool of this account has this domain", http.StatusNotFound)
			return
		}
		if s.LoginURL != nil {
			v.base = s.LoginURL(domain)
		}
		s.domains.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// Domains lists the prefixes that pools have, oldest pool first.
func (s *Service) Domains() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []string
	for _, p := range s.order {
		if p.Domain != "" {
			out = append(out, p.Domain)
		}
	}
	return out
}

// OutsideProviders lists the providers of all pools, oldest pool first.
func (s *Service) OutsideProviders() []account.SocialProvider {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []account.SocialProvider
	for _, p := range s.order {
		out = append(out, p.Providers...)
	}
	return out
}

// preflight lets pages of other origins call the endpoints that take no cookie.
func (v *visit) preflight() {
	v.shared()
	v.w.Header().Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	v.w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
	v.w.WriteHeader(http.StatusNoContent)
}

func (v *visit) shared() { v.w.Header().Set("Access-Control-Allow-Origin", "*") }

// secret names a value that came in a form: as typed, and as it stands in the body.
func (v *visit) secret(values ...string) {
	for _, value := range values {
		trace.Secret(v.r.Context(), value, formEncoded(value))
	}
}

// sweep drops what ended a while ago from one of the tables of a domain, once it has grown. Callers hold mu.
func sweep[T any](table map[string]T, now time.Time, ends func(T) time.Time) {
	const few = 1024
	if len(table) < few {
		return
	}
	for key, x := range table {
		if now.After(ends(x)) {
			delete(table, key)
		}
	}
}
