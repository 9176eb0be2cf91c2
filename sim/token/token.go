package token

import (
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/golang-jwt/jwt/v5"
)

// Algorithms that Cognito signs with: user pools and social providers use RS256,
// identity pools RS512.
const (
	RS256 = "RS256"
	RS512 = "RS512"
)

// Token is a JSON Web Token taken apart. Having one says nothing about whether it is
// genuine: that is what Verify is for.
type Token struct {
	Raw       string
	Header    Claims
	Claims    Claims
	Signature []byte
	Parts     [3]string // base64url, as between the dots
}

// encoding is base64url without padding, and strict: two texts for one token would
// let a refused token come back under another spelling.
func encoding() *base64.Encoding { return base64.RawURLEncoding.Strict() }

// Sign makes a token. The header gets alg where the caller put it; header and claims
// keep their order.
func Sign(alg string, key *rsa.PrivateKey, header, claims Claims) (string, error) {
	method := jwt.GetSigningMethod(alg)
	if method == nil {
		return "", fmt.Errorf("%w: %s", ErrAlgorithm, alg)
	}
	h, err := json.Marshal(header)
	if err != nil {
		return "", fmt.Errorf("token header: %w", err)
	}
	c, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("token claims: %w", err)
	}
	signed := encoding().EncodeToString(h) + "." + encoding().EncodeToString(c)
	signature, err := method.Sign(signed, key)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed + "." + encoding().EncodeToString(signature), nil
}

// Decode takes a token apart without checking its signature. The error is
// ErrMalformed when it is not a signed JSON Web Token at all.
func Decode(raw string) (Token, error) {
	parts := strings.Split(raw, ".")
	if len(parts) != 3 {
		return Token{}, fmt.Errorf("%w: a signed token has 3 parts between dots, this has %d", ErrMalformed, len(parts))
	}
	t := Token{Raw: raw, Parts: [3]string(parts)}
	var err error
	if t.Header, err = decodePart(parts[0]); err != nil {
		return Token{}, fmt.Errorf("%w: header: %w", ErrMalformed, err)
	}
	if t.Claims, err = decodePart(parts[1]); err != nil {
		return Token{}, fmt.Errorf("%w: payload: %w", ErrMalformed, err)
	}
	if t.Signature, err = encoding().DecodeString(parts[2]); err != nil {
		return Token{}, fmt.Errorf("%w: signature: %w", ErrMalformed, err)
	}
	return t, nil
}

func decodePart(part string) (Claims, error) {
	data, err := encoding().DecodeString(part)
	if err != nil {
		return nil, err
	}
	return parseClaims(data)
}
