package userpool

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"poolschool/sim/trace"
)

//go:embed pages
var pageFiles embed.FS

// parsePages reads the pages that are built in. They work without scripts: a form, a button, links.
func parsePages() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "pages/pages.html"))
}

// webPage is what the templates are filled with. Each uses a few members.
type webPage struct {
	Title, App, Pool string
	Notice, Error    string
	Text             string
	CSRF             string
	query            string

	Username, NameLabel string
	Native, SignUp      bool // people of the pool can sign in here; can sign up
	Providers           []button
	Attributes          []field
	Choices             []field
	Field               *field
	Action              string
	Session             string
	Secret              string // of an authenticator app that is being set up
}

// button leads to an outside provider.
type button struct{ Name, Kind, Address string }

// field is one line of a form.
type field struct{ Name, Label, Type, Value, Mode, Auto string }

// To is the address of a page with what the application asked for.
func (p webPage) To(path string) template.URL {
	// The query is only ever put behind a path of ours; the template escapes it for its place.
	return template.URL(path + "?" + p.query) //nolint:gosec // no scheme or host can come in here
}

// newPage starts a page for a sign-in.
func (v *visit) newPage(a authorization, title string) webPage {
	p := webPage{Title: title, App: a.client.Name, Pool: v.settings.Name, query: a.query, CSRF: v.csrf(), NameLabel: v.nameLabel()}
	trace.Secret(v.r.Context(), p.CSRF)
	return p
}

func (v *visit) nameLabel() string {
	switch strings.Join(v.settings.UsernameAttributes, " ") {
	case "":
		return "Username"
	case "email":
		return "Email"
	case "phone_number":
		return "Phone number"
	}
	return "Email or phone number"
}

// show writes a page. returnTo is where its form may lead in the end: browsers hold the redirect after a form
// against form-action too.
func (v *visit) show(status int, name string, p webPage, returnTo string) {
	var out bytes.Buffer
	if err := v.pages.ExecuteTemplate(&out, name, p); err != nil {
		trace.Because(v.r.Context(), "the page cannot be drawn: %v", err)
		http.Error(v.w, "Internal error", http.StatusInternalServerError)
		return
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/html;charset=UTF-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"+source(returnTo))
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	h.Set("Pragma", "no-cache")
	if v.r.TLS != nil {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	v.w.WriteHeader(status)
	_, _ = v.w.Write(out.Bytes()) // the browser may have gone; there is nobody left to tell
}

// source is an address as a source of Content-Security-Policy: scheme and host, or the scheme alone where the
// grammar has no way to write the host.
func source(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme == "":
		return ""
	case u.Host == "" || strings.ContainsAny(u.Host, "[]*;, '"):
		return " " + u.Scheme + ":"
	}
	return " " + u.Scheme + "://" + u.Host
}

// style serves the one style sheet of the pages.
func (v *visit) style() {
	data, err := pageFiles.ReadFile("pages/login.css")
	if err != nil {
		http.NotFound(v.w, v.r)
		return
	}
	v.w.Header().Set("Content-Type", "text/css; charset=utf-8")
	v.w.Header().Set("Cache-Control", "public, max-age=86400")
	v.w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = v.w.Write(data) // as above
}

// stop shows that this is the end of the road: there is no address to which the browser may be sent.
func (v *visit) stop(status int, code, text, because string) {
	trace.Refused(v.r.Context(), code, text, because)
	p := webPage{Title: "This does not work", App: "Sign-in", Pool: v.settings.Name, Error: text, Text: code}
	v.show(status, "stop", p, "")
}
