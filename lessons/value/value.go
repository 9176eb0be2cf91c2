// Package value holds what a lesson knows while it is played: values of the account, values that the learner typed,
// values kept from answers. A lesson names them as {{name}}, {{name.path}} or {{name | filter}}, in prose and in requests.
//
// The form ${name} is IAM's own and is never touched: lessons print and send it.
package value

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// Value is one named value. It does not change.
type Value struct {
	Name   string
	Raw    jsontext.Value // JSON: a string, a number, an object, …
	Side   account.Side   // the service that it came from, which decides its colour
	Origin string         // where it came from, in words: "account", "typed", "cognito-idp InitiateAuth"
	Secret bool           // typed into a secret field: a screen does not show it
}

// Text makes a value of a text.
func Text(name, text string, side account.Side, origin string) Value {
	return Value{Name: name, Raw: quote(text), Side: side, Origin: origin}
}

func quote(text string) jsontext.Value {
	// Text with broken UTF-8 is mended, which is what a JSON client would send too.
	raw, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(text, "\uFFFD"))
	if err != nil {
		return jsontext.Value(`""`)
	}
	return raw
}

// At follows a path into the value: members of objects, positions in lists (from 0), and claims of a token, for
// which a text that is a JSON Web Token counts as its payload, with "header" in front as its header.
func (v Value) At(path []string) (jsontext.Value, error) {
	raw := v.Raw
	for i, name := range path {
		if raw.Kind() == '"' {
			opened, rest, ok := openToken(plain(raw), path[i:])
			if !ok {
				return nil, fmt.Errorf("%s is a text, it has no %q", dotted(v.Name, path[:i]), name)
			}
			return Value{Name: v.Name, Raw: opened}.At(rest)
		}
		next, err := into(raw, name)
		if err != nil {
			return nil, fmt.Errorf("%s %w", dotted(v.Name, path[:i]), err)
		}
		raw = next
	}
	return raw, nil
}

func dotted(name string, path []string) string {
	return strings.Join(append([]string{name}, path...), ".")
}

func into(raw jsontext.Value, name string) (jsontext.Value, error) {
	switch raw.Kind() {
	case '{':
		var members map[string]jsontext.Value
		if err := json.Unmarshal(raw, &members); err != nil {
			return nil, err
		}
		member, ok := members[name]
		if !ok {
			return nil, fmt.Errorf("has no member %q (it has %s)", name, strings.Join(slices.Sorted(maps.Keys(members)), ", "))
		}
		return member, nil
	case '[':
		var items []jsontext.Value
		if err := json.Unmarshal(raw, &items); err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(name)
		if err != nil || n < 0 || n >= len(items) {
			return nil, fmt.Errorf("has %d entries, none is number %q", len(items), name)
		}
		return items[n], nil
	}
	return nil, fmt.Errorf("is no object, it has no %q", name)
}

// openToken turns a token into the JSON of the part that path looks into.
func openToken(text string, path []string) (part jsontext.Value, rest []string, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return nil, nil, false
	}
	which := 1
	if path[0] == "header" {
		which, path = 0, path[1:]
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[which])
	if err != nil || jsontext.Value(data).Kind() != '{' || !jsontext.Value(data).IsValid() {
		return nil, nil, false
	}
	return data, path, true
}

// plain is the text of a JSON value: a string without its quotes, anything else as it is written.
func plain(raw jsontext.Value) string {
	if raw.Kind() != '"' {
		return string(raw)
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	if err != nil {
		return string(raw)
	}
	return string(text)
}

// String is the value as text: a JSON string without its quotes, anything else as JSON.
func (v Value) String() string { return plain(v.Raw) }

// Expires tells when the value is over: a token by its exp, credentials by their Expiration.
func (v Value) Expires() (time.Time, bool) {
	for _, path := range [][]string{{"exp"}, {"Expiration"}} {
		if raw, err := v.At(path); err == nil {
			if at, err := moment(plain(raw)); err == nil {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// moment reads a time as AWS's protocols write it: seconds since 1970, or RFC 3339.
func moment(text string) (time.Time, error) {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return time.UnixMilli(int64(seconds * 1000)).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no time", text)
	}
	return at.UTC(), nil
}
