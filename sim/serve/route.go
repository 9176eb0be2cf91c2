package serve

import (
	"bytes"
	"io"
	"mime"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"poolschool/sim"
	"poolschool/sim/aws/userpool"
	"poolschool/sim/wire/sigv4"
)

// controlPath is where the listener itself answers.
const controlPath = "/_poolschool/"

const tracePath = controlPath + "trace"

// identityKeysHost publishes the keys of identity pools.
const identityKeysHost = "cognito-identity.amazonaws.com"

// targets are the services of X-Amz-Target, by what stands before the dot.
var targets = map[string]string{
	"AWSCognitoIdentityProviderService": "cognito-idp",
	"AWSCognitoIdentityService":         "cognito-identity",
}

// protocol is how a service words its refusals.
type protocol int

const (
	protocolJSON  protocol = iota // X-Amz-Target; also the login pages and the application
	protocolQuery                 // STS, IAM
	protocolS3
)

// destination is who a request is for.
type destination struct {
	host     string // as the account knows it; "" when nobody is there
	protocol protocol
	missing  string // why nobody is there
	iam      string // who it is for if its form names IAM's version; "" when that cannot be
}

// find reads a request as far as it takes to know whom it is for. All services share one address, so the first sign
// that fits decides: the host, X-Amz-Target, the service that the signature is for, and at last the path.
func find(w *sim.World, r *http.Request) destination {
	if w.At(hostname(r)) != nil { // one of AWS's own names, as proxies and curl --connect-to send them
		return destination{host: hostname(r), protocol: protocolOf(hostname(r))}
	}
	if service := byTarget(r); service != "" {
		return to(w, service)
	}
	if service := signedFor(r); service != "" {
		return to(w, service)
	}
	if r.Header.Get("X-Amz-Target") != "" {
		return to(w, "cognito-idp") // which knows no such operation, and says so
	}
	if unsignedForm(r) {
		d := to(w, "sts")
		d.iam = to(w, "iam").host
		return d
	}
	return byPath(w, r)
}

func byPath(w *sim.World, r *http.Request) destination {
	label, local := strings.CutSuffix(hostname(r), ".localhost")
	login := loginHost(w, label)
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case local && login == "" && label == appLabel:
		return to(w, "execute-api")
	case local && login == "":
		return to(w, "s3") // BUCKET.localhost
	case poolID.MatchString(first):
		return to(w, "cognito-idp") // discovery and keys
	case first == ".well-known":
		return destination{host: identityKeysHost}
	case !slices.Contains(userpool.LoginPaths(), first):
		return to(w, "s3")
	}
	if hosts := w.LoginHosts(); login == "" && len(hosts) > 0 {
		login = hosts[0]
	}
	return destination{host: login, missing: "no user pool of this account has a domain, so there are no login pages"}
}

// appLabel is the name below localhost of the learner's application; no bucket of that name can be reached by its host.
const appLabel = "app"

// poolID is the form of a user pool's id. No bucket has a name with an underscore.
var poolID = regexp.MustCompile(`^[A-Za-z0-9-]+_[A-Za-z0-9]+$`)

// loginHost is the host of the login pages whose domain is label; "" when no pool has it.
func loginHost(w *sim.World, label string) string {
	for _, host := range w.LoginHosts() {
		if strings.HasPrefix(host, label+".auth.") {
			return host
		}
	}
	return ""
}

// to is the destination for a service by the name that signatures give it.
func to(w *sim.World, service string) destination {
	switch service {
	case "cognito-idp", "cognito-identity", "sts", "iam", "s3":
		host := strings.TrimPrefix(w.Endpoint(service), "https://")
		return destination{host: host, protocol: protocolOf(host)}
	case "execute-api":
		return destination{host: w.Values()["appHost"]}
	}
	return destination{missing: "poolschool simulates cognito-idp, cognito-identity, sts, iam and s3, not " + service}
}

// protocolOf reads a host's name. A bucket's name may hold dots and come before that of S3, in any region.
func protocolOf(host string) protocol {
	name, _ := strings.CutSuffix(host, ".amazonaws.com")
	labels := strings.Split(name, ".")
	switch {
	case slices.Contains(labels, "s3"):
		return protocolS3
	case labels[0] == "iam" || labels[0] == "sts":
		return protocolQuery
	}
	return protocolJSON
}

// byTarget reads X-Amz-Target; for a browser's question before such a call, that it will come.
func byTarget(r *http.Request) string {
	if r.Method == http.MethodOptions && strings.Contains(strings.ToLower(r.Header.Get("Access-Control-Request-Headers")), "x-amz-target") {
		return "cognito-idp" // both services answer it alike
	}
	prefix, _, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	return targets[prefix]
}

// signedFor is the service in the credential scope KEY/DAY/REGION/SERVICE/aws4_request, of the header or of a
// presigned URL; "" without one that can be read.
func signedFor(r *http.Request) string {
	text, signed := strings.CutPrefix(r.Header.Get("Authorization"), sigv4.Algorithm)
	_, scope, found := strings.Cut(text, "Credential=")
	if !signed || !found {
		scope = r.URL.Query().Get("X-Amz-Credential")
	}
	scope, _, _ = strings.Cut(scope, ",")
	parts := strings.Split(strings.TrimSpace(scope), "/")
	if len(parts) < 5 {
		return ""
	}
	return parts[len(parts)-2]
}

// unsignedForm recognises AssumeRoleWithWebIdentity and its like, which nobody signs.
func unsignedForm(r *http.Request) bool {
	if r.URL.Path != "/" && r.URL.Path != "" {
		return false // a form for the login pages
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return r.URL.Query().Has("Action") || r.Method == http.MethodPost && err == nil && kind == "application/x-www-form-urlencoded"
}

// byVersion chooses between STS and IAM, which are told apart by the version that an unsigned form names. Its body is
// there already.
func byVersion(sts, iam http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			refuse(w, r, protocolQuery, errBroken)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if bytes.Contains(body, []byte(iamVersion)) || strings.Contains(r.URL.RawQuery, iamVersion) {
			sts = iam
		}
		sts.ServeHTTP(w, r)
	})
}

// iamVersion is in every form for IAM.
const iamVersion = "Version=2010-05-08"

// hostname is the host without its port, in lower case.
func hostname(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}
