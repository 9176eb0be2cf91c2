package oauth2

import (
	"net/http"
	"net/url"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// Parameter is one parameter of a redirect. Redirects keep the order of theirs.
type Parameter struct{ Name, Value string }

// Address adds parameters to an address: to its query or, for the implicit flow, as its fragment.
// Parameters without a value are left out.
func Address(base string, fragment bool, parameters ...Parameter) string {
	var parts []string
	for _, p := range parameters {
		if p.Value != "" {
			parts = append(parts, url.QueryEscape(p.Name)+"="+url.QueryEscape(p.Value))
		}
	}
	if len(parts) == 0 {
		return base
	}
	sign := "?"
	switch {
	case fragment:
		sign = "#"
	case strings.Contains(base, "?"):
		sign = "&"
	}
	return base + sign + strings.Join(parts, "&")
}

// Redirect sends the browser on. Nobody on the way may keep the answer: it can carry a code.
func Redirect(w http.ResponseWriter, address string) {
	w.Header().Set("Location", address)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(http.StatusFound)
}

// RedirectError tells the application, through the browser, that it gets no code.
//
// https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
func RedirectError(w http.ResponseWriter, r *http.Request, address, state string, e *wire.Error) {
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	Redirect(w, Address(address, false, Parameter{"error_description", e.Message}, Parameter{"state", state}, Parameter{"error", e.Code}))
}
