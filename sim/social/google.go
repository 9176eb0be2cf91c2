package social

import (
	"net/http"

	"poolschool/sim/keyring"
)

// GoogleKeys is where Google publishes the key of its ID tokens.
const GoogleKeys = "https://www.googleapis.com/oauth2/v3/certs"

// The key id is fixed: drawing it would shift every id that an account draws later.
func google() issuer {
	return issuer{server: Google, iss: "https://accounts.google.com", kid: "6f7254101f56e41cf35c9926de84a2d552b4c6f1", key: keyring.Google, claims: personal}
}

// googleAccounts is accounts.google.com.
//
// https://developers.google.com/identity/openid-connect/openid-connect
func (s *Service) googleAccounts() http.Handler {
	mux := http.NewServeMux()
	for _, path := range []string{"/o/oauth2/v2/auth", "/o/oauth2/auth"} {
		mux.Handle("GET "+path, s.authorize(Google))
		mux.Handle("POST "+path, s.authorize(Google))
	}
	mux.Handle("GET /.well-known/openid-configuration", google().discovery("https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", GoogleKeys))
	return mux
}

// googleToken is oauth2.googleapis.com.
func (s *Service) googleToken() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /token", s.token(google()))
	return mux
}

// googleKeys is www.googleapis.com.
func (s *Service) googleKeys() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /oauth2/v3/certs", s.keys(google()))
	mux.Handle("POST /oauth2/v4/token", s.token(google()))
	return mux
}
