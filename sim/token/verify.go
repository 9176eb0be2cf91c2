package token

import (
	"context"
	"crypto/rsa"
	"errors"
	"slices"

	"github.com/golang-jwt/jwt/v5"

	"poolschool/sim/trace"
)

// What can be wrong with a token before its claims are read. Services answer each in
// their own words.
var (
	ErrMalformed  = errors.New("not a signed JSON Web Token")
	ErrAlgorithm  = errors.New("algorithm not accepted")
	ErrUnknownKey = errors.New("no such key")
	ErrSignature  = errors.New("signature does not match")
)

// Rules say what a verifier accepts. Both fields are required: a verifier that takes
// the algorithm from the token can be fooled with "none" or with HS256 and the
// public key as secret.
type Rules struct {
	Algorithms []string
	// Keys finds the public key for a kid. Its error should be ErrUnknownKey when the
	// issuer has no such key.
	Keys func(ctx context.Context, kid string) (*rsa.PublicKey, error)
	// Name is how the checks call the token: "ID token".
	Name string
}

// Verify checks what makes a token genuine (shape, algorithm, key id, signature) and
// notes each check in the open exchange. Issuer, audience, expiry and use are left to the
// caller: each service looks at them in its own order.
func Verify(ctx context.Context, raw string, rules Rules) (Token, error) {
	t, err := Decode(raw)
	if err != nil {
		trace.Checked(ctx, false, rules.Name+": three parts, each readable", err.Error())
		return Token{}, err
	}
	alg := t.Header.Text("alg")
	if !slices.Contains(rules.Algorithms, alg) {
		trace.Checked(ctx, false, rules.Name+": signed with an accepted algorithm", "the header says "+quote(alg))
		return Token{}, ErrAlgorithm
	}
	kid := t.Header.Text("kid")
	key, err := rules.Keys(ctx, kid)
	if err != nil {
		trace.Checked(ctx, false, rules.Name+": signed by a published key", "key id "+quote(kid)+": "+err.Error())
		return Token{}, err
	}
	// Only this package decides which method belongs to which name: header members such
	// as jwk or x5c, which carry a key of their own, are never looked at.
	method := jwt.GetSigningMethod(alg)
	if err := method.Verify(t.Parts[0]+"."+t.Parts[1], t.Signature, key); err != nil {
		trace.Checked(ctx, false, rules.Name+": signature fits header and payload", "key id "+short(kid))
		return Token{}, ErrSignature
	}
	trace.Checked(ctx, true, rules.Name+": signature fits header and payload", alg+", key id "+short(kid))
	return t, nil
}

func quote(s string) string {
	if s == "" {
		return "(none)"
	}
	return short(s)
}

func short(s string) string {
	const most = 12
	if len(s) <= most {
		return s
	}
	return s[:most] + "…"
}
