package s3

import (
	"context"
	"encoding/hex"
	"io"
	"strconv"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// maxPut is the largest object, or part, that one request can bring: 5 GiB.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const maxPut = 5 << 30

var (
	errEntityTooLarge       = &wire.Error{Code: "EntityTooLarge", Message: "Your proposed upload exceeds the maximum allowed size", Status: 400}
	errMissingContentLength = &wire.Error{Code: "MissingContentLength", Message: "You must provide the Content-Length HTTP header.", Status: 411}
)

// received is a body that has arrived whole and is what the request said.
type received struct {
	blob     Blob
	size     int64
	md5      []byte
	checksum checksum
	named    bool // the client named the checksum's algorithm
}

func (r received) etag() string { return hex.EncodeToString(r.md5) }

// part is the body as a part of an upload.
func (r received) part(number int, at time.Time) part {
	return part{number: number, blob: r.blob, size: r.size, md5: r.md5, checksum: r.checksum, modified: at}
}

// receive reads a body into a blob. The blob is kept only after every hash is right.
func (s *Service) receive(ctx context.Context, body io.Reader, in Integrity, fallback string) (received, error) {
	length := in.length()
	switch {
	case length < 0:
		return received{}, errMissingContentLength.Because("S3 wants to know how long the body is before it comes")
	case length > maxPut:
		return received{}, errEntityTooLarge.With("ProposedSize", strconv.FormatInt(length, 10)).With("MaxSizeAllowed", strconv.FormatInt(maxPut, 10)).
			Because("one PUT brings at most 5 GiB; larger objects are uploaded in parts")
	}
	e, err := in.expect(fallback)
	if err != nil {
		return received{}, err
	}
	draft, err := s.blobs.Create(length)
	if err != nil {
		return received{}, err
	}
	if err := s.copy(io.MultiWriter(e, draft), body); err != nil {
		return received{}, firstOf(err, draft.Discard())
	}
	if err := e.check(ctx, length, trailersOf(body)); err != nil {
		return received{}, firstOf(err, draft.Discard())
	}
	blob, err := draft.Commit()
	if err != nil {
		return received{}, err
	}
	trace.Passed(ctx, "the body arrived whole: %s", bytesText(e.size))
	return received{blob: blob, size: e.size, md5: e.md5.Sum(nil), checksum: e.checksum(), named: e.named}, nil
}

// copy moves a body through a buffer that is used again.
func (s *Service) copy(to io.Writer, body io.Reader) error {
	buffer := s.buffers.Get().(*[]byte)
	defer s.buffers.Put(buffer)
	_, err := io.CopyBuffer(to, struct{ io.Reader }{body}, *buffer)
	return err
}

// bytesText is a size for people: "512 B", "12 KiB".
func bytesText(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size {
			return strconv.FormatInt(n/unit.size, 10) + " " + unit.name
		}
	}
	return strconv.FormatInt(n, 10) + " B"
}
