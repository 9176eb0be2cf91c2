// Package copyas writes an exchange so that it can be used elsewhere: as a command of the AWS CLI or of curl, or as JSON.
//
// Commands go to "$AWS_ENDPOINT_URL" and sign with the shell's own credentials: a secret key never stands in an exchange, and
// a signature is worth nothing a quarter of an hour later. Passwords and tokens in a request are left out unless they are
// asked for.
package copyas

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/trace"
)

// endpoint is the address that commands call.
const endpoint = `"$AWS_ENDPOINT_URL"`

// shown is the exchange with its secrets, or without.
func shown(e trace.Exchange, secrets bool) trace.Exchange {
	if secrets {
		return e
	}
	return e.Redacted()
}

// JSON is a body, laid out. A form counts as an object of its fields; what is no JSON at all is ok false.
func JSON(e trace.Exchange, m trace.Message, secrets bool) (text string, ok bool) {
	kind := m.Header.Get("Content-Type")
	if strings.Contains(kind, "form-urlencoded") {
		fields, err := url.ParseQuery(string(m.Body))
		if err != nil {
			return "", false
		}
		flat := map[string]string{}
		for name := range fields {
			flat[name] = kept(e, fields.Get(name), secrets)
		}
		data, err := json.Marshal(flat, json.Deterministic(true), jsontext.WithIndent("  "))
		return string(data), err == nil
	}
	if m.Truncated() {
		return "", false
	}
	if !secrets {
		m = redacted(e, m)
	}
	v := jsontext.Value(m.Body).Clone()
	if v.Kind() != '{' && v.Kind() != '[' || v.Indent(jsontext.WithIndent("  ")) != nil {
		return "", false
	}
	return string(v), true
}

// redacted is a message of an exchange without its secrets.
func redacted(e trace.Exchange, m trace.Message) trace.Message {
	e.Request = m
	return e.Redacted().Request
}

// kept is a value as it may be copied.
func kept(e trace.Exchange, value string, secrets bool) string {
	if !secrets && e.Hides(value) {
		return trace.Hidden
	}
	return value
}

// Exports are credentials as shell variables, as the AWS CLI and SDKs read them. Empty ones are left out.
func Exports(keyID, secret, session string) string {
	var b strings.Builder
	for _, v := range [][2]string{{"AWS_ACCESS_KEY_ID", keyID}, {"AWS_SECRET_ACCESS_KEY", secret}, {"AWS_SESSION_TOKEN", session}} {
		if v[1] != "" {
			b.WriteString("export " + v[0] + "=" + quote(v[1]) + "\n")
		}
	}
	return b.String()
}

// quote makes a word of a POSIX shell.
func quote(text string) string {
	plain := text != "" && strings.IndexFunc(text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("_-./:=@%+,", r)
	}) < 0
	if plain {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// lines joins the parts of a command, a part a line.
func lines(parts []string) string { return strings.Join(parts, " \\\n  ") }

// readable says that bytes can stand in a command.
func readable(data []byte) bool {
	return utf8.Valid(data) && strings.IndexFunc(string(data), func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f }) < 0
}

// signature is what a request's Authorization header says it was signed for.
func signature(m trace.Message) (region, service string, ok bool) {
	scheme, rest, _ := strings.Cut(m.Header.Get("Authorization"), " ")
	_, scope, found := strings.Cut(rest, "Credential=")
	if !strings.HasPrefix(scheme, "AWS4-") || !found {
		return "", "", false
	}
	scope, _, _ = strings.Cut(scope, ",")
	parts := strings.Split(scope, "/")
	if n := len(parts); n >= 5 {
		return parts[n-3], parts[n-2], true
	}
	return "", "", false
}
