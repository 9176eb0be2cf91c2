package sim

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
)

// RoundTrip answers a request as if it had gone over the network. Bodies stream in both
// directions: neither is ever held as a whole. A host where nothing lives is an error, as
// an unknown name is for a real client.
func (w *World) RoundTrip(r *http.Request) (*http.Response, error) {
	h := w.route(r.URL.Hostname())
	if h == nil {
		closeBody(r.Body)
		return nil, fmt.Errorf("no such host in the simulated account: %s", r.URL.Host)
	}
	read, write := io.Pipe()
	answer := &answer{header: http.Header{}, body: write, ready: make(chan struct{}), done: make(chan struct{})}
	inner := served(r)
	go func() {
		defer closeBody(r.Body)
		defer answer.finish()
		h.ServeHTTP(answer, inner)
	}()
	select {
	case <-answer.ready:
	case <-r.Context().Done():
		closeBody(read) // nobody reads the answer any more: the handler must not wait for that
		return nil, r.Context().Err()
	}
	if r.Method == http.MethodHead {
		// Nobody reads this body. The call must be over before the client goes on, as it
		// is after the last byte of any other.
		closeBody(read)
		<-answer.done
	}
	return answer.response(r, read, w.date()), nil
}

// ServeHTTP answers for the host that the request names: the same account behind a
// listener.
func (w *World) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	h := w.At(host)
	if h == nil {
		http.Error(rw, "no such host in the simulated account: "+strconv.Quote(r.Host), http.StatusMisdirectedRequest)
		return
	}
	h.ServeHTTP(rw, r)
}

// At is who answers at a host, whatever host a request itself names: signatures cover the name that the client used.
// nil when nothing lives there.
func (w *World) At(host string) http.Handler {
	h := w.route(host)
	if h == nil {
		return nil
	}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", w.date())
		h.ServeHTTP(rw, r)
	})
}

// date is the account's time, which every answer carries.
func (w *World) date() string { return w.config.Clock.Now().Format(http.TimeFormat) }

// served is the request as net/http's server would hand it to a handler.
func served(r *http.Request) *http.Request {
	in := r.Clone(r.Context())
	if in.Host == "" {
		in.Host = in.URL.Host
	}
	in.RequestURI = in.URL.RequestURI()
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	in.RemoteAddr = "127.0.0.1:0"
	if in.URL.Scheme == "https" {
		in.TLS = &tls.ConnectionState{Version: tls.VersionTLS13}
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	if in.ContentLength > 0 {
		in.Header.Set("Content-Length", strconv.FormatInt(in.ContentLength, 10))
	}
	in.Header.Del("Host")
	return in
}

func closeBody(body io.Closer) {
	if body != nil {
		_ = body.Close() // the transport's duty; there is nobody to tell
	}
}

// answer is a ResponseWriter whose body is a pipe.
type answer struct {
	header http.Header
	body   *io.PipeWriter

	once  sync.Once
	ready chan struct{} // closed when the status is known
	done  chan struct{} // closed when the handler is over
	code  int
	sent  http.Header // as it stood when the status was written
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(code int) {
	a.once.Do(func() {
		a.code, a.sent = code, a.header.Clone()
		close(a.ready)
	})
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// finish ends the answer. A handler that panicked has found a mistake in this program: the
// caller gets a 500, as from net/http, and the program goes on; the log has noted it already.
func (a *answer) finish() {
	defer close(a.done)
	if fault := recover(); fault != nil {
		a.WriteHeader(http.StatusInternalServerError)
		_ = a.body.CloseWithError(fmt.Errorf("simulator: %v", fault))
		return
	}
	a.WriteHeader(http.StatusOK)
	_ = a.body.Close()
}

func (a *answer) response(r *http.Request, body io.ReadCloser, date string) *http.Response {
	if a.sent.Get("Date") == "" {
		a.sent.Set("Date", date)
	}
	length := int64(-1)
	if n, err := strconv.ParseInt(a.sent.Get("Content-Length"), 10, 64); err == nil {
		length = n
	}
	if r.Method == http.MethodHead {
		body = http.NoBody
	}
	return &http.Response{
		Status: strconv.Itoa(a.code) + " " + http.StatusText(a.code), StatusCode: a.code,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.sent, Body: body, ContentLength: length, Request: r,
	}
}
