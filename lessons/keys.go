package lessons

import (
	"context"
	"crypto/rsa"
	"fmt"
	"io"
	"net/http"

	"poolschool/sim/token"
)

// keySetLimit is the longest key set that is read, in bytes.
const keySetLimit = 1 << 20

// Keys fetches the keys that an issuer publishes in the account, by key id. An issuer that publishes none has no keys.
func (f Fork) Keys(ctx context.Context, issuer string) (map[string]*rsa.PublicKey, error) {
	address := issuer + "/.well-known/jwks.json"
	switch issuer {
	case "https://cognito-identity.amazonaws.com":
		address = issuer + "/.well-known/jwks_uri"
	case "https://accounts.google.com", "accounts.google.com":
		address = "https://www.googleapis.com/oauth2/v3/certs"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("keys of %s: %w", issuer, err)
	}
	resp, err := f.World.RoundTrip(req)
	if err != nil {
		return map[string]*rsa.PublicKey{}, nil // nobody lives at that address
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, keySetLimit))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil || resp.StatusCode != http.StatusOK {
		return map[string]*rsa.PublicKey{}, err
	}
	return token.ParseSet(data)
}
