// Package token makes, reads and checks JSON Web Tokens and the key sets that go
// with them. It is the only package that imports golang-jwt, so the rules that make
// it safe (algorithm pinned, clock handed in, strict base64, no duplicate names)
// stand in one place.
//
// https://www.rfc-editor.org/rfc/rfc7519
package token

import (
	"bytes"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Claim is one member of a token's header or payload.
type Claim struct {
	Name  string
	Value any // string, bool, float64, int64, []string, []any, map[string]any, Claims
}

// Claims are the members in the order in which they stand in the token. A map would
// lose that order, and the learner sees the token as AWS writes it.
type Claims []Claim

// With returns the claims and one more; a value that is empty (nil, "", no elements) is
// left out, as AWS leaves out what does not apply.
func (c Claims) With(name string, value any) Claims {
	switch v := value.(type) {
	case nil:
		return c
	case string:
		if v == "" {
			return c
		}
	case []string:
		if len(v) == 0 {
			return c
		}
	}
	return append(c, Claim{name, value})
}

// Get returns the value of a claim.
func (c Claims) Get(name string) (any, bool) {
	for _, claim := range c {
		if claim.Name == name {
			return claim.Value, true
		}
	}
	return nil, false
}

// Text returns a claim that is a string; "" if it is absent or something else.
func (c Claims) Text(name string) string {
	v, _ := c.Get(name)
	s, _ := v.(string)
	return s
}

// Strings returns a claim that is a string or a list of strings.
func (c Claims) Strings(name string) []string {
	v, _ := c.Get(name)
	switch v := v.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case []any:
		var out []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// Time returns a claim that is a number of seconds since 1970 (NumericDate); false if it is
// absent or no number.
func (c Claims) Time(name string) (time.Time, bool) {
	v, _ := c.Get(name)
	switch v := v.(type) {
	case float64:
		return time.Unix(int64(v), 0).UTC(), true
	case int64:
		return time.Unix(v, 0).UTC(), true
	}
	return time.Time{}, false
}

// MarshalJSONTo writes the claims as one object, in their order.
func (c Claims) MarshalJSONTo(enc *jsontext.Encoder) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, claim := range c {
		if err := enc.WriteToken(jsontext.String(claim.Name)); err != nil {
			return err
		}
		if err := json.MarshalEncode(enc, claim.Value); err != nil {
			return fmt.Errorf("claim %s: %w", claim.Name, err)
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}

// parseClaims reads one object. Duplicate names are refused: two readers could each
// believe another one.
func parseClaims(data []byte) (Claims, error) {
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	start, err := dec.ReadToken()
	if err != nil {
		return nil, err
	}
	if start.Kind() != '{' {
		return nil, fmt.Errorf("%w: not an object", ErrMalformed)
	}
	claims := Claims{}
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		claim := Claim{Name: name.String()}
		if err := json.UnmarshalDecode(dec, &claim.Value); err != nil {
			return nil, err
		}
		claims = append(claims, claim)
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	if rest := bytes.TrimSpace(data[dec.InputOffset():]); len(rest) > 0 {
		return nil, fmt.Errorf("%w: text after the object", ErrMalformed)
	}
	return claims, nil
}
