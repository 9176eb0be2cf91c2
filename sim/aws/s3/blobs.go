package s3

import (
	"bytes"
	"errors"
	"io"
)

// Blobs keeps objects' bytes apart from their names: in memory for lessons, in a folder
// where objects are large. Implementations are safe for concurrent use.
type Blobs interface {
	// Create opens a draft. size is how many bytes are to come, -1 when nobody knows.
	Create(size int64) (Draft, error)
}

// Draft is bytes that are still arriving. It ends by Commit or by Discard.
type Draft interface {
	io.Writer
	// Commit keeps the bytes. It is called once their hash has turned out right.
	Commit() (Blob, error)
	// Discard throws them away.
	Discard() error
}

// Blob is bytes that no longer change.
type Blob interface {
	Size() int64
	// Open reads length bytes from offset; both lie within the blob.
	Open(offset, length int64) (io.ReadCloser, error)
	// Remove frees the bytes. Readers that are open may finish; Open may fail from then on.
	Remove() error
}

// Memory returns Blobs that keep everything in memory.
func Memory() Blobs { return memory{} }

type memory struct{}

// maxReserve bounds what is set aside on a client's word alone, in bytes.
const maxReserve = 8 << 20

// Create implements Blobs.
func (memory) Create(size int64) (Draft, error) {
	d := &memoryDraft{}
	if size > 0 {
		d.data = make([]byte, 0, min(size, maxReserve))
	}
	return d, nil
}

type memoryDraft struct{ data []byte }

// Write implements io.Writer; it never fails.
func (d *memoryDraft) Write(p []byte) (int, error) {
	d.data = append(d.data, p...)
	return len(p), nil
}

// Commit implements Draft.
func (d *memoryDraft) Commit() (Blob, error) { return memoryBlob(d.data), nil }

// Discard implements Draft.
func (d *memoryDraft) Discard() error {
	d.data = nil
	return nil
}

type memoryBlob []byte

// Size implements Blob.
func (b memoryBlob) Size() int64 { return int64(len(b)) }

// Open implements Blob.
func (b memoryBlob) Open(offset, length int64) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(b[offset : offset+length])), nil
}

// Remove implements Blob; the bytes go with the last reader.
func (b memoryBlob) Remove() error { return nil }

// content is an object's bytes: one blob, or one a part of a multipart upload.
type content []Blob

// open reads a range across the blobs. The first is opened at once, so that bytes which are
// gone are an error before the answer begins; the others when their turn comes.
func (c content) open(offset, length int64) (io.ReadCloser, error) {
	r := &contentReader{rest: c, offset: offset, left: length}
	if err := r.next(); err != nil && err != io.EOF {
		return nil, err
	}
	return r, nil
}

// remove frees all blobs, also those behind one that cannot be freed.
func (c content) remove() error {
	var all error
	for _, b := range c {
		all = errors.Join(all, b.Remove())
	}
	return all
}

type contentReader struct {
	rest   content
	offset int64 // within rest[0]
	left   int64
	open   io.ReadCloser
}

// Read reads from blob after blob.
func (r *contentReader) Read(p []byte) (int, error) {
	for {
		if r.open == nil {
			if err := r.next(); err != nil {
				return 0, err
			}
		}
		n, err := r.open.Read(p)
		if err == io.EOF {
			err = r.open.Close()
			r.open = nil
		}
		if n > 0 || err != nil || len(p) == 0 {
			return n, err
		}
	}
}

// next opens the blob that holds the next byte; io.EOF when all are read.
func (r *contentReader) next() error {
	for r.left > 0 && len(r.rest) > 0 {
		b := r.rest[0]
		r.rest = r.rest[1:]
		if r.offset >= b.Size() {
			r.offset -= b.Size()
			continue
		}
		n := min(r.left, b.Size()-r.offset)
		open, err := b.Open(r.offset, n)
		if err != nil {
			return err
		}
		r.open, r.offset, r.left = open, 0, r.left-n
		return nil
	}
	return io.EOF
}

// Close closes the blob that is being read.
func (r *contentReader) Close() error {
	if r.open == nil {
		return nil
	}
	return r.open.Close()
}
