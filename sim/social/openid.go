package social

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// issuer is a login server whose ID tokens anybody can check.
type issuer struct {
	server, iss, kid, key string // key is the name in the key ring
	claims                func(Person, string) token.Claims
}

// tokens is the answer of a token endpoint.
type tokens struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"` // seconds
	Scope       string `json:"scope,omitempty"`
	TokenType   string `json:"token_type"`
	IDToken     string `json:"id_token,omitempty"`
}

// token serves an issuer's token endpoint.
//
// https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint
func (s *Service) token(from issuer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), r.Method+" "+r.URL.Path)
		out, err := s.exchange(r, from)
		if err != nil {
			oauth2.Refuse(w, r, err)
			return
		}
		secret(r.Context(), out.IDToken, out.AccessToken)
		oauth2.Answer(w, out)
	})
}

func (s *Service) exchange(r *http.Request, from issuer) (tokens, error) {
	ctx := r.Context()
	form, err := oauth2.Body(r)
	if err != nil {
		return tokens{}, err
	}
	secret(ctx, form.Get("client_secret"), form.Get("code"))
	if form.Get("grant_type") != "authorization_code" {
		return tokens{}, oauth2.ErrUnsupportedGrantType.Because("grant_type is %q; only authorization_code is offered", form.Get("grant_type"))
	}
	app, err := s.authenticated(r, from.server, form)
	if err != nil {
		trace.Failed(ctx, "the application is registered, and its secret is right")
		return tokens{}, err
	}
	trace.Passed(ctx, "the application is registered, and its secret is right")
	c, err := s.take(app, form)
	if err != nil {
		trace.Failed(ctx, "the code is the application's, unused, and not too old")
		return tokens{}, err
	}
	trace.Passed(ctx, "the code is the application's, unused, and not too old")
	out := tokens{AccessToken: s.keep("ya29.", c, tokenLife), ExpiresIn: int(tokenLife / time.Second), Scope: c.scope, TokenType: "Bearer"}
	if hasScope(c.scope, "openid") {
		out.IDToken, err = s.idToken(from, c, out.AccessToken)
	}
	trace.Summarize(ctx, "tokens for %s", c.person.Given)
	return out, err
}

// idToken says who signed in, for which application.
func (s *Service) idToken(from issuer, c code, accessToken string) (string, error) {
	key, err := s.Keys.Key(from.key)
	if err != nil {
		return "", err
	}
	now := s.Clock.Now()
	sum := sha256.Sum256([]byte(accessToken))
	claims := token.Claims{}.
		With("iss", from.iss).With("azp", c.app.ID).With("aud", c.app.ID).With("sub", c.person.ID)
	claims = append(claims, from.claims(c.person, c.scope)...)
	claims = claims.With("at_hash", base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])).With("nonce", c.nonce).
		With("iat", now.Unix()).With("exp", now.Add(tokenLife).Unix())
	return token.Sign(token.RS256, key, token.Claims{{Name: "alg", Value: token.RS256}, {Name: "kid", Value: from.kid}, {Name: "typ", Value: "JWT"}}, claims)
}

// personal are the claims that the scopes email and profile open.
func personal(p Person, scope string) token.Claims {
	var claims token.Claims
	if hasScope(scope, "email") {
		claims = append(claims, token.Claim{Name: "email", Value: p.Email}, token.Claim{Name: "email_verified", Value: true})
	}
	if hasScope(scope, "profile") {
		claims = append(claims, token.Claim{Name: "name", Value: p.Name}, token.Claim{Name: "given_name", Value: p.Given}, token.Claim{Name: "family_name", Value: p.Family})
	}
	return claims
}

// keys serves an issuer's public key.
func (s *Service) keys(from issuer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), "GET "+strings.TrimPrefix(r.URL.Path[strings.LastIndex(r.URL.Path, "/"):], "/"))
		key, err := s.Keys.Key(from.key)
		if err != nil {
			oauth2.Refuse(w, r, err)
			return
		}
		trace.Summarize(r.Context(), "%s's public key", from.server)
		oauth2.Answer(w, token.Set{Keys: []token.JWK{token.Public(from.kid, token.RS256, &key.PublicKey)}})
	})
}

// discovery is an issuer's OpenID configuration.
type discovery struct {
	Issuer        string   `json:"issuer"`
	Authorize     string   `json:"authorization_endpoint"`
	Token         string   `json:"token_endpoint"`
	Keys          string   `json:"jwks_uri"`
	ResponseTypes []string `json:"response_types_supported"`
	SubjectTypes  []string `json:"subject_types_supported"`
	Algorithms    []string `json:"id_token_signing_alg_values_supported"`
	Scopes        []string `json:"scopes_supported"`
	TokenAuth     []string `json:"token_endpoint_auth_methods_supported"`
	Challenges    []string `json:"code_challenge_methods_supported"`
}

func (from issuer) discovery(authorize, tokenURL, keys string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), "GET openid-configuration")
		oauth2.Answer(w, discovery{
			Issuer: from.iss, Authorize: authorize, Token: tokenURL, Keys: keys, ResponseTypes: []string{"code"}, SubjectTypes: []string{"public"},
			Algorithms: []string{token.RS256}, Scopes: []string{"openid", "email", "profile"},
			TokenAuth: []string{"client_secret_post", "client_secret_basic"}, Challenges: []string{"S256"},
		})
	})
}

func (s *Service) secretText(n int) string { return chance.Text(s.Chance, n, chance.Alnum) }
