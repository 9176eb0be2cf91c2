package token

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/golang-jwt/jwt/v5"
)

var makeKeys = sync.OnceValues(func() ([2]*rsa.PrivateKey, error) {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			return keys, err
		}
		keys[i] = key
	}
	return keys, nil
})

func testKeys(t testing.TB) (mine, other *rsa.PrivateKey) {
	t.Helper()
	keys, err := makeKeys()
	if err != nil {
		t.Fatal(err)
	}
	return keys[0], keys[1]
}

func sample(t testing.TB) string {
	key, _ := testKeys(t)
	raw, err := Sign(RS256, key, Claims{{"kid", "k1"}, {"alg", RS256}},
		Claims{}.With("sub", "ana").With("groups", []string{"a", "b"}).With("empty", "").With("exp", int64(1767229200)).With("ok", true))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func rules(t testing.TB) Rules {
	key, _ := testKeys(t)
	return Rules{Name: "ID token", Algorithms: []string{RS256}, Keys: func(_ context.Context, kid string) (*rsa.PublicKey, error) {
		if kid != "k1" {
			return nil, ErrUnknownKey
		}
		return &key.PublicKey, nil
	}}
}

func TestSignedTokenReadsBackInOrder(t *testing.T) {
	got, err := Verify(t.Context(), sample(t), rules(t))
	if err != nil {
		t.Fatal(err)
	}
	header, payload := decoded(t, got.Parts[0]), decoded(t, got.Parts[1])
	if want := `{"kid":"k1","alg":"RS256"}`; header != want {
		t.Errorf("header = %s, want %s", header, want)
	}
	if want := `{"sub":"ana","groups":["a","b"],"exp":1767229200,"ok":true}`; payload != want {
		t.Errorf("payload = %s, want %s", payload, want)
	}
	if exp, ok := got.Claims.Time("exp"); !ok || !exp.Equal(time.Unix(1767229200, 0)) {
		t.Errorf("exp = %v, %v", exp, ok)
	}
	if _, ok := got.Claims.Time("sub"); ok {
		t.Error("a text is taken for a time")
	}
	if g := got.Claims.Strings("groups"); len(g) != 2 || g[1] != "b" {
		t.Errorf("groups = %v", g)
	}
	if s := got.Claims.Strings("sub"); len(s) != 1 || got.Claims.Text("ok") != "" || got.Claims.Strings("exp") != nil {
		t.Errorf("sub = %v", s)
	}
}

func decoded(t *testing.T, part string) string {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func b64(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func TestForgedTokensAreRefused(t *testing.T) {
	good := sample(t)
	parts := strings.Split(good, ".")
	_, stranger := testKeys(t)
	key, _ := testKeys(t)
	resign := func(alg string, k *rsa.PrivateKey, header Claims) string {
		raw, err := Sign(alg, k, header, Claims{{"sub", "ana"}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	der, err := json.Marshal(Public("k1", RS256, &key.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	hmacKey := jwt.SigningMethodHS256
	confused := b64(`{"kid":"k1","alg":"HS256"}`) + "." + parts[1]
	mac, err := hmacKey.Sign(confused, der)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, raw string
		want      error
	}{
		{"no token at all", "hello", ErrMalformed},
		{"two parts", parts[0] + "." + parts[1], ErrMalformed},
		{"five parts, as a refresh token has", good + ".x.y", ErrMalformed},
		{"header is no JSON", b64("hello") + "." + parts[1] + "." + parts[2], ErrMalformed},
		{"payload is a list", parts[0] + "." + b64("[1]") + "." + parts[2], ErrMalformed},
		{"a claim stands twice", parts[0] + "." + b64(`{"sub":"ana","sub":"eve"}`) + "." + parts[2], ErrMalformed},
		{"text after the payload", parts[0] + "." + b64(`{"sub":"ana"} x`) + "." + parts[2], ErrMalformed},
		{"padded base64", parts[0] + "." + parts[1] + "." + parts[2] + "=", ErrMalformed},
		{"no algorithm", b64(`{"kid":"k1"}`) + "." + parts[1] + "." + parts[2], ErrAlgorithm},
		{"algorithm none", b64(`{"kid":"k1","alg":"none"}`) + "." + parts[1] + ".", ErrAlgorithm},
		{"HS256 with the public key as secret", confused + "." + base64.RawURLEncoding.EncodeToString(mac), ErrAlgorithm},
		{"another algorithm of the same key", resign(RS512, key, Claims{{"kid", "k1"}, {"alg", RS512}}), ErrAlgorithm},
		{"unknown key id", resign(RS256, key, Claims{{"kid", "k2"}, {"alg", RS256}}), ErrUnknownKey},
		{"a stranger's key under our id", resign(RS256, stranger, Claims{{"kid", "k1"}, {"alg", RS256}}), ErrSignature},
		{"a key embedded in the header", resign(RS256, stranger, Claims{{"kid", "k1"}, {"alg", RS256}, {"jwk", Public("k1", RS256, &stranger.PublicKey)}}), ErrSignature},
		{"one claim changed", parts[0] + "." + b64(`{"sub":"eve"}`) + "." + parts[2], ErrSignature},
		{"empty signature", parts[0] + "." + parts[1] + ".", ErrSignature},
	} {
		if _, err := Verify(t.Context(), tt.raw, rules(t)); !errors.Is(err, tt.want) {
			t.Errorf("%s: error = %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestSignRefusesUnknownAlgorithms(t *testing.T) {
	key, _ := testKeys(t)
	if _, err := Sign("RS999", key, nil, nil); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("error = %v", err)
	}
}

// issuer publishes a key set that can change, and counts how often it is asked.
type issuer struct {
	set    Set
	status int
	asked  int
}

func (i *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	i.asked++
	data, err := json.Marshal(i.set)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: i.status, Body: io.NopCloser(strings.NewReader(string(data))), Request: r}, nil
}

func TestFetcherAsksAgainForAnUnknownKeyOnly(t *testing.T) {
	first, second := testKeys(t)
	i := &issuer{status: http.StatusOK, set: Set{Keys: []JWK{Public("k1", RS256, &first.PublicKey)}}}
	f := Fetcher{Client: &http.Client{Transport: i}}
	for range 3 {
		if key, err := f.Key(t.Context(), "https://issuer/jwks", "k1"); err != nil || key.N.Cmp(first.N) != 0 {
			t.Fatalf("key = %v, %v", key, err)
		}
	}
	if i.asked != 1 {
		t.Errorf("asked %d times for a known key, want 1", i.asked)
	}
	if _, err := f.Key(t.Context(), "https://issuer/jwks", "k2"); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("error = %v", err)
	}
	i.set.Keys = append(i.set.Keys, Public("k2", RS256, &second.PublicKey), JWK{Kid: "ec", Kty: "EC"})
	if key, err := f.Key(t.Context(), "https://issuer/jwks", "k2"); err != nil || key.N.Cmp(second.N) != 0 {
		t.Errorf("after a rotation: %v, %v", key, err)
	}
	i.status = http.StatusInternalServerError
	if _, err := f.Key(t.Context(), "https://issuer/jwks", "k3"); err == nil || errors.Is(err, ErrUnknownKey) {
		t.Errorf("a failing issuer gives %v", err)
	}
}

func TestParseSetRefusesDamagedKeys(t *testing.T) {
	for name, data := range map[string]string{
		"no JSON":        "x",
		"bad modulus":    `{"keys":[{"kty":"RSA","n":"!","e":"AQAB"}]}`,
		"bad exponent":   `{"keys":[{"kty":"RSA","n":"AQAB","e":"!"}]}`,
		"exponent of 1":  `{"keys":[{"kty":"RSA","n":"AQAB","e":"AQ"}]}`,
		"huge exponent":  `{"keys":[{"kty":"RSA","n":"AQAB","e":"AQABAQABAQABAQAB"}]}`,
		"repeated names": `{"keys":[],"keys":[]}`,
	} {
		if _, err := ParseSet([]byte(data)); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(sample(f))
	f.Add("a.b.c")
	f.Add(b64(`{"a":1}`) + "." + b64(`{"a":{"b":[1,"x",null]}}`) + "." + b64("s"))
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := Decode(raw)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Errorf("error is %v, not ErrMalformed", err)
			}
			return
		}
		if strings.Join(got.Parts[:], ".") != raw {
			t.Errorf("parts do not add up to %q", raw)
		}
		if _, err := json.Marshal(got.Claims); err != nil {
			t.Errorf("claims do not write back: %v", err)
		}
	})
}
