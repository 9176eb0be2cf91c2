package serve

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"poolschool/sim/wire"
)

// pace moves a connection's deadlines ahead as long as something moves.
type pace struct {
	control *http.ResponseController
	now     func() time.Time
	idle    time.Duration
}

// Errors of the setters are let go: a connection without deadlines has none to miss.

func (p pace) read(within time.Duration) { _ = p.control.SetReadDeadline(p.now().Add(within)) }

// rest says that nothing more is to be read: from now on only the client's leaving counts.
func (p pace) rest() { _ = p.control.SetReadDeadline(time.Time{}) }

func (p pace) write() { _ = p.control.SetWriteDeadline(p.now().Add(p.idle)) }

// answering is a ResponseWriter whose client must go on reading.
type answering struct {
	http.ResponseWriter
	pace pace
}

// WriteHeader implements http.ResponseWriter.
func (a answering) WriteHeader(code int) {
	a.pace.write()
	a.ResponseWriter.WriteHeader(code)
}

func (a answering) Write(p []byte) (int, error) {
	a.pace.write()
	return a.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (a answering) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// errStill answers an upload that stands still.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
var errStill = &wire.Error{Code: "RequestTimeout", Message: "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.", Status: http.StatusBadRequest}

// moving is a body that may take as long as it likes while it moves.
type moving struct {
	io.ReadCloser
	pace pace
}

func (m moving) Read(p []byte) (int, error) {
	m.pace.read(m.pace.idle)
	n, err := m.ReadCloser.Read(p)
	switch {
	case err == io.EOF:
		m.pace.rest()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, errStill.Because("nothing came for %s", m.pace.idle)
	}
	return n, err
}

// whole reads a body that must come at once, and one byte more than is allowed, so that the service can say that it is
// too long.
func whole(body io.ReadCloser, size int64, within time.Duration, p pace) (io.ReadCloser, error) {
	if size == 0 || body == nil || body == http.NoBody {
		p.rest()
		return http.NoBody, nil
	}
	p.read(within)
	const enough = 16 << 10 // a client's word is not worth more memory than this
	var b bytes.Buffer
	b.Grow(int(min(max(size, 0), enough)) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(body, maxBody+1))
	if err != nil {
		return nil, err
	}
	if n <= maxBody {
		p.rest()
	}
	return io.NopCloser(&b), nil
}
