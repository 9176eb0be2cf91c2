package sigv4

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Canonical is what was signed: the request in its one normal form, and the text over
// which the signature is computed. S3 shows both to a caller whose signature is wrong.
type Canonical struct {
	Request      string
	StringToSign string
}

// Canonicalize rebuilds both texts from the request as it arrived. payloadHash is the
// value that stands in the last line; see PayloadHash.
func Canonicalize(r *http.Request, s Signed, payloadHash string) Canonical {
	rawPath, rawQuery := target(r)
	var b strings.Builder
	b.WriteString(r.Method + "\n" + canonicalPath(rawPath, s.Service) + "\n" + canonicalQuery(rawQuery) + "\n")
	for _, name := range s.SignedHeaders {
		b.WriteString(name + ":" + headerValue(r, name) + "\n")
	}
	b.WriteString("\n" + strings.Join(s.SignedHeaders, ";") + "\n" + payloadHash)
	c := Canonical{Request: b.String()}
	c.StringToSign = Algorithm + "\n" + s.At.Format(stampFormat) + "\n" + s.Scope() + "\n" + hexSum([]byte(c.Request))
	return c
}

// PayloadHash is what the last line of the canonical request must say: for S3 the header's value, which its body is
// held against while it comes, and of a presigned URL, which cannot know the body, nothing. Everywhere else it is the
// hash of the body as it arrived: a header's word for it would let anybody change the body of a signed request.
func PayloadHash(s Signed, body []byte) string {
	switch {
	case s.Service == "s3" && s.PayloadHash != "":
		return s.PayloadHash
	case s.Service == "s3" && s.Presigned:
		return Unsigned
	}
	return hexSum(body)
}

// Uncovered returns the x-amz-* headers of the request that its signature does not cover.
// Nobody vouches for those.
func (s Signed) Uncovered(h http.Header) []string {
	var out []string
	for name := range h {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, "x-amz-") && !slices.Contains(s.SignedHeaders, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// target is path and query as they stood in the request line. A request that never was on
// a wire has no request line; then it is what the client would write.
func target(r *http.Request) (rawPath, rawQuery string) {
	uri := r.RequestURI
	if uri == "" {
		uri = r.URL.RequestURI()
	}
	if i := strings.Index(uri, "://"); i > 0 && !strings.HasPrefix(uri, "/") { // absolute form, as sent to proxies
		uri = uri[i+3:]
		slash := strings.IndexByte(uri, '/')
		if slash < 0 {
			return "/", ""
		}
		uri = uri[slash:]
	}
	rawPath, rawQuery, _ = strings.Cut(uri, "?")
	if rawPath == "" {
		rawPath = "/"
	}
	return rawPath, rawQuery
}

// canonicalPath is the path as sent for S3, whose keys may hold "//" and ".."; other
// services tidy the path and encode it once more.
func canonicalPath(raw, service string) string {
	if service == "s3" {
		return raw
	}
	clean := path.Clean(raw)
	if strings.HasSuffix(raw, "/") && clean != "/" {
		clean += "/"
	}
	return escape(clean, true)
}

func canonicalQuery(raw string) string {
	var out []pair
	for _, p := range pairs(raw) {
		if p.name != "X-Amz-Signature" {
			out = append(out, pair{escape(p.name, false), escape(p.value, false)})
		}
	}
	slices.SortStableFunc(out, func(a, b pair) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return strings.Compare(a.value, b.value)
	})
	var b strings.Builder
	for i, p := range out {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.name + "=" + p.value)
	}
	return b.String()
}

// headerValue is a header as it must be signed: values joined by commas, trimmed, runs of
// spaces collapsed. A header that is listed but absent counts as empty.
func headerValue(r *http.Request, name string) string {
	switch name {
	case "host":
		if r.Host != "" {
			return r.Host
		}
		return r.URL.Host
	case "content-length":
		// net/http keeps the length as a number, and may drop the header.
		if r.Header.Get("Content-Length") == "" && r.ContentLength >= 0 {
			return strconv.FormatInt(r.ContentLength, 10)
		}
	case "transfer-encoding":
		return strings.Join(r.TransferEncoding, ",")
	}
	values := r.Header.Values(name)
	if len(values) == 1 {
		return squeeze(values[0])
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = squeeze(v)
	}
	return strings.Join(out, ",")
}

func squeeze(text string) string {
	text = strings.Trim(text, " \t")
	for strings.Contains(text, "  ") {
		text = strings.ReplaceAll(text, "  ", " ")
	}
	return text
}

// escape is RFC 3986 with capital digits: only letters, digits and "-._~" stay.
// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
func escape(text string, keepSlash bool) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range []byte(text) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9',
			c == '-', c == '.', c == '_', c == '~', c == '/' && keepSlash:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return b.String()
}

func hexSum(p []byte) string {
	sum := sha256.Sum256(p)
	return hex.EncodeToString(sum[:])
}
