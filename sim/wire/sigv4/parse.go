// Package sigv4 is AWS's Signature Version 4, both halves. The server's half is written
// here, because it must show the canonical request and check every chunk of a streamed
// body; the client's half is the SDK's signer. Two independent sides check each other.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
package sigv4

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Algorithm is the only one that is understood.
const Algorithm = "AWS4-HMAC-SHA256"

// MaxExpires is the longest life of a presigned URL.
const MaxExpires = 7 * 24 * time.Hour

const (
	stampFormat = "20060102T150405Z"
	terminator  = "aws4_request"
)

// What can be wrong with a signature's form. The malformed ones come wrapped with the
// detail.
var (
	ErrUnsigned     = errors.New("sigv4: the request carries no signature")
	ErrScheme       = errors.New("sigv4: unknown authorization scheme")
	ErrTwice        = errors.New("sigv4: signed in the header and in the query")
	ErrMalformed    = errors.New("sigv4: malformed authorization header")
	ErrQuery        = errors.New("sigv4: query parameters missing or malformed")
	ErrQueryValue   = errors.New("sigv4: a query parameter has a wrong value")
	ErrVersion2     = errors.New("sigv4: Signature Version 2")
	ErrExpiresRange = errors.New("sigv4: X-Amz-Expires above a week")
	ErrDate         = errors.New("sigv4: no valid date")
)

// Signed is the signature that a request carries, taken apart. Nothing in it is proven yet.
type Signed struct {
	AccessKeyID   string
	Day           string // YYYYMMDD, as the credential scope has it
	Region        string
	Service       string
	SignedHeaders []string // lower case, in the order of the request
	Signature     string   // 64 hexadecimal digits
	At            time.Time
	Token         string // session token; "" without one
	PayloadHash   string // x-amz-content-sha256 as sent; "" when absent

	Presigned bool
	Expires   time.Duration // life of a presigned URL
}

// Scope is the credential scope: day, region, service and the terminator.
func (s Signed) Scope() string {
	return s.Day + "/" + s.Region + "/" + s.Service + "/" + terminator
}

// Secrets are the parts of a presigned URL that nobody else should see: the session token,
// plain and as it stands in the query, and the signature.
func (s Signed) Secrets() []string { return []string{s.Token, escape(s.Token, false), s.Signature} }

// Present reports whether a request carries any kind of authorization, well-formed or not.
func Present(r *http.Request) bool {
	_, rawQuery := target(r)
	query := pairs(rawQuery)
	return r.Header.Get("Authorization") != "" || presigned(query) || presigned2(query)
}

func presigned(q query) bool {
	return q.has("X-Amz-Signature") || q.has("X-Amz-Algorithm") || q.has("X-Amz-Credential")
}

// presigned2 finds a URL that was signed as before Signature Version 4.
func presigned2(q query) bool { return q.has("AWSAccessKeyId") && q.has("Signature") }

// Parse takes a request's signature apart, from the Authorization header or, for a
// presigned URL, from the query.
func Parse(r *http.Request) (Signed, error) {
	header := r.Header.Get("Authorization")
	_, rawQuery := target(r)
	query := pairs(rawQuery)
	inQuery := presigned(query)
	switch {
	case header != "" && inQuery:
		return Signed{}, ErrTwice
	case inQuery:
		return parseQuery(query)
	case header == "" && presigned2(query):
		return Signed{}, ErrVersion2
	case header == "":
		return Signed{}, ErrUnsigned
	}
	scheme, rest, _ := strings.Cut(header, " ")
	if scheme == "AWS" {
		return Signed{}, ErrVersion2
	}
	if scheme != Algorithm {
		return Signed{}, ErrScheme
	}
	s, err := parseAuthorization(rest)
	if err != nil {
		return s, err
	}
	s.Token = r.Header.Get("X-Amz-Security-Token")
	s.PayloadHash = r.Header.Get("X-Amz-Content-Sha256")
	s.At, err = headerDate(r.Header)
	if err == nil && s.At.Format("20060102") != s.Day {
		err = fmt.Errorf(`%w: Invalid credential date %q. This date is not the same as X-Amz-Date: %q`, ErrMalformed, s.Day, s.At.Format("20060102"))
	}
	return s, err
}

// parseAuthorization reads what follows the algorithm:
// Credential=…, SignedHeaders=a;b, Signature=….
func parseAuthorization(text string) (Signed, error) {
	var s Signed
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || seen[name] {
			return s, fmt.Errorf("%w: the part %q is not understood", ErrMalformed, strings.TrimSpace(part))
		}
		seen[name] = true
		switch name {
		case "Credential":
			if err := s.credential(value); err != nil {
				return s, fmt.Errorf("%w: %v", ErrMalformed, err)
			}
		case "SignedHeaders":
			s.SignedHeaders = strings.Split(value, ";")
		case "Signature":
			s.Signature = value
		}
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if !seen[name] {
			return s, fmt.Errorf("%w: missing %s", ErrMalformed, name)
		}
	}
	if !isDigest(s.Signature) || !slices.Contains(s.SignedHeaders, "host") {
		return s, fmt.Errorf("%w: a signature has 64 hexadecimal digits and covers the host header", ErrMalformed)
	}
	return s, nil
}

// credential reads KEY/YYYYMMDD/REGION/SERVICE/aws4_request.
func (s *Signed) credential(text string) error {
	parts := strings.Split(text, "/")
	if len(parts) != 5 || parts[0] == "" || parts[4] != terminator {
		return errors.New(`the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request"`)
	}
	if _, err := time.Parse("20060102", parts[1]); err != nil {
		return fmt.Errorf("incorrect date format %q. This date in the credential must be in the format \"yyyyMMdd\"", parts[1])
	}
	s.AccessKeyID, s.Day, s.Region, s.Service = parts[0], parts[1], parts[2], parts[3]
	return nil
}

func parseQuery(q query) (Signed, error) {
	s := Signed{Presigned: true}
	for _, name := range []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"} {
		if q.get(name) == "" {
			return s, fmt.Errorf("%w: missing %s", ErrQuery, name)
		}
	}
	if err := s.credential(q.get("X-Amz-Credential")); err != nil {
		return s, fmt.Errorf("%w: %v", ErrQuery, err)
	}
	s.SignedHeaders = strings.Split(q.get("X-Amz-SignedHeaders"), ";")
	s.Signature, s.Token = q.get("X-Amz-Signature"), q.get("X-Amz-Security-Token")
	s.PayloadHash = q.get("X-Amz-Content-Sha256")
	seconds, err := strconv.ParseInt(q.get("X-Amz-Expires"), 10, 64)
	switch {
	case err != nil:
		return s, fmt.Errorf("%w: X-Amz-Expires should be a number", ErrQueryValue)
	case seconds < 0:
		return s, fmt.Errorf("%w: X-Amz-Expires must be non-negative", ErrQueryValue)
	case seconds > int64(MaxExpires/time.Second):
		return s, ErrExpiresRange
	}
	s.Expires = time.Duration(seconds) * time.Second
	s.At, err = time.Parse(stampFormat, q.get("X-Amz-Date"))
	if err != nil || s.At.Format("20060102") != s.Day {
		return s, fmt.Errorf("%w: X-Amz-Date is %q, the credential's day %q", ErrQuery, q.get("X-Amz-Date"), s.Day)
	}
	if q.get("X-Amz-Algorithm") != Algorithm || !isDigest(s.Signature) || !slices.Contains(s.SignedHeaders, "host") {
		return s, fmt.Errorf("%w: algorithm, signature or signed headers", ErrQuery)
	}
	return s, nil
}

// headerDate prefers X-Amz-Date; Date may stand in for it.
func headerDate(h http.Header) (time.Time, error) {
	text := h.Get("X-Amz-Date")
	if text == "" {
		text = h.Get("Date")
	}
	if t, err := time.Parse(stampFormat, text); err == nil {
		return t, nil
	}
	if t, err := http.ParseTime(text); err == nil {
		return t.UTC(), nil
	}
	return time.Time{}, ErrDate
}

func isDigest(text string) bool {
	if len(text) != 64 {
		return false
	}
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// query is a query string's parameters, decoded, in their order.
type query []pair

type pair struct{ name, value string }

// pairs splits at "&" alone. net/url also refuses ";", which is an ordinary character here.
func pairs(raw string) query {
	var out query
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		out = append(out, pair{unescape(name), unescape(value)})
	}
	return out
}

// unescape leaves text alone whose percent signs encode nothing.
func unescape(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

func (q query) get(name string) string {
	for _, p := range q {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

func (q query) has(name string) bool {
	return slices.ContainsFunc(q, func(p pair) bool { return p.name == name })
}
