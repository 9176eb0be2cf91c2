package sim

import (
	"net/http"
	"strings"
)

// Services by the names of their credential scopes and lifelines.
const (
	idp      = "cognito-idp"
	identity = "cognito-identity"
)

// Endpoint is the base address of a service: "https://cognito-idp.us-east-1.amazonaws.com".
func (w *World) Endpoint(service string) string { return "https://" + w.config.host(service) }

func (c Config) host(service string) string {
	if service == "iam" {
		return "iam.amazonaws.com" // IAM is global
	}
	return service + "." + c.Region + ".amazonaws.com"
}

func (c Config) loginHost(domain string) string {
	return domain + ".auth." + c.Region + ".amazoncognito.com"
}

// LoginHosts are the hosts of the user pools with login pages, oldest pool first.
func (w *World) LoginHosts() []string {
	var hosts []string
	for _, domain := range w.userpool.Domains() {
		hosts = append(hosts, w.config.loginHost(domain))
	}
	return hosts
}

// table is which service answers at which host. Every entry records its calls.
func (w *World) table() map[string]http.Handler {
	c := w.config
	hosts := w.home.hosts(w)
	hosts["cognito-identity.amazonaws.com"] = w.log.Record(identity, w.identitypool.KeysHandler())
	hosts[c.host("iam")] = w.log.Record("iam", w.iam.Handler())
	hosts[c.Account.App.Host] = w.log.Record("app", w.app.Handler())
	for host, h := range w.social.Hosts() {
		hosts[host] = w.log.Record(host, h)
	}
	return hosts
}

// route finds the handler for a host, or nil when nothing lives there. A bucket has a host of its
// own below S3's, a user pool with login pages one below amazoncognito.com.
func (w *World) route(host string) http.Handler {
	host = strings.ToLower(host)
	if h, ok := w.hosts[host]; ok {
		return h
	}
	if domain, ok := strings.CutSuffix(host, w.config.loginHost("")); ok {
		return w.log.Record(idp, w.userpool.DomainHandler(domain))
	}
	switch {
	case host == "sts.amazonaws.com" && w.config.Region == global:
		return w.hosts[w.config.host("sts")]
	case host == "sts.amazonaws.com":
		return w.hostAbroad("sts." + global + ".amazonaws.com")
	case isS3(host) || strings.HasSuffix("."+host, "."+w.config.host("s3")):
		return w.s3door // buckets of other regions' endpoints too: it says where they live
	}
	return w.hostAbroad(host)
}
