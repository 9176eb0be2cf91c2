package social

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
)

// Config is what the login servers are given. Clock, Chance and Keys are required.
type Config struct {
	Clock  clock.Clock
	Chance chance.Chance
	Keys   *keyring.Ring
	// Apps are the applications that the account has registered; nil: only the built-in ones.
	Apps func() []App
	// Domains are the base addresses of the account's user pools: "https://photo-app.auth.us-east-1.amazoncognito.com".
	Domains func() []string
	// AWSRoles are what the company writes into assertions for AWS: pairs "ROLEARN,PROVIDERARN".
	AWSRoles []string
}

// Service is all login servers together. It is safe for concurrent use.
type Service struct {
	Config
	pages *template.Template

	mu     sync.Mutex
	codes  map[string]*code  // by hash of the code
	grants map[string]access // by hash of the access token
}

// code waits to be exchanged.
type code struct {
	app      App
	person   Person
	redirect string
	scope    string
	nonce    string
	verifier string // code_challenge of PKCE, S256
	expires  time.Time
	used     bool
}

// access is what an access token stands for.
type access struct {
	app     App
	person  Person
	scope   string
	issued  time.Time
	expires time.Time
}

// How long things are good.
const (
	codeLife     = 10 * time.Minute
	tokenLife    = time.Hour
	facebookLife = 60 * 24 * time.Hour
)

// New returns the login servers.
func New(c Config) *Service {
	return &Service{Config: c, pages: parsePages(), codes: map[string]*code{}, grants: map[string]access{}}
}

// Hosts are the handlers by the host at which they answer.
func (s *Service) Hosts() map[string]http.Handler {
	return map[string]http.Handler{
		"accounts.google.com":   s.googleAccounts(),
		"oauth2.googleapis.com": s.googleToken(),
		"www.googleapis.com":    s.googleKeys(),
		"www.facebook.com":      s.facebookDialog(),
		"graph.facebook.com":    s.facebookGraph(),
		CompanyHost:             s.company(),
	}
}

// secret names values that the log hides: as they are, and as they stand in an address or a form.
func secret(ctx context.Context, values ...string) {
	for _, value := range values {
		trace.Secret(ctx, value, url.QueryEscape(value))
	}
}

// sweep drops what has ended from a table, once it has grown. Callers hold mu.
func sweep[T any](table map[string]T, ended func(T) bool) {
	const few = 1024
	if len(table) < few {
		return
	}
	for key, x := range table {
		if ended(x) {
			delete(table, key)
		}
	}
}

func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// unversioned lets /v19.0/me be /me: Facebook's addresses may name a version.
func unversioned(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head, rest, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if ok && len(head) > 1 && head[0] == 'v' && strings.Trim(head[1:], "0123456789.") == "" {
			r = r.Clone(r.Context())
			r.URL.Path = "/" + rest
		}
		h.ServeHTTP(w, r)
	})
}
