package serve

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// Control answers below /_poolschool/: what has been sent, what has happened, and the account's clock. It answers
// only to programs on this machine that call the listener by its own name, and to no page of another origin.
type Control struct {
	account *Account
	hosts   []string // as Host may name the listener
	mux     *http.ServeMux
}

// NewControl returns the control of an account behind a listener at an address.
func NewControl(a *Account, address net.Addr) *Control {
	c := &Control{account: a, hosts: ownHosts(address), mux: http.NewServeMux()}
	c.mux.HandleFunc("GET "+controlPath+"inbox", c.inbox)
	c.mux.HandleFunc("POST "+controlPath+"clock", c.clock)
	c.mux.HandleFunc("POST "+controlPath+"reset", c.reset)
	c.mux.HandleFunc("GET "+tracePath, c.stream)
	c.mux.HandleFunc("GET "+tracePath+"/{requestID}", c.exchange)
	return c
}

// ownHosts are the names of a listener: its address, and localhost with its port.
func ownHosts(address net.Addr) []string {
	host, port, err := net.SplitHostPort(address.String())
	if err != nil {
		return nil
	}
	names := []string{host, "localhost"}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() { // it listens on every address: on this machine's own too
		names = []string{"127.0.0.1", "::1", "localhost"}
	}
	var hosts []string
	for _, name := range names {
		hosts = append(hosts, net.JoinHostPort(name, port))
		if port == "80" { // clients leave it out
			hosts = append(hosts, strings.TrimSuffix(net.JoinHostPort(name, port), ":80"))
		}
	}
	return hosts
}

// ServeHTTP answers one request.
func (c *Control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Date", c.account.World(r).Now().Format(http.TimeFormat))
	h.Set("Cache-Control", "no-store")
	// Pages can load answers that they cannot read, as scripts or images: these two forbid that as well.
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if why := c.foreign(r); why != "" {
		problem(w, http.StatusForbidden, why)
		return
	}
	c.mux.ServeHTTP(w, r)
}

// foreign says why a request is not answered; "" when it is.
func (c *Control) foreign(r *http.Request) string {
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	if ip := net.ParseIP(peer); err != nil || ip == nil || !ip.IsLoopback() {
		return "only programs on this machine are answered here"
	}
	// A page that has made its own name point to this machine still says that name.
	if !slices.Contains(c.hosts, strings.ToLower(r.Host)) {
		return "call this address by its own name: " + strings.Join(c.hosts, " or ")
	}
	for _, origin := range r.Header.Values("Origin") {
		if u, err := url.Parse(origin); err != nil || u.Scheme != "http" || origin != "http://"+u.Host || u.Host != r.Host {
			return "pages of other origins are not answered here"
		}
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return "pages of other origins are not answered here"
	}
	return ""
}

func problem(w http.ResponseWriter, status int, message string) {
	answerJSON(w, status, struct {
		Message string `json:"message"`
	}{message})
}

// letter is a delivered message.
type letter struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	Code    string `json:"code"`
}

// inbox lists the messages that the account has sent, oldest first.
func (c *Control) inbox(w http.ResponseWriter, r *http.Request) {
	letters := []letter{}
	for _, m := range c.account.World(r).Inbox() {
		letters = append(letters, letter{m.To, m.Subject, m.Body, m.Code})
	}
	answerJSON(w, http.StatusOK, letters)
}

// clock moves the account's clock: {"advance": "1h"}.
func (c *Control) clock(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	switch {
	case err != nil:
		problem(w, http.StatusBadRequest, "the body could not be read")
		return
	case len(body) > maxBody:
		problem(w, http.StatusRequestEntityTooLarge, "the body is longer than 1 MiB")
		return
	}
	var asked struct {
		Advance string `json:"advance"`
	}
	if err := json.Unmarshal(body, &asked, json.RejectUnknownMembers(true)); err != nil {
		problem(w, http.StatusBadRequest, `write {"advance": "1h"}`)
		return
	}
	d, err := time.ParseDuration(asked.Advance)
	if err != nil {
		problem(w, http.StatusBadRequest, errClock.Error())
		return
	}
	now, err := c.account.advance(d)
	if err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	answerJSON(w, http.StatusOK, struct {
		Now time.Time `json:"now"`
	}{now})
}

// reset starts the account over.
func (c *Control) reset(w http.ResponseWriter, _ *http.Request) {
	if err := c.account.Reset(); err != nil {
		problem(w, http.StatusInternalServerError, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
