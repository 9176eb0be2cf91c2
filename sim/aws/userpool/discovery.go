package userpool

import (
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

const wellKnown = "/.well-known/"

// discovery is a pool's OpenID configuration. It exists without a domain too; the endpoints
// that need one are then left out.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
type discovery struct {
	AuthorizationEndpoint string   `json:"authorization_endpoint,omitempty"`
	EndSessionEndpoint    string   `json:"end_session_endpoint,omitempty"`
	Algorithms            []string `json:"id_token_signing_alg_values_supported"`
	Issuer                string   `json:"issuer"`
	KeysURI               string   `json:"jwks_uri"`
	ResponseTypes         []string `json:"response_types_supported"`
	RevocationEndpoint    string   `json:"revocation_endpoint,omitempty"`
	Scopes                []string `json:"scopes_supported"`
	SubjectTypes          []string `json:"subject_types_supported"`
	TokenEndpoint         string   `json:"token_endpoint,omitempty"`
	TokenAuth             []string `json:"token_endpoint_auth_methods_supported"`
	UserInfoEndpoint      string   `json:"userinfo_endpoint,omitempty"`
}

// serveWellKnown answers /<pool id>/.well-known/jwks.json and openid-configuration.
func (s *Service) serveWellKnown(w http.ResponseWriter, r *http.Request) {
	id, document, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), wellKnown)
	s.mu.RLock()
	p, ok := s.pools[id]
	s.mu.RUnlock()
	if !ok {
		http.Error(w, `{"message":"User pool `+strings.Map(plain, id)+` does not exist."}`, http.StatusNotFound)
		return
	}
	var answer any
	var err error
	switch document {
	case "jwks.json":
		trace.Name(r.Context(), "GET jwks.json")
		trace.Summarize(r.Context(), "2 public keys")
		answer, err = s.keySet(p)
	case "openid-configuration":
		trace.Name(r.Context(), "GET openid-configuration")
		answer = s.configuration(p)
	default:
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, `{"message":"Internal error"}`, http.StatusInternalServerError)
		return
	}
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, `{"message":"Internal error"}`, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write(body) // a client that went away is no error of the pool
}

// plain keeps what stands in a pool id, so that nothing else is echoed.
func plain(r rune) rune {
	if r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

func (s *Service) keySet(p *pool) (token.Set, error) {
	var set token.Set
	for _, k := range []signer{p.idKey, p.accessKey} {
		key, err := s.signingKey(k.name)
		if err != nil {
			return token.Set{}, err
		}
		set.Keys = append(set.Keys, token.Public(k.kid, token.RS256, &key.PublicKey))
	}
	return set, nil
}

func (s *Service) configuration(p *pool) discovery {
	s.mu.RLock()
	defer s.mu.RUnlock()
	issuer := s.issuer(p)
	d := discovery{
		Algorithms: []string{token.RS256}, Issuer: issuer, KeysURI: issuer + wellKnown + "jwks.json",
		ResponseTypes: []string{"code", "token"}, Scopes: []string{"openid", "email", "phone", "profile"},
		SubjectTypes: []string{"public"}, TokenAuth: []string{"client_secret_basic", "client_secret_post"},
	}
	if p.Domain != "" && s.LoginURL != nil {
		base := s.LoginURL(p.Domain)
		d.AuthorizationEndpoint, d.TokenEndpoint, d.UserInfoEndpoint = base+"/oauth2/authorize", base+"/oauth2/token", base+"/oauth2/userInfo"
		d.RevocationEndpoint, d.EndSessionEndpoint = base+"/oauth2/revoke", base+"/logout"
	}
	return d
}
