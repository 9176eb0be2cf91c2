package identitypool

import (
	"crypto/rsa"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/keyring"
	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// issuer of all identity pools, in every region.
const issuer = "https://" + cognito

const (
	// tokenLife is how long an OpenID token is valid.
	tokenLife = 10 * time.Minute
	// keysFor is how long the key document may be kept by whoever fetches it.
	keysFor = 30 * 24 * time.Hour

	tagsClaim = "https://aws.amazon.com/tags"
	poolClaim = "https://cognito-identity.amazonaws.com/identity-pool-arn"
)

// kid names the signing key as AWS does: region and a number.
func (s *Service) kid() string { return s.Region + "-7" }

// mint makes the token with which STS is asked. Tags bring the pool's ARN along.
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
func (s *Service) mint(p *pool, identityID string, amr []string, tags map[string]string, life time.Duration) (string, error) {
	key, err := s.Keys.Key(keyring.IdentityPool)
	if err != nil {
		return "", fmt.Errorf("OpenID token: %w", err)
	}
	now := s.Clock.Now()
	claims := token.Claims{
		{Name: "sub", Value: identityID}, {Name: "aud", Value: p.IdentityPoolId}, {Name: "amr", Value: amr}, {Name: "iss", Value: issuer},
	}
	if len(tags) > 0 {
		claims = append(claims, token.Claim{Name: poolClaim, Value: s.poolARN(p.IdentityPoolId)}, token.Claim{Name: tagsClaim, Value: tagList(tags)})
	}
	claims = append(claims, token.Claim{Name: "exp", Value: now.Add(life).Unix()}, token.Claim{Name: "iat", Value: now.Unix()})
	header := token.Claims{{Name: "kid", Value: s.kid()}, {Name: "typ", Value: "JWS"}, {Name: "alg", Value: token.RS512}}
	return token.Sign(token.RS512, key, header, claims)
}

// tagList is {"principal_tags":{"team":["blue"]}}, keys in order.
func tagList(tags map[string]string) token.Claims {
	var list token.Claims
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, token.Claim{Name: key, Value: []string{tags[key]}})
	}
	return token.Claims{{Name: "principal_tags", Value: list}}
}

// tagsIn reads the tags back out of a token of ours.
func tagsIn(t token.Token) map[string]string {
	claim, _ := t.Claims.Get(tagsClaim)
	object, _ := claim.(map[string]any)
	list, _ := object["principal_tags"].(map[string]any)
	tags := map[string]string{}
	for key, values := range list {
		if texts, ok := values.([]any); ok && len(texts) == 1 {
			if text, ok := texts[0].(string); ok {
				tags[key] = text
			}
		}
	}
	return tags
}

func (s *Service) publicKey(kid string) (*rsa.PublicKey, error) {
	if kid != s.kid() {
		return nil, token.ErrUnknownKey
	}
	key, err := s.Keys.Key(keyring.IdentityPool)
	if err != nil {
		return nil, err
	}
	return &key.PublicKey, nil
}

// KeysHandler serves the host cognito-identity.amazonaws.com: the keys with which anybody, STS above all, checks
// the tokens of identity pools.
func (s *Service) KeysHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/jwks_uri", func(w http.ResponseWriter, r *http.Request) {
		trace.Name(r.Context(), "GET jwks_uri")
		trace.Summarize(r.Context(), "1 public key")
		key, err := s.publicKey(s.kid())
		if err != nil {
			http.Error(w, "no key", http.StatusInternalServerError)
			return
		}
		document(w, token.Set{Keys: []token.JWK{token.Public(s.kid(), token.RS512, key)}})
	})
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		document(w, token.Claims{
			{Name: "issuer", Value: issuer},
			{Name: "jwks_uri", Value: issuer + "/.well-known/jwks_uri"},
			{Name: "response_types_supported", Value: []string{"token"}},
			{Name: "subject_types_supported", Value: []string{"public"}},
			{Name: "id_token_signing_alg_values_supported", Value: []string{token.RS512}},
		})
	})
	return mux
}

func document(w http.ResponseWriter, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		http.Error(w, "no document", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", fmt.Sprintf("public, max-age=%d", int(keysFor.Seconds())))
	// A client that has gone away is no error of the service.
	_, _ = w.Write(body)
}
