package simtest

import (
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/token"
)

// forger makes a token that looks like a genuine one.
type forger func(p *player, genuine token.Token, detail string) (string, error)

// forgers are the ways of a script's word "forge".
func forgers() map[string]forger {
	return map[string]forger{
		"signature": tamperSignature, "claim": tamperClaim, "twice": repeatClaim, "none": unsigned, "hs256": withPublicKey,
		"stranger": strangersKey("genuine"), "kid": strangersKey("unknown"), "jwk": strangersKey("embedded"),
	}
}

// forge makes NAME out of a kept token: forge NAME = WAY TOKEN [CLAIM JSON].
func (p *player) forge(rest, _ string) error {
	name, how, ok := strings.Cut(rest, " = ")
	words := strings.SplitN(how, " ", 3)
	if !ok || len(words) < 2 {
		return errors.New("write: forge NAME = WAY TOKEN [CLAIM JSON]")
	}
	f, known := forgers()[words[0]]
	if !known {
		return fmt.Errorf("no way to forge %q", words[0])
	}
	raw, err := p.value(words[1])
	if err != nil {
		return err
	}
	genuine, err := token.Decode(raw)
	if err != nil {
		return err
	}
	p.values[name], err = f(p, genuine, strings.Join(words[2:], ""))
	return err
}

func part(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func partOf(v any) (string, error) {
	data, err := json.Marshal(v)
	return part(data), err
}

// tamperSignature changes one bit of the signature.
func tamperSignature(_ *player, t token.Token, _ string) (string, error) {
	signature := append([]byte(nil), t.Signature...)
	signature[len(signature)/2] ^= 1
	return t.Parts[0] + "." + t.Parts[1] + "." + part(signature), nil
}

// with is a token's claims, one of them changed. The detail is the claim's name and its value as JSON.
func with(t token.Token, detail string) (token.Claims, error) {
	name, text, ok := strings.Cut(detail, " ")
	if !ok {
		return nil, errors.New("write: forge NAME = claim TOKEN CLAIM JSON")
	}
	changed := append(token.Claims(nil), t.Claims...)
	for i := range changed {
		if changed[i].Name == name {
			changed[i].Value = jsontext.Value(text)
			return changed, nil
		}
	}
	return append(changed, token.Claim{Name: name, Value: jsontext.Value(text)}), nil
}

// tamperClaim changes a claim and leaves the signature.
func tamperClaim(_ *player, t token.Token, detail string) (string, error) {
	claims, err := with(t, detail)
	if err != nil {
		return "", err
	}
	payload, err := partOf(claims)
	return t.Parts[0] + "." + payload + "." + t.Parts[2], err
}

// repeatClaim writes a claim a second time: two readers of one token could each believe another.
func repeatClaim(_ *player, t token.Token, detail string) (string, error) {
	name, text, ok := strings.Cut(detail, " ")
	if !ok {
		return "", errors.New("write: forge NAME = twice TOKEN CLAIM JSON")
	}
	data, err := base64.RawURLEncoding.DecodeString(t.Parts[1])
	if err != nil {
		return "", err
	}
	payload := fmt.Sprintf("%s,%q:%s}", strings.TrimSuffix(string(data), "}"), name, text)
	return t.Parts[0] + "." + part([]byte(payload)) + "." + t.Parts[2], nil
}

// unsigned says in its header that it needs no signature. https://www.rfc-editor.org/rfc/rfc8725#section-2.1
func unsigned(_ *player, t token.Token, _ string) (string, error) {
	header, err := partOf(token.Claims{{Name: "kid", Value: t.Header.Text("kid")}, {Name: "alg", Value: "none"}})
	return header + "." + t.Parts[1] + ".", err
}

// withPublicKey signs with the published key as if it were a secret that both sides share.
func withPublicKey(p *player, t token.Token, _ string) (string, error) {
	key, err := p.published(t.Header.Text("kid"))
	if err != nil {
		return "", err
	}
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return "", err
	}
	header, err := partOf(token.Claims{{Name: "kid", Value: t.Header.Text("kid")}, {Name: "alg", Value: "HS256"}})
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	mac.Write([]byte(header + "." + t.Parts[1]))
	return header + "." + t.Parts[1] + "." + part(mac.Sum(nil)), nil
}

// published fetches a key of the account's first user pool.
func (p *player) published(kid string) (*rsa.PublicKey, error) {
	pool, err := p.value("provider")
	if err != nil {
		return nil, err
	}
	fetcher := token.Fetcher{Client: &http.Client{Transport: p.door}}
	req, err := http.NewRequest(http.MethodGet, "https://"+pool+"/.well-known/jwks.json", nil)
	if err != nil {
		return nil, err
	}
	return fetcher.Key(req.Context(), req.URL.String(), kid)
}

// strangersKey signs with a key that the issuer never had: under the genuine key's id, under an id of its own, or with
// the key itself in the header.
func strangersKey(kind string) forger {
	return func(_ *player, t token.Token, _ string) (string, error) {
		key, err := keys.Key("stranger") // a name that no service signs under
		if err != nil {
			return "", err
		}
		kid := t.Header.Text("kid")
		if kind == "unknown" {
			kid = "c3RyYW5nZXItc3RyYW5nZXItc3RyYW5nZXItc3RyYW4="
		}
		header := token.Claims{{Name: "kid", Value: kid}, {Name: "alg", Value: token.RS256}}
		if kind == "embedded" {
			header = append(header, token.Claim{Name: "jwk", Value: token.Public(kid, token.RS256, &key.PublicKey)})
		}
		return token.Sign(token.RS256, key, header, t.Claims)
	}
}
