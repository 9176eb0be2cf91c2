package social

import (
	"slices"
	"strings"
)

// App is an application that is registered at a login server.
type App struct {
	Server string // Google, Facebook or Company
	ID     string
	Secret string // "" is a public application: PKCE stands in for the secret
}

// The applications that are registered before any account is opened.
const (
	GoogleApp      = "407408718192-photoapp.apps.googleusercontent.com"
	GoogleSecret   = "GOCSPX-photo-app-google-secret"
	FacebookApp    = "1234567890123456"
	FacebookSecret = "photo-app-facebook-secret-0001"
	CompanyApp     = "photo-app"
	CompanySecret  = "photo-app-company-secret"
)

// CallbackURLs are where every application may be returned to, besides the domains of user pools.
func CallbackURLs() []string {
	return []string{"https://app.example.com/callback", "http://127.0.0.1:8400/callback", "http://localhost:8400/callback"}
}

func builtIn() []App {
	return []App{{Google, GoogleApp, GoogleSecret}, {Facebook, FacebookApp, FacebookSecret}, {Company, CompanyApp, CompanySecret}}
}

// app finds an application: a built-in one, or one of those that the account has registered now.
func (s *Service) app(server, id string) (App, bool) {
	var apps []App
	if s.Apps != nil {
		apps = s.Apps()
	}
	for _, a := range slices.Concat(builtIn(), apps) {
		if a.Server == server && a.ID == id && id != "" {
			return a, true
		}
	}
	return App{}, false
}

// mayReturn reports whether an application may be returned to at an address.
func (s *Service) mayReturn(address string) bool {
	if slices.Contains(CallbackURLs(), address) {
		return true
	}
	if s.Domains == nil {
		return false
	}
	return slices.ContainsFunc(s.Domains(), func(base string) bool {
		path, ok := strings.CutPrefix(address, base)
		return ok && (path == "/oauth2/idpresponse" || path == "/saml2/idpresponse")
	})
}
