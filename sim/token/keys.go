package token

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"sync"

	"github.com/go-json-experiment/json"
)

// JWK is a public RSA key as key sets publish it.
//
// https://www.rfc-editor.org/rfc/rfc7517
type JWK struct {
	Alg string `json:"alg"`
	E   string `json:"e"` // base64url, big-endian
	Kid string `json:"kid"`
	Kty string `json:"kty"`
	N   string `json:"n"` // base64url, big-endian
	Use string `json:"use"`
}

// Set is the document behind a jwks_uri.
type Set struct {
	Keys []JWK `json:"keys"`
}

// Public describes the public half of a key.
func Public(kid, alg string, key *rsa.PublicKey) JWK {
	return JWK{
		Alg: alg, Kid: kid, Kty: "RSA", Use: "sig",
		E: encoding().EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		N: encoding().EncodeToString(key.N.Bytes()),
	}
}

// ParseSet reads a key set. Keys of other kinds than RSA are passed over, as RFC 7517
// asks.
func ParseSet(data []byte) (map[string]*rsa.PublicKey, error) {
	var set Set
	if err := json.Unmarshal(data, &set); err != nil {
		return nil, fmt.Errorf("key set: %w", err)
	}
	keys := map[string]*rsa.PublicKey{}
	for _, k := range set.Keys {
		if k.Kty != "RSA" {
			continue
		}
		key, err := k.public()
		if err != nil {
			return nil, fmt.Errorf("key set, key %s: %w", k.Kid, err)
		}
		keys[k.Kid] = key
	}
	return keys, nil
}

func (k JWK) public() (*rsa.PublicKey, error) {
	n, err := base64.RawURLEncoding.DecodeString(k.N)
	if err != nil {
		return nil, fmt.Errorf("n: %w", err)
	}
	e, err := base64.RawURLEncoding.DecodeString(k.E)
	if err != nil {
		return nil, fmt.Errorf("e: %w", err)
	}
	exponent := new(big.Int).SetBytes(e)
	if !exponent.IsInt64() || exponent.Int64() < 3 || exponent.Int64() > 1<<31-1 {
		return nil, fmt.Errorf("e: %v is no RSA exponent", exponent)
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(exponent.Int64())}, nil
}

// Fetcher finds keys by kid behind jwks addresses. It keeps what it has fetched and
// asks again when a kid is unknown, because issuers rotate their keys. A Fetcher is
// safe for concurrent use.
type Fetcher struct {
	Client *http.Client

	mu   sync.Mutex
	sets map[string]map[string]*rsa.PublicKey // by address
}

// maxSet is the longest key set that is read.
const maxSet = 1 << 20

// Key returns the key with that kid behind the address; ErrUnknownKey if there is
// none. No lock is held while it fetches.
func (f *Fetcher) Key(ctx context.Context, address, kid string) (*rsa.PublicKey, error) {
	if key, ok := f.kept(address, kid); ok {
		return key, nil
	}
	set, err := f.fetch(ctx, address)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	if f.sets == nil {
		f.sets = map[string]map[string]*rsa.PublicKey{}
	}
	f.sets[address] = set
	f.mu.Unlock()
	if key, ok := set[kid]; ok {
		return key, nil
	}
	return nil, ErrUnknownKey
}

func (f *Fetcher) kept(address, kid string) (*rsa.PublicKey, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key, ok := f.sets[address][kid]
	return key, ok
}

func (f *Fetcher) fetch(ctx context.Context, address string) (map[string]*rsa.PublicKey, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch keys: %w", err)
	}
	resp, err := f.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch keys: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxSet))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return nil, fmt.Errorf("fetch keys from %s: %w", address, err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch keys from %s: status %d", address, resp.StatusCode)
	}
	return ParseSet(data)
}
