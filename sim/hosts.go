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

func (c Config) loginURL(domain string) string { return "https://" + c.loginHost(domain) }

// table is which service answers at which host. Every entry records its calls.
func (w *World) table() map[string]http.Handler {
	return map[string]http.Handler{
		w.config.host(idp): w.log.Record(idp, w.userpool.Handler()),
	}
}

// route finds the handler for a host, or nil when nothing lives there.
func (w *World) route(host string) http.Handler {
	host = strings.ToLower(host)
	if h, ok := w.hosts[host]; ok {
		return h
	}
	return nil
}
