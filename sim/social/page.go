package social

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"net/url"

	"poolschool/sim/trace"
)

//go:embed pages
var pageFiles embed.FS

func parsePages() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "pages/*.html"))
}

// page is what the template is filled with.
type page struct {
	Server, App string
	Style       template.CSS
	Action      template.URL
	People      []Person
	Error, Code string

	Answer, Relay string // of SAML, which the browser carries back in a form
}

// choose shows the people of a server; those whom the application hints at come first.
func (s *Service) choose(w http.ResponseWriter, r *http.Request, server string, a asked) {
	people := People(server)
	if hinted, ok := byEmail(people, a.hint); ok {
		people = []Person{hinted}
	}
	p := page{Server: server, App: a.app.ID, People: people}
	// Path and query are those of this very request; the template escapes them for their place.
	p.Action = template.URL(r.URL.EscapedPath() + "?" + r.URL.RawQuery) //nolint:gosec // see above
	s.show(w, r, http.StatusOK, p, a.redirect)
}

// stop shows that there is no address to which the browser may be sent.
func (s *Service) stop(w http.ResponseWriter, r *http.Request, server, code, text, because string) {
	trace.Refused(r.Context(), code, text, because)
	s.show(w, r, http.StatusBadRequest, page{Server: server, Error: text, Code: code}, "")
}

func (s *Service) show(w http.ResponseWriter, r *http.Request, status int, p page, returnTo string) {
	style, err := pageFiles.ReadFile("pages/choose.css")
	if err == nil {
		p.Style = template.CSS(style) //nolint:gosec // built in
	}
	var out bytes.Buffer
	if err := s.pages.ExecuteTemplate(&out, "choose", p); err != nil {
		trace.Because(r.Context(), "the page cannot be drawn: %v", err)
		http.Error(w, "Internal error", http.StatusInternalServerError)
		return
	}
	sum := sha256.Sum256(style)
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	if u, err := url.Parse(returnTo); err == nil && u.Host != "" {
		policy += " " + u.Scheme + "://" + u.Host
	}
	h := w.Header()
	h.Set("Content-Type", "text/html;charset=UTF-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // the browser may have gone; there is nobody left to tell
}
