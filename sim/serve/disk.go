package serve

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"poolschool/sim/aws/s3"
)

const (
	// small objects are kept in memory while there is room: a file costs more than they do.
	small = 256 << 10
	// smallTotal is the room for all of them, in bytes.
	smallTotal = 32 << 20
)

// errLonger ends a body that goes on after the length that its request announced.
var errLonger = fmt.Errorf("%w: more bytes came than were announced", io.ErrUnexpectedEOF)

// disk keeps objects' bytes in a folder, in files that are numbered: no name of an object ever becomes part of a
// path. It is safe for concurrent use.
type disk struct {
	folder string
	last   atomic.Int64
	held   atomic.Int64 // bytes in memory
}

// newDisk makes the folder.
func newDisk(folder string) (*disk, error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return nil, err
	}
	return &disk{folder: folder}, nil
}

// remove deletes every object.
func (d *disk) remove() error { return os.RemoveAll(d.folder) }

// Create implements s3.Blobs.
func (d *disk) Create(size int64) (s3.Draft, error) {
	if size >= 0 && size <= small {
		if d.held.Add(size) <= smallTotal {
			return &note{disk: d, data: make([]byte, 0, size)}, nil
		}
		d.held.Add(-size)
	}
	path := filepath.Join(d.folder, strconv.FormatInt(d.last.Add(1), 10))
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &sheet{file: file, path: path, most: size}, nil
}

// note is a small object in memory. It is draft and blob: the service writes to it only before Commit.
type note struct {
	disk *disk
	data []byte // its capacity is the announced size
}

func (n *note) Write(p []byte) (int, error) {
	if len(n.data)+len(p) > cap(n.data) {
		return 0, errLonger
	}
	n.data = append(n.data, p...)
	return len(p), nil
}

// Commit implements s3.Draft.
func (n *note) Commit() (s3.Blob, error) { return n, nil }

// Discard implements s3.Draft.
func (n *note) Discard() error { return n.Remove() }

// Size implements s3.Blob.
func (n *note) Size() int64 { return int64(len(n.data)) }

// Open implements s3.Blob.
func (n *note) Open(offset, length int64) (io.ReadCloser, error) {
	return io.NopCloser(io.NewSectionReader(reader(n.data), offset, length)), nil
}

// Remove implements s3.Blob. Readers keep the bytes as long as they need them.
func (n *note) Remove() error {
	n.disk.held.Add(-int64(cap(n.data)))
	return nil
}

// reader reads bytes that no longer change.
type reader []byte

// ReadAt implements io.ReaderAt.
func (r reader) ReadAt(p []byte, offset int64) (int, error) {
	n := copy(p, r[offset:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// sheet is an object in a file that is being written.
type sheet struct {
	file *os.File
	path string
	most int64 // -1: nobody has said
	size int64
}

func (s *sheet) Write(p []byte) (int, error) {
	if s.most >= 0 && s.size+int64(len(p)) > s.most {
		return 0, errLonger
	}
	n, err := s.file.Write(p)
	s.size += int64(n)
	return n, err
}

// Commit implements s3.Draft.
func (s *sheet) Commit() (s3.Blob, error) {
	if err := s.file.Close(); err != nil {
		return nil, errors.Join(err, os.Remove(s.path))
	}
	return filed{s.path, s.size}, nil
}

// Discard implements s3.Draft.
func (s *sheet) Discard() error { return errors.Join(s.file.Close(), os.Remove(s.path)) }

// filed is an object in a file.
type filed struct {
	path string
	size int64
}

// Size implements s3.Blob.
func (f filed) Size() int64 { return f.size }

// Open implements s3.Blob.
func (f filed) Open(offset, length int64) (io.ReadCloser, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	return &part{io.NewSectionReader(file, offset, length), file}, nil
}

// Remove implements s3.Blob.
func (f filed) Remove() error { return os.Remove(f.path) }

// part is a range of a file that closes the file.
type part struct {
	*io.SectionReader
	file io.Closer
}

func (p *part) Close() error { return p.file.Close() }
