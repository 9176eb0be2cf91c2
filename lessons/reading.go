package lessons

import (
	"io"
	"io/fs"
	"sync/atomic"
)

// Reading is how many bytes of the learner's own file a running step has read, and how many there are: total is 0 while
// none is read, and where nobody knows the length.
func (s *Session) Reading() (done, total int64) {
	return s.reading.done.Load(), s.reading.total.Load()
}

// reading counts what is read of a file.
type reading struct{ done, total atomic.Int64 }

// begin counts what will be read.
func (r *reading) begin(f io.Reader) io.Reader {
	r.done.Store(0)
	r.total.Store(0)
	if file, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			r.total.Store(info.Size())
		}
	}
	return &countingReader{r, f}
}

func (r *reading) end() { r.total.Store(0) }

type countingReader struct {
	count *reading
	from  io.Reader
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.count.done.Add(int64(n))
	return n, err
}
