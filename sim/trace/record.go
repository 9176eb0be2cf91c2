package trace

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Record wraps a service's handler: every call of it becomes an exchange in the log.
// to is the service's lifeline. Bodies pass by untouched; their first BodyLimit bytes
// are kept.
func (l *Log) Record(to string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		e := &Exchange{From: "client", To: to, Operation: r.Method + " " + r.URL.Path}
		if outer := from(ctx); outer != nil {
			e.Parent, e.From = outer.ID, outer.To
		}
		if id, ok := ctx.Value(callerKey).(string); ok {
			e.From = id
			ctx = context.WithValue(ctx, callerKey, nil) // the calls within come from this service
		}
		l.begin(e)
		body := &head{ReadCloser: r.Body}
		e.Request = Message{Method: r.Method, Target: target(r), Header: r.Header.Clone()}
		r = r.WithContext(context.WithValue(ctx, openKey, open{e, from(ctx)}))
		r.Body = body
		tee := &teeWriter{ResponseWriter: w}
		// Deferred, because a handler that panics has been called all the same.
		defer func() {
			fault := recover()
			if fault != nil {
				e.failed(fault, tee)
			}
			e.Request.Body, e.Request.Size = body.kept, max(body.size, r.ContentLength)
			e.Status = tee.status()
			e.Response = Message{Header: w.Header().Clone(), Body: tee.kept, Size: tee.size}
			l.end(e)
			if fault != nil {
				panic(fault) // what to do about it is for the server to say
			}
		}()
		h.ServeHTTP(tee, r)
	})
}

// failed notes that the simulator itself has a mistake. The server will answer 500 where no answer has begun.
func (e *Exchange) failed(fault any, tee *teeWriter) {
	e.Because = fmt.Sprintf("the simulator itself failed: %v", fault)
	if tee.code == 0 && tee.size == 0 {
		tee.code = http.StatusInternalServerError
	}
}

func target(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	path := r.RequestURI
	if path == "" {
		path = r.URL.RequestURI()
	}
	if strings.Contains(path, "://") {
		return path // a request line may carry the whole address
	}
	return scheme + "://" + r.Host + path
}

// head keeps the beginning of what is read through it.
type head struct {
	io.ReadCloser
	kept []byte
	size int64
}

func (h *head) Read(p []byte) (int, error) {
	n, err := h.ReadCloser.Read(p)
	h.size += int64(n)
	h.kept = keep(h.kept, p[:n])
	return n, err
}

func keep(kept, p []byte) []byte {
	return append(kept, p[:min(len(p), BodyLimit-len(kept))]...)
}

// teeWriter keeps the beginning of the answer and its status.
type teeWriter struct {
	http.ResponseWriter
	code int
	kept []byte
	size int64
}

func (t *teeWriter) WriteHeader(code int) {
	if t.code == 0 {
		t.code = code
	}
	t.ResponseWriter.WriteHeader(code)
}

func (t *teeWriter) Write(p []byte) (int, error) {
	n, err := t.ResponseWriter.Write(p)
	t.size += int64(n)
	t.kept = keep(t.kept, p[:n])
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (t *teeWriter) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *teeWriter) status() int {
	if t.code == 0 {
		return http.StatusOK
	}
	return t.code
}
