package s3

import (
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"poolschool/sim/wire/sigv4"
)

// counted are Blobs that know what was not given back. They fail when told to.
type countedBlobs struct {
	memory
	drafts, blobs atomic.Int64
	full          error // what Create, or Write, answers
	fullAtWrite   bool
}

func (c *countedBlobs) Create(size int64) (Draft, error) {
	if c.full != nil && !c.fullAtWrite {
		return nil, c.full
	}
	d, err := c.memory.Create(size)
	c.drafts.Add(1)
	return &countedDraft{d, c}, err
}

type countedDraft struct {
	Draft
	of *countedBlobs
}

func (d *countedDraft) Write(p []byte) (int, error) {
	if d.of.fullAtWrite {
		return 0, d.of.full
	}
	return d.Draft.Write(p)
}

func (d *countedDraft) Commit() (Blob, error) {
	d.of.drafts.Add(-1)
	d.of.blobs.Add(1)
	b, err := d.Draft.Commit()
	return &countedBlob{b, d.of}, err
}

func (d *countedDraft) Discard() error {
	d.of.drafts.Add(-1)
	return d.Draft.Discard()
}

type countedBlob struct {
	Blob
	of *countedBlobs
}

func (b *countedBlob) Remove() error {
	b.of.blobs.Add(-1)
	return b.Blob.Remove()
}

func TestNoBytesAreLeftBehind(t *testing.T) {
	for _, tt := range []struct {
		name  string
		play  func(l *lab)
		blobs int64 // still in use
	}{
		{"a put", func(l *lab) { l.send(ownerKeys, "PUT", "photos/k", "x") }, 1},
		{"a put over an object", func(l *lab) { l.send(ownerKeys, "PUT", "photos/k", "x"); l.send(ownerKeys, "PUT", "photos/k", "y") }, 1},
		{"a put with a wrong checksum", func(l *lab) { l.send(ownerKeys, "PUT", "photos/k", "x", with("X-Amz-Checksum-Crc32", "AAAAAA==")) }, 0},
		{"a put with another body", func(l *lab) {
			l.send(ownerKeys, "PUT", "photos/k", "x", with("X-Amz-Content-Sha256", sigv4.Hash(nil)))
		}, 0},
		{"a put whose condition fails", func(l *lab) {
			l.send(ownerKeys, "PUT", "photos/k", "x")
			l.send(ownerKeys, "PUT", "photos/k", "y", with("If-None-Match", "*"))
		}, 1},
		{"a delete", func(l *lab) { l.send(ownerKeys, "PUT", "photos/k", "x"); l.send(ownerKeys, "DELETE", "photos/k", "") }, 0},
		{"a copy", func(l *lab) {
			l.send(ownerKeys, "PUT", "photos/k", "x")
			l.send(ownerKeys, "PUT", "photos/c", "", with("X-Amz-Copy-Source", "photos/k"))
		}, 2},
		{"an upload given up", func(l *lab) {
			id := l.send(ownerKeys, "POST", "photos/k?uploads", "").member("UploadId")
			l.send(ownerKeys, "PUT", "photos/k?partNumber=1&uploadId="+id, "x")
			l.send(ownerKeys, "PUT", "photos/k?partNumber=1&uploadId="+id, "y")
			l.send(ownerKeys, "DELETE", "photos/k?uploadId="+id, "")
		}, 0},
		{"an upload that leaves a part out", func(l *lab) {
			id := l.send(ownerKeys, "POST", "photos/k?uploads", "").member("UploadId")
			l.send(ownerKeys, "PUT", "photos/k?partNumber=1&uploadId="+id, "x")
			etag := l.send(ownerKeys, "PUT", "photos/k?partNumber=2&uploadId="+id, "y").Header.Get("ETag")
			l.send(ownerKeys, "POST", "photos/k?uploadId="+id, "<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>"+etag+"</ETag></Part></CompleteMultipartUpload>")
		}, 1},
		{"a part with the wrong kind of checksum", func(l *lab) {
			id := l.send(ownerKeys, "POST", "photos/k?uploads", "", with("X-Amz-Checksum-Algorithm", "SHA256")).member("UploadId")
			l.send(ownerKeys, "PUT", "photos/k?partNumber=1&uploadId="+id, "hello", with("X-Amz-Checksum-Crc32", "NhCmhg=="))
		}, 0},
	} {
		blobs := &countedBlobs{}
		l := newLab(t)
		l.blobs = blobs
		tt.play(l)
		if d, b := blobs.drafts.Load(), blobs.blobs.Load(); d != 0 || b != tt.blobs {
			t.Errorf("%s: %d drafts and %d blobs are left, want 0 and %d", tt.name, d, b, tt.blobs)
		}
	}
}

func TestAFullDiskIsAnInternalError(t *testing.T) {
	for _, tt := range []struct {
		name    string
		atWrite bool
	}{{"before the first byte", false}, {"at a byte", true}} {
		blobs := &countedBlobs{full: errors.New("no space left"), fullAtWrite: tt.atWrite}
		l := newLab(t)
		l.blobs = blobs
		got := l.send(ownerKeys, "PUT", "photos/k", "x")
		if got.StatusCode != 500 || got.code() != "InternalError" || blobs.drafts.Load() != 0 || strings.Contains(got.body, "no space") {
			t.Errorf("%s: %d %s, %d drafts", tt.name, got.StatusCode, got.body, blobs.drafts.Load())
		}
	}
}

func TestContentReadsAcrossBlobs(t *testing.T) {
	c := content{memoryBlob("abc"), memoryBlob(""), memoryBlob("de"), memoryBlob("f")}
	for offset := range int64(7) {
		for length := range 7 - offset {
			want := "abcdef"[offset : offset+length]
			r, err := c.open(offset, length)
			if err != nil {
				t.Fatal(err)
			}
			if err := iotest.TestReader(r, []byte(want)); err != nil {
				t.Errorf("%d bytes from %d: %v", length, offset, err)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestABlobThatCannotBeOpenedIsNoShortObject(t *testing.T) {
	r, err := content{memoryBlob("abc"), lostBlob{}}.open(0, 6)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); string(got) != "abc" || !errors.Is(err, errLost) {
		t.Errorf("read %q, %v", got, err)
	}
	if _, err := (content{lostBlob{}, memoryBlob("abc")}).open(1, 2); !errors.Is(err, errLost) {
		t.Errorf("the first blob is lost: %v", err)
	}
}

var errLost = errors.New("lost")

type lostBlob struct{}

func (lostBlob) Size() int64                              { return 3 }
func (lostBlob) Open(int64, int64) (io.ReadCloser, error) { return nil, errLost }
func (lostBlob) Remove() error                            { return nil }
