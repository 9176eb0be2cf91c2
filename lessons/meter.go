package lessons

import (
	"io"
	"io/fs"
	"sync/atomic"
)

// Reading is how many bytes of the learner's own file a running step has read, and how many there are: total is 0 while
// none is read, and where nobody knows the length.
func (s *Session) Reading() (done, total int64) { return s.reading.now() }

// Sending is how many bytes of a file's content have left in the running request, and how many there are: total is 0 while
// no file is on its way.
func (s *Session) Sending() (done, total int64) { return s.sending.now() }

// meter counts bytes on their way. The step that moves them writes, a screen reads.
type meter struct{ done, total atomic.Int64 }

func (m *meter) now() (done, total int64) { return m.done.Load(), m.total.Load() }

// count counts what is read from a source of that length, in bytes, until end. A length below 0 is not known.
func (m *meter) count(from io.Reader, length int64) io.Reader {
	m.done.Store(0)
	m.total.Store(max(0, length))
	return &meteredReader{m, from}
}

func (m *meter) end() { m.total.Store(0) }

type meteredReader struct {
	meter *meter
	from  io.Reader
}

func (r *meteredReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.meter.done.Add(int64(n))
	return n, err
}

// lengthOf is how many bytes an open file holds; -1 where nobody knows: a pipe, a device.
func lengthOf(f io.Reader) int64 {
	if file, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return -1
}
