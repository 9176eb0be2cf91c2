package serve

import (
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// turnedAway is what a client reads for whose connection there is no room.
const turnedAway = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"

// crowd is a listener with room for a number of connections. The others get an answer at once: left unaccepted they
// would wait for something that may never come.
type crowd struct {
	net.Listener
	most int64
	wait time.Duration // how long a client that is turned away may take to read that
	now  func() time.Time
	open atomic.Int64
}

// Accept implements net.Listener.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c.open.Add(1) <= c.most {
			return &member{Conn: conn, left: func() { c.open.Add(-1) }}, nil
		}
		c.open.Add(-1)
		go c.turnAway(conn)
	}
}

// turnAway answers and closes. Nothing that goes wrong here matters: the client is to be gone.
func (c *crowd) turnAway(conn net.Conn) {
	_ = conn.SetDeadline(c.now().Add(c.wait))
	_, _ = io.WriteString(conn, turnedAway)
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
		_, _ = io.Copy(io.Discard, io.LimitReader(conn, http.DefaultMaxHeaderBytes)) // closed with bytes unread, the answer could be lost
	}
	_ = conn.Close()
}

// member is a connection that gives its place back.
type member struct {
	net.Conn
	once sync.Once
	left func()
}

// Close implements net.Conn.
func (m *member) Close() error {
	m.once.Do(m.left)
	return m.Conn.Close()
}

// CloseWrite lets net/http end an answer without losing its last bytes.
func (m *member) CloseWrite() error {
	if half, ok := m.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return m.Conn.Close()
}
