package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"poolschool/sim"
)

// Config is what a Server is made of.
type Config struct {
	// World is the account that answers a request.
	World func(*http.Request) *sim.World
	// Control answers below /_poolschool/; nil: nobody does.
	Control http.Handler
	// Stopping is called when the end begins, for answers that would never end by themselves; it may be nil.
	Stopping func()
	// Fault hears of mistakes in this program that a request has found, without anything of the request but its
	// method; it may be nil.
	Fault  func(error)
	Limits Limits
	Now    func() time.Time // of the machine: deadlines of connections follow it
}

// Server answers for accounts on one address.
type Server struct {
	config                  Config
	calls, uploads, streams lane
}

// New returns a server that is not listening yet.
func New(c Config) *Server {
	return &Server{config: c, calls: lane{most: c.Limits.Calls}, uploads: lane{most: c.Limits.Uploads}, streams: lane{most: c.Limits.Streams}}
}

// Serve answers on a listener until ctx is done, lets what is running come to its end, and returns nil. It
// closes the listener.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	limits := s.config.Limits
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: limits.Header, IdleTimeout: limits.KeepAlive, MaxHeaderBytes: 64 << 10,
		ErrorLog: log.New(io.Discard, "", 0), // it would speak of clients' mistakes, in their words
	}
	failed := make(chan error, 1)
	go func() {
		failed <- server.Serve(&crowd{Listener: listener, most: int64(limits.Connections), wait: limits.Flush, now: s.config.Now})
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return s.stop(server)
	}
}

// stop ends in two steps: first what is running may finish, then its connections are closed.
func (s *Server) stop(server *http.Server) error {
	if s.config.Stopping != nil {
		s.config.Stopping()
	}
	limits := s.config.Limits
	running := []<-chan struct{}{s.calls.drain(), s.uploads.drain(), s.streams.drain()}
	finished := make(chan struct{})
	go func() {
		for _, ended := range running {
			<-ended
		}
		close(finished)
	}()
	grace, cancel := context.WithTimeout(context.Background(), limits.Drain)
	defer cancel()
	go func() {
		<-finished
		time.AfterFunc(limits.Flush, cancel) // connections that have not asked anything yet would hold up the end
	}()
	if err := server.Shutdown(grace); err == nil {
		return nil
	}
	if err := server.Close(); err != nil {
		return err
	}
	last, cancel := context.WithTimeout(context.Background(), limits.Flush)
	defer cancel()
	select {
	case <-finished:
		return nil
	case <-last.Done():
		return errors.New("some requests could not be brought to an end")
	}
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p := pace{http.NewResponseController(w), s.config.Now, s.config.Limits.Idle}
	p.write() // "100 Continue" is written before anything else
	// After the last Write of the handler net/http still sends what it holds back.
	defer p.write()
	w = answering{w, p}
	defer s.rescue(w, r)
	if strings.HasPrefix(r.URL.Path, controlPath) {
		l := &s.calls
		if r.URL.Path == tracePath {
			l = &s.streams // which stay
		}
		s.inLane(l, w, r, protocolJSON, func() {
			if s.config.Control == nil {
				http.NotFound(w, r)
				return
			}
			s.receive(w, r, protocolJSON, p, s.config.Control)
		})
		return
	}
	world := s.config.World(r)
	d := find(world, r)
	if d.host == "" {
		refuse(w, r, d.protocol, errNobody.Saying(d.missing))
		return
	}
	handler := world.At(d.host)
	if handler == nil { // a pool has given its domain back just now
		refuse(w, r, d.protocol, errNobody.Saying("nobody is at "+d.host))
		return
	}
	if d.iam != "" {
		handler = byVersion(handler, world.At(d.iam))
	}
	if d.protocol == protocolS3 {
		s.inLane(&s.uploads, w, r, d.protocol, func() {
			p.read(p.idle)
			if r.ContentLength == 0 {
				p.rest()
			}
			r.Body = moving{r.Body, p}
			handler.ServeHTTP(w, r)
		})
		return
	}
	s.inLane(&s.calls, w, r, d.protocol, func() { s.receive(w, r, d.protocol, p, handler) })
}

// inLane answers if there is room, and says so if there is none.
func (s *Server) inLane(l *lane, w http.ResponseWriter, r *http.Request, p protocol, f func()) {
	if !l.enter() {
		refuse(w, r, p, errBusy)
		return
	}
	defer l.leave()
	f()
}

// receive hands a request on when its body is there.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, proto protocol, p pace, h http.Handler) {
	body, err := whole(r.Body, r.ContentLength, s.config.Limits.Body, p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		w.Header().Set("Connection", "close")
		refuse(w, r, proto, errSlow)
	case err != nil:
		w.Header().Set("Connection", "close")
		refuse(w, r, proto, errBroken)
	default:
		r.Body = body
		h.ServeHTTP(w, r)
	}
}

// rescue turns a panic, which is a mistake in this program, into an answer. What it says may hold anything, so it
// is not repeated.
func (s *Server) rescue(w http.ResponseWriter, r *http.Request) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault == http.ErrAbortHandler {
		panic(fault) // net/http's own way to close a connection
	}
	if s.config.Fault != nil {
		s.config.Fault(fmt.Errorf("the simulator failed inside while it answered a %s request (%T); please report this", method(r), fault))
	}
	w.Header().Set("Connection", "close")
	refuse(w, r, protocolJSON, errInternal)
}

// method is the request's method if it is one that everybody knows: others are the client's words.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "strange"
}
