package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"

	"github.com/go-json-experiment/json"

	"poolschool/tui/screen"
)

// socketFile is the local socket over which a presenter tells where it is.
const socketFile = "presenter.sock"

// errAnother is said to a second presenter.
var errAnother = errors.New("somebody else presents on this machine, and --notes follows them")

// socketPath is in this user's runtime folder, where the machine has one, else beside the progress. "" is nowhere.
func (e Env) socketPath() string {
	if info, err := os.Stat(e.RuntimeDir); err == nil && info.IsDir() {
		return filepath.Join(e.RuntimeDir, "poolschool", socketFile)
	}
	if e.StateDir == "" {
		return ""
	}
	return filepath.Join(e.StateDir, socketFile)
}

// lectern is a presenter's end of the socket. Whoever connects is told where the presenter is, a line of JSON now and at every
// change. The socket is there only while somebody presents.
type lectern struct {
	path string

	mu       sync.Mutex
	place    screen.Presented
	changed  chan struct{} // closed at the next change
	listener net.Listener  // nil while nobody presents, and while somebody else does
	conns    map[net.Conn]bool
	said     bool // that somebody else presents
	running  sync.WaitGroup
}

func newLectern(path string) *lectern {
	return &lectern{path: path, changed: make(chan struct{}), conns: map[net.Conn]bool{}}
}

// present notes where the presenter is. What it returns opens or closes the socket, so it belongs in a command; it goes by
// the latest place, because commands may overtake one another.
func (l *lectern) present(place screen.Presented) (tell func() error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.move(place)
	return l.settle
}

func (l *lectern) move(place screen.Presented) {
	l.place = place
	close(l.changed)
	l.changed = make(chan struct{})
}

// settle opens the socket when somebody presents, and closes it when nobody does. A second presenter takes over at the
// first change after the other one has left.
func (l *lectern) settle() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.place == (screen.Presented{}) {
		l.said = false
		return l.shut()
	}
	if l.listener != nil {
		return nil
	}
	listener, err := listen(l.path)
	switch {
	case err == nil:
		l.listener, l.said = listener, false
		l.running.Go(func() { l.accept(listener) })
		return nil
	case l.said:
		return nil
	}
	l.said = true
	return err
}

// shut closes the socket, which takes its file away too.
func (l *lectern) shut() error {
	if l.listener == nil {
		return nil
	}
	err := l.listener.Close()
	l.listener = nil
	for conn := range l.conns {
		_ = conn.Close() // its reader sees the end, which is all that it is for
	}
	return err
}

// close ends everything when the program ends. A nil lectern has nothing to end.
func (l *lectern) close() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	l.move(screen.Presented{})
	err := l.shut()
	l.mu.Unlock()
	l.running.Wait()
	return err
}

func (l *lectern) accept(from net.Listener) {
	for {
		conn, err := from.Accept()
		if err != nil {
			return // it was closed
		}
		l.running.Go(func() { l.tell(conn) })
	}
}

// tell writes every change until the reader goes or the presenter does.
func (l *lectern) tell(conn net.Conn) {
	defer func() {
		_ = conn.Close()
		l.mu.Lock()
		delete(l.conns, conn)
		l.mu.Unlock()
	}()
	for {
		l.mu.Lock()
		l.conns[conn] = true
		place, changed, open := l.place, l.changed, l.listener != nil
		l.mu.Unlock()
		line, err := json.Marshal(place)
		if err != nil || !open || place == (screen.Presented{}) {
			return
		}
		if _, err := conn.Write(append(line, '\n')); err != nil {
			return
		}
		<-changed
	}
}

// listen opens the socket, for this user only. A file that a killed program has left is taken away.
func listen(path string) (net.Listener, error) {
	if path == "" {
		return nil, errors.New("--notes cannot follow: there is no folder for its socket")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("--notes cannot follow: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil && isSocket(path) {
		if conn, dialled := net.Dial("unix", path); dialled == nil {
			return nil, errors.Join(errAnother, conn.Close())
		}
		if err = os.Remove(path); err == nil {
			l, err = net.Listen("unix", path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("--notes cannot follow: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("--notes cannot follow: %w", err), l.Close())
	}
	return l, nil
}

// isSocket says that a file is a socket, or what Windows has for one.
func isSocket(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&(os.ModeSocket|os.ModeIrregular) != 0
}

// follower is the other end. One command at a time asks it.
type follower struct {
	path  string
	conn  net.Conn
	lines *bufio.Reader
}

// next waits for the presenter's next place. The zero value is nobody: it comes at once, and again whenever a presenter
// leaves. The end of the context is nobody too.
func (f *follower) next(ctx context.Context) screen.Presented {
	if f.conn == nil {
		var dialer net.Dialer
		conn, err := dialer.DialContext(ctx, "unix", f.path)
		if err != nil {
			return screen.Presented{}
		}
		f.conn, f.lines = conn, bufio.NewReader(conn)
	}
	conn := f.conn
	stay := context.AfterFunc(ctx, func() { _ = conn.Close() }) // which ends the read below
	defer stay()
	var place screen.Presented
	line, err := f.lines.ReadSlice('\n')
	if err != nil || json.Unmarshal(line, &place) != nil {
		_ = f.conn.Close() // it has ended, or speaks of something else
		f.conn = nil
		return screen.Presented{}
	}
	return place
}
