package oauth2

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// Credentials are how a client says who it is at a token endpoint.
type Credentials struct {
	ID     string
	Secret string // "" when none was sent
	Basic  bool   // they came in the Authorization header
}

// ClientOf reads the client's credentials: the Authorization header (client_secret_basic) or the
// form (client_secret_post). Both at once are refused, as RFC 6749 section 2.3 asks; so is a
// client_id in the form that is not the header's.
func ClientOf(r *http.Request, f Form) (Credentials, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		if f.Get("client_id") == "" {
			return Credentials{}, ErrInvalidRequest.Because("nobody says which client it is: client_id is missing, and there is no Authorization header")
		}
		return Credentials{ID: f.Get("client_id"), Secret: f.Get("client_secret")}, nil
	}
	user, password, ok := r.BasicAuth()
	if !ok {
		return Credentials{}, ErrInvalidClient.Because("the Authorization header is no Basic base64(client_id:client_secret)")
	}
	if f.Get("client_secret") != "" {
		return Credentials{}, ErrInvalidRequest.Because("the client's secret comes twice: in the header and in the form")
	}
	id, secret := unescaped(user), unescaped(password)
	if other := f.Get("client_id"); other != "" && other != id {
		return Credentials{}, ErrInvalidClient.Because("the header says client %s, the form %s", id, other)
	}
	return Credentials{ID: id, Secret: secret, Basic: true}, nil
}

// unescaped undoes the form encoding that RFC 6749 wants inside Basic. What is no such encoding is
// taken as it is.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// SameSecret compares a secret with the one that is kept, in constant time. A public client has
// none and must send none.
func SameSecret(given, kept string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(kept)) == 1
}

// Bearer reads an access token from the Authorization header.
//
// https://www.rfc-editor.org/rfc/rfc6750#section-2.1
func Bearer(r *http.Request) (string, bool) {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") || token == "" || strings.Contains(token, " ") {
		return "", false
	}
	return token, true
}

// S256 is the code_challenge that belongs to a code_verifier.
//
// https://www.rfc-editor.org/rfc/rfc7636#section-4.2
func S256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// ProvesChallenge reports whether a verifier belongs to an S256 challenge, in constant time.
func ProvesChallenge(verifier, challenge string) bool {
	return subtle.ConstantTimeCompare([]byte(S256(verifier)), []byte(challenge)) == 1
}
