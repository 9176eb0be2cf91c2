package trace

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Hidden stands in a redacted exchange where a secret stood.
const Hidden = "[hidden]"

// minSecret is the shortest value that is searched for: replacing "1" everywhere would
// hide nothing and spoil everything.
const minSecret = 6

// Redacted returns a copy of the exchange without passwords, keys and tokens: the
// values that services named as secret, and the headers that carry credentials.
func (e Exchange) Redacted() Exchange {
	secrets := slices.DeleteFunc(slices.Clone(e.secrets), func(s string) bool { return len(s) < minSecret })
	for _, name := range credentialHeaders() {
		secrets = append(secrets, e.Request.Header.Values(name)...)
		secrets = append(secrets, e.Response.Header.Values(name)...)
	}
	secrets = append(secrets, escaped(secrets)...)
	// Longest first, or a token that contains another secret would be hidden by halves.
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	e.Request = e.Request.without(secrets)
	e.Response = e.Response.without(secrets)
	e.Because = hide(e.Because, secrets)
	e.Refusal = hide(e.Refusal, secrets)
	e.Checks = slices.Clone(e.Checks)
	for i, c := range e.Checks {
		e.Checks[i].Text, e.Checks[i].Note = hide(c.Text, secrets), hide(c.Note, secrets)
	}
	e.secrets = nil
	return e
}

// escaped are the other spellings in which secrets travel: in a form or a query, and inside a JSON text.
func escaped(secrets []string) []string {
	var out []string
	for _, s := range secrets {
		for _, spelling := range []string{url.QueryEscape(s), url.PathEscape(s), strings.Trim(strconv.Quote(s), `"`)} {
			if spelling != s {
				out = append(out, spelling)
			}
		}
	}
	return out
}

func (m Message) without(secrets []string) Message {
	m.Target = hide(m.Target, secrets)
	header := make(http.Header, len(m.Header))
	for name, values := range m.Header {
		for _, v := range values {
			header[name] = append(header[name], hide(v, secrets))
		}
	}
	m.Header = header
	for _, s := range secrets {
		if s != "" {
			m.Body = bytes.ReplaceAll(m.Body, []byte(s), []byte(Hidden))
		}
	}
	return m
}

func hide(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, Hidden)
		}
	}
	return text
}
