// Package tokenread says what a token is that somebody has in hand: which kind, who made it, each claim, at which doors it
// helps and at which it does not, and what is odd about it. Nothing leaves the machine.
package tokenread

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
	"poolschool/sim/token"
)

// Options say how tokens are read. Now is required.
type Options struct {
	Now time.Time
	// Keys are the issuer's published keys by kid; nil leaves the signature unchecked.
	Keys map[string]*rsa.PublicKey
	// Meaning explains a claim in a line; nil explains none.
	Meaning func(claim string, kind Kind) string
}

// Reading is what was found in one token. It does not change.
type Reading struct {
	Kind      Kind
	Title     string       // "ID token of a user pool"
	Side      account.Side // whose token it is
	Opaque    bool         // only its issuer can read it: there are no claims
	Token     token.Token  // zero when Opaque
	Header    []Claim
	Claims    []Claim
	Doors     []Door
	Odd       []string // what somebody should look at: "expired 2 days ago"
	Signature Signature
}

// Claim is one member of header or payload, in the token's order.
type Claim struct {
	Name    string
	Value   string // as JSON writes it, a text without its quotes
	Note    string // times as a date, and how far off they are
	Meaning string // what the claim is for; "" when nobody knows in advance
}

// Door is a place where the token is let in or refused.
type Door struct {
	OK   bool
	Name string // "an identity pool"
	Text string // why, or under which condition
}

// Signature is what is known about the signature.
type Signature struct {
	Checked bool
	OK      bool
	Text    string // what was found, or what is needed to check it
}

// NoTokenError says that a text holds no token, and what it looks like instead.
type NoTokenError struct{ Text string }

// Error is one line.
func (e *NoTokenError) Error() string { return e.Text }

// Read takes one token apart. The error is a *NoTokenError when it is none.
func Read(raw string, o Options) (Reading, error) {
	raw = bare(raw)
	if title, doors, ok := opaque(raw); ok {
		return Reading{
			Kind: title.kind, Title: title.text, Side: title.side, Opaque: true, Doors: doors,
			Signature: Signature{Text: "There is no signature to check: only the issuer can read this."},
		}, nil
	}
	t, err := token.Decode(raw)
	if err != nil {
		return Reading{}, &NoTokenError{complaint(raw, err)}
	}
	r := Reading{Token: t}
	title := kindOf(t)
	r.Kind, r.Title, r.Side = title.kind, title.text, title.side
	r.Header, r.Claims = o.claims(t.Header, r.Kind), o.claims(t.Claims, r.Kind)
	r.Doors = doorsOf(r.Kind, t)
	r.Signature = o.signature(t, r.Kind)
	r.Odd = o.odd(t, r.Kind)
	return r.printable(), nil
}

// bare is the token without what people copy along: white space, quotes, the words of a header.
func bare(raw string) string {
	raw = strings.Join(strings.Fields(raw), " ")
	if i := strings.LastIndex(strings.ToLower(raw), "bearer "); i >= 0 {
		raw = raw[i+len("bearer "):]
	}
	return strings.Trim(strings.ReplaceAll(raw, " ", ""), `"',;`)
}

// complaint says why a text is no token.
func complaint(raw string, err error) string {
	switch dots := strings.Count(raw, "."); {
	case raw == "":
		return "there is no token: the input is empty"
	case strings.HasPrefix(raw, "ASIA"), strings.HasPrefix(raw, "AKIA"):
		return "this is an AWS access key id, no token: it belongs to the credentials that sign requests"
	case strings.HasPrefix(raw, "eyJ") && dots < 2:
		return fmt.Sprintf("this begins like a token, but has %d of 3 parts: was it cut off while copying?", dots+1)
	}
	return "this is no token: " + strings.TrimPrefix(err.Error(), token.ErrMalformed.Error()+": ")
}

func (o Options) claims(members token.Claims, kind Kind) []Claim {
	var out []Claim
	for _, m := range members {
		c := Claim{Name: m.Name, Value: text(m.Value)}
		if at, ok := members.Time(m.Name); ok && isTime(m.Name) {
			c.Note = at.Format("2006-01-02 15:04:05 UTC") + ", " + Ago(o.Now, at)
		}
		if o.Meaning != nil {
			c.Meaning = o.Meaning(m.Name, kind)
		}
		out = append(out, c)
	}
	return out
}

// text is a value as people read it: a number of seconds without its exponent, a list as JSON.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		if v == float64(int64(v)) {
			return fmt.Sprint(int64(v))
		}
	}
	data, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return fmt.Sprint(v) // it was JSON a moment ago
	}
	return string(data)
}

func isTime(claim string) bool {
	return claim == "exp" || claim == "iat" || claim == "nbf" || claim == "auth_time"
}

// signature checks what can be checked with the keys at hand.
func (o Options) signature(t token.Token, kind Kind) Signature {
	if o.Keys == nil {
		return Signature{Text: "Not checked: anybody can write such claims. " + keysAt(t, kind)}
	}
	find := func(_ context.Context, kid string) (*rsa.PublicKey, error) {
		if key, ok := o.Keys[kid]; ok {
			return key, nil
		}
		return nil, token.ErrUnknownKey
	}
	_, err := token.Verify(context.Background(), t.Raw, token.Rules{Name: "token", Algorithms: []string{token.RS256, token.RS512}, Keys: find})
	s := Signature{Checked: true, OK: err == nil}
	kid := t.Header.Text("kid")
	switch {
	case err == nil:
		s.Text = fmt.Sprintf("Genuine: key %s of the key set has signed it.", kid)
	case errors.Is(err, token.ErrUnknownKey):
		s.Text = fmt.Sprintf("The key set has no key %q: it is another issuer's, or older than the token's key.", kid)
	case errors.Is(err, token.ErrAlgorithm):
		s.Text = fmt.Sprintf("The header says algorithm %q; RS256 and RS512 are accepted here.", t.Header.Text("alg"))
	default:
		s.Text = fmt.Sprintf("Forged or changed: key %s did not sign this text.", kid)
	}
	return s
}
