package copyas

import (
	"bytes"
	"net/url"
	"path"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/trace"
)

// CLI is the request as a command of the AWS CLI. ok is false for what the CLI cannot send: requests that are no operation of
// AWS, and the few whose document would have to be taken apart.
// https://docs.aws.amazon.com/cli/latest/reference/
func CLI(e trace.Exchange, secrets bool) (text string, ok bool) {
	region, _, signed := signature(e.Request)
	truncated := e.Request.Truncated() // a body without its secrets is shorter than it was
	e = shown(e, secrets)
	var flags []string
	service := e.To
	switch {
	case e.Request.Header.Get("X-Amz-Target") != "":
		flags, ok = jsonFlags(e.Request.Body)
	case strings.Contains(e.Request.Header.Get("Content-Type"), "form-urlencoded") && bytes.Contains(e.Request.Body, []byte("Action=")):
		flags, ok = formFlags(e, secrets)
	case e.To == "s3" && !strings.Contains(e.Operation, " "):
		service = "s3api"
		flags, ok = objectFlags(e)
	}
	if !ok || truncated && service != "s3api" {
		return "", false
	}
	parts := []string{"aws " + service + " " + kebab(e.Operation), "--endpoint-url " + endpoint}
	if signed {
		parts = append(parts, "--region "+region)
	} else {
		parts = append(parts, "--region "+regionOf(e.Request.Target), "--no-sign-request")
	}
	return lines(append(parts, flags...)), true
}

// regionOf reads the region out of a service's host name; services without one are called in us-east-1.
func regionOf(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return "us-east-1"
	}
	for label := range strings.SplitSeq(u.Hostname(), ".") {
		if parts := strings.Split(label, "-"); len(parts) >= 3 && len(parts[0]) == 2 && len(parts[len(parts)-1]) == 1 {
			return label
		}
	}
	return "us-east-1"
}

// kebab spells a name as the CLI does: GetCredentialsForIdentity is get-credentials-for-identity, ListObjectsV2
// list-objects-v2, OpenIdConnectProviderARNs open-id-connect-provider-arns.
func kebab(name string) string {
	if trunk, found := strings.CutSuffix(name, "s"); found && len(trunk) > 2 && upper(trunk[len(trunk)-1]) && upper(trunk[len(trunk)-2]) {
		at := len(trunk)
		for at > 0 && upper(trunk[at-1]) {
			at--
		}
		if at > 0 {
			return kebab(name[:at]) + "-" + strings.ToLower(name[at:])
		}
		return strings.ToLower(name)
	}
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		c := name[i]
		if i > 0 && upper(c) && (!upper(name[i-1]) || i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z') {
			b.WriteByte('-')
		}
		b.WriteByte(c)
	}
	return strings.ToLower(b.String())
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

// flag is one member. A value that begins with a dash must not look like another flag.
func flag(name, value string) string {
	if strings.HasPrefix(value, "-") {
		return "--" + name + "=" + quote(value)
	}
	return "--" + name + " " + quote(value)
}

// jsonFlags are the members of an object: texts and numbers as they are, the rest as JSON.
func jsonFlags(body []byte) ([]string, bool) {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return nil, false
	}
	var flags []string
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, false
		}
		member := kebab(name.String())
		v, err := d.ReadValue()
		if err != nil {
			return nil, false
		}
		switch v.Kind() {
		case 'n':
		case 't':
			flags = append(flags, "--"+member)
		case 'f':
			flags = append(flags, "--no-"+member)
		case '"':
			text, err := jsontext.AppendUnquote(nil, v)
			if err != nil {
				return nil, false
			}
			flags = append(flags, flag(member, string(text)))
		default:
			v = v.Clone()
			if v.Compact() != nil {
				return nil, false
			}
			flags = append(flags, flag(member, string(v)))
		}
	}
	return flags, true
}

// objectFlags are those of S3, whose members are in path, query and headers.
func objectFlags(e trace.Exchange) ([]string, bool) {
	u, err := url.Parse(e.Request.Target)
	if err != nil {
		return nil, false
	}
	bucket, key := objectOf(u)
	var flags []string
	add := func(name, value string) {
		if value != "" {
			flags = append(flags, flag(name, value))
		}
	}
	add("bucket", bucket)
	add("key", key)
	query := u.Query()
	for _, p := range queryFlags {
		add(p.flag, query.Get(p.wire))
	}
	for _, h := range headerFlags {
		add(h.flag, e.Request.Header.Get(h.wire))
	}
	file := path.Base("/" + key)
	switch e.Operation {
	case "PutObject", "UploadPart":
		add("body", file)
	case "GetObject":
		flags = append(flags, quote(file))
	case "PutBucketPolicy":
		add("policy", string(e.Request.Body))
	default:
		if e.Request.Size > 0 {
			return nil, false // a document in XML
		}
	}
	return flags, true
}

// objectOf takes bucket and key out of either style of address.
func objectOf(u *url.URL) (bucket, key string) {
	host, rest := u.Hostname(), strings.TrimPrefix(u.Path, "/")
	if before, _, found := strings.Cut(host, ".s3."); found {
		return before, rest
	}
	bucket, key, _ = strings.Cut(rest, "/")
	return bucket, key
}

// place is a member's name on the wire and in the CLI.
type place struct{ wire, flag string }

var queryFlags = []place{
	{"prefix", "prefix"}, {"delimiter", "delimiter"}, {"max-keys", "max-keys"}, {"start-after", "start-after"}, {"continuation-token", "continuation-token"},
	{"marker", "marker"}, {"uploadId", "upload-id"}, {"partNumber", "part-number"}, {"versionId", "version-id"}, {"max-uploads", "max-uploads"}, {"max-parts", "max-parts"},
}

var headerFlags = []place{
	{"X-Amz-Copy-Source", "copy-source"}, {"X-Amz-Copy-Source-Range", "copy-source-range"}, {"X-Amz-Acl", "acl"}, {"Content-Type", "content-type"}, {"Cache-Control", "cache-control"},
	{"Content-Disposition", "content-disposition"}, {"If-Match", "if-match"}, {"If-None-Match", "if-none-match"}, {"Range", "range"},
	{"X-Amz-Server-Side-Encryption", "server-side-encryption"}, {"X-Amz-Storage-Class", "storage-class"},
	{"X-Amz-Metadata-Directive", "metadata-directive"}, {"X-Amz-Tagging", "tagging"}, {"X-Amz-Tagging-Directive", "tagging-directive"},
}
