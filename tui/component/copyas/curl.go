package copyas

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// Curl is the request as a command of curl, 7.88 or newer, which signs by itself. Requests that are not for AWS go to the
// address to which they went.
func Curl(e trace.Exchange, secrets bool) string {
	original := e
	e = shown(e, secrets)
	parts := []string{"curl -sS"}
	region, service, signed := signature(original.Request)
	method := e.Request.Method
	switch {
	case method == http.MethodHead:
		parts[0] += " --head"
	case method != http.MethodGet && (method != http.MethodPost || len(e.Request.Body) == 0):
		parts[0] += " -X " + method
	}
	parts = append(parts, address(e))
	if signed {
		parts = append(parts, `--aws-sigv4 "aws:amz:`+region+`:`+service+`"`, `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`)
		if original.Request.Header.Get("X-Amz-Security-Token") != "" {
			parts = append(parts, `-H "X-Amz-Security-Token: $AWS_SESSION_TOKEN"`)
		}
		if service == "s3" { // S3 asks for it, and older curls leave it out
			parts = append(parts, "-H "+quote("X-Amz-Content-Sha256: UNSIGNED-PAYLOAD"))
		}
	}
	parts = append(parts, headers(e.Request, signed)...)
	body := e.Request.Body
	switch {
	case len(body) == 0:
	case original.Request.Truncated() || !readable(body) || uploads(e):
		parts = append(parts, "--data-binary "+quote("@"+file(e)))
	default:
		parts = append(parts, "--data-raw "+quote(formBody(original, e, secrets)))
	}
	return lines(parts)
}

// uploads tells whether the body is an object's bytes, which a command takes from a file.
func uploads(e trace.Exchange) bool {
	return e.To == "s3" && (e.Operation == "PutObject" || e.Operation == "UploadPart")
}

// formBody is the body. The values of a form are looked at one by one: escaped, a secret is not found in the whole.
func formBody(original, e trace.Exchange, secrets bool) string {
	if secrets || !strings.Contains(e.Request.Header.Get("Content-Type"), "form-urlencoded") {
		return string(e.Request.Body)
	}
	pairs := strings.Split(string(e.Request.Body), "&")
	for i, pair := range pairs {
		name, text, _ := strings.Cut(pair, "=")
		if value, err := url.QueryUnescape(text); err == nil && original.Hides(value) {
			pairs[i] = name + "=" + trace.Hidden
		}
	}
	return strings.Join(pairs, "&")
}

// address is where the command goes. S3's buckets stand in the path there: a loopback address has no names below it.
func address(e trace.Exchange) string {
	u, err := url.Parse(e.Request.Target)
	if err != nil || !strings.HasSuffix(u.Hostname(), ".amazonaws.com") {
		return quote(e.Request.Target)
	}
	if bucket, _, found := strings.Cut(u.Hostname(), ".s3."); found {
		u.Path, u.RawPath = "/"+bucket+u.Path, ""
	}
	rest := u.EscapedPath()
	if u.RawQuery != "" {
		rest += "?" + u.RawQuery
	}
	if rest == "" {
		rest = "/"
	}
	if quoted := quote(rest); quoted != rest {
		return endpoint + quoted
	}
	return `"$AWS_ENDPOINT_URL` + rest + `"`
}

// headers are those that somebody chose. Curl makes the others itself.
func headers(m trace.Message, signed bool) []string {
	var names []string
	for name := range m.Header {
		switch name {
		case "Host", "User-Agent", "Content-Length", "Accept-Encoding", "X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token":
			continue
		case "Authorization":
			if signed {
				continue
			}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	var flags []string
	for _, name := range names {
		for _, v := range m.Header[name] {
			flags = append(flags, "-H "+quote(name+": "+v))
		}
	}
	return flags
}

// file is the name of a file on the learner's machine that a body may have come from.
func file(e trace.Exchange) string {
	u, err := url.Parse(e.Request.Target)
	if err != nil || path.Base(u.Path) == "/" || path.Base(u.Path) == "." {
		return "body"
	}
	return path.Base(u.Path)
}
