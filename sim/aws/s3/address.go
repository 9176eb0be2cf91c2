package s3

import (
	"net"
	"net/http"
	"strings"

	"poolschool/sim/wire/restxml"
)

// place is where a request went: which region's endpoint, which bucket, which key.
type place struct {
	restxml.Labels
	region string // of the endpoint; "" when its name does not say
	host   string // the endpoint without the bucket
}

// locate reads bucket and key from host and path. Both styles of address work everywhere:
//
//	https://BUCKET.s3.REGION.amazonaws.com/KEY    virtual-hosted style
//	https://s3.REGION.amazonaws.com/BUCKET/KEY    path style; also on localhost and addresses
//
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
func locate(r *http.Request) place {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	p := place{host: host}
	if bucket, rest, ok := hosted(host); ok {
		p.Bucket, p.host = bucket, rest
	}
	p.region = regionOf(p.host)
	path := strings.TrimPrefix(r.URL.Path, "/")
	if p.Bucket == "" {
		p.Bucket, path, _ = strings.Cut(path, "/")
	}
	p.Key = path
	return p
}

// hosted splits a virtual-hosted name into bucket and endpoint.
func hosted(host string) (bucket, endpoint string, ok bool) {
	lower := strings.ToLower(host)
	for _, mark := range []string{".s3.", ".s3-"} {
		if i := strings.LastIndex(lower, mark); i > 0 && strings.HasSuffix(lower, ".amazonaws.com") {
			return host[:i], host[i+1:], true
		}
	}
	if name, found := strings.CutSuffix(lower, ".localhost"); found && name != "" && name != "s3" {
		return name, "localhost", true
	}
	return "", host, false
}

// regionOf reads the region out of s3.REGION.amazonaws.com; "" for a global or local name.
func regionOf(endpoint string) string {
	name, ok := strings.CutSuffix(strings.ToLower(endpoint), ".amazonaws.com")
	if !ok {
		return ""
	}
	_, region, _ := strings.Cut(name, ".")
	return strings.TrimPrefix(region, "dualstack.")
}
