package panels

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/tui/theme"
)

// holding is a token or a set of credentials that went over the wire.
type holding struct {
	kind  holdingKind
	short string // for the line that lists all: "ID", "access", "refresh", "credentials"
	title string // "ID token"
	side  theme.Side
	raw   string // a token as sent; the whole object of credentials
	token token.Token
	was   *token.Token // before the learner changed it

	keyID, secret, session string    // of credentials
	expires                time.Time // of credentials; zero if the exchange does not say
	signs                  string    // what a request's credentials were used for: "s3 in us-east-1"
}

type holdingKind int

const (
	signed      holdingKind = iota // a JSON Web Token that can be read
	opaque                         // a token that only its issuer can read
	credentials                    // AWS credentials
)

// same reports whether two holdings are the same thing, met twice.
func (h holding) same(o holding) bool {
	return h.kind == o.kind && h.kind != credentials && h.raw == o.raw || h.kind == credentials && o.kind == credentials && h.keyID == o.keyID
}

// holdingsOf are the tokens and credentials of an exchange: what was asked to be shown, then those of the answer, which are
// new, then those of the request.
func holdingsOf(c Content) []holding {
	var all []holding
	add := func(found ...holding) {
		for _, h := range found {
			if !slices.ContainsFunc(all, h.same) {
				all = append(all, h)
			}
		}
	}
	if c.Value != "" {
		add(inspected(c.Name, c.Value)...)
	}
	add(inOrder(inMessage(c.Exchange.Response))...)
	add(inOrder(append(inMessage(c.Exchange.Request), inHeaders(c.Exchange.Request)...))...)
	return all
}

// inOrder puts ID before access before refresh token, as people read them; the rest stays as it was met.
func inOrder(found []holding) []holding {
	place := func(h holding) int {
		if i := slices.Index([]string{"ID", "access", "refresh"}, h.short); i >= 0 {
			return i
		}
		return len(found) + 3
	}
	slices.SortStableFunc(found, func(a, b holding) int { return place(a) - place(b) })
	return found
}

// inspected is a value that a lesson shows: a token, or an object that holds some.
func inspected(name, value string) []holding {
	if t, err := token.Decode(value); err == nil {
		h := ofToken(name, t)
		h.short = "inspected"
		return []holding{h}
	}
	rows, err := jsonRows([]byte(value), plainClass)
	if err != nil {
		return []holding{ofOpaque(name, value)}
	}
	return inRows(rows)
}

// plainClass classifies nothing: for rows that are only searched.
func plainClass(string, string) class { return words }

// inMessage searches a body.
func inMessage(message trace.Message) []holding {
	kind := message.Header.Get("Content-Type")
	switch {
	case len(message.Body) == 0:
		return nil
	case strings.Contains(kind, "json"):
		rows, _ := jsonRows(message.Body, plainClass) // of a body that breaks off, what there is
		return inRows(rows)
	case strings.Contains(kind, "xml"):
		rows, _ := xmlRows(message.Body, plainClass)
		return inRows(rows)
	case strings.Contains(kind, "form-urlencoded"):
		return inRows(formRows(string(message.Body), plainClass))
	}
	return nil
}

func inRows(rows []row) []holding {
	var found []holding
	for i, r := range rows {
		name := r.what[strings.LastIndex(r.what, ".")+1:]
		switch {
		case name == "AccessKeyId" && r.class != sign:
			found = append(found, ofCredentials(rows, i))
		case strings.HasPrefix(r.value, "eyJ"):
			if t, err := token.Decode(r.value); err == nil {
				found = append(found, ofToken(name, t))
			} else if isRefresh(name) {
				found = append(found, ofOpaque(name, r.value))
			}
		case isRefresh(name) && r.class != sign && r.value != "":
			found = append(found, ofOpaque(name, r.value))
		}
	}
	return found
}

func isRefresh(name string) bool {
	return name == "RefreshToken" || name == "refresh_token" || name == "REFRESH_TOKEN"
}

// ofToken names a token by what it says of itself, for the name that it goes by may say nothing ("Logins.cognito-idp…").
func ofToken(name string, t token.Token) holding {
	h := holding{kind: signed, token: t, raw: t.Raw, side: issuerSide(t)}
	switch use := t.Claims.Text("token_use"); {
	case use == "id":
		h.short, h.title = "ID", "ID token"
	case use == "access":
		h.short, h.title = "access", "access token"
	case h.side == theme.IdentityPool:
		h.short, h.title = "identity", "identity pool token"
	case name != "" && !strings.Contains(name, "/"):
		h.short, h.title = name, name
	default:
		h.short, h.title = "token", "token of "+t.Claims.Text("iss")
	}
	return h
}

func ofOpaque(name, value string) holding {
	h := holding{kind: opaque, raw: value, short: "refresh", title: "refresh token", side: theme.UserPool}
	if !isRefresh(name) {
		h.short, h.title, h.side = name, name, theme.NoSide
	}
	return h
}

// ofCredentials takes the members around an access key id.
func ofCredentials(rows []row, i int) holding {
	h := holding{kind: credentials, short: "credentials", title: "AWS credentials", side: theme.IdentityPool, keyID: rows[i].value}
	depth := rows[i].depth
	first, last := i, i
	for first > 0 && rows[first-1].depth == depth {
		first--
	}
	for last+1 < len(rows) && rows[last+1].depth == depth {
		last++
	}
	for _, r := range rows[first : last+1] {
		switch r.what[strings.LastIndex(r.what, ".")+1:] {
		case "SecretKey", "SecretAccessKey":
			h.secret = r.value
		case "SessionToken":
			h.session = r.value
		case "Expiration":
			h.expires = moment(r.value)
		}
	}
	return h
}

// moment reads a time as JSON services write it (seconds since 1970) or as query services do (RFC 3339).
func moment(text string) time.Time {
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return time.Unix(int64(seconds), 0).UTC()
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// inHeaders finds what a request shows at the door: a bearer token, or the credentials that signed it.
func inHeaders(message trace.Message) []holding {
	scheme, rest, _ := strings.Cut(message.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "Bearer"):
		if t, err := token.Decode(strings.TrimSpace(rest)); err == nil {
			return []holding{ofToken("bearer token", t)}
		}
	case strings.HasPrefix(scheme, "AWS4-"):
		_, scope, _ := strings.Cut(rest, "Credential=")
		scope, _, _ = strings.Cut(scope, ",")
		parts := strings.Split(scope, "/")
		if len(parts) < 4 {
			return nil
		}
		n := len(parts)
		h := holding{
			kind: credentials, short: "credentials", title: "AWS credentials", side: theme.IdentityPool,
			keyID: strings.Join(parts[:n-4], "/"), session: message.Header.Get("X-Amz-Security-Token"),
		}
		h.signs = parts[n-2] + " in " + parts[n-3]
		return []holding{h}
	}
	return nil
}
