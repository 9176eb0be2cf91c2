package s3

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"

	"poolschool/sim/wire/restxml"
)

// SourceOfCopy names the object that CopyObject and UploadPartCopy read, and on what conditions.
type SourceOfCopy struct {
	CopySource                  string       `location:"header,x-amz-copy-source"` // "BUCKET/KEY", URL-encoded
	CopySourceIfMatch           string       `location:"header,x-amz-copy-source-if-match"`
	CopySourceIfNoneMatch       string       `location:"header,x-amz-copy-source-if-none-match"`
	CopySourceIfModifiedSince   restxml.Time `location:"header,x-amz-copy-source-if-modified-since"`
	CopySourceIfUnmodifiedSince restxml.Time `location:"header,x-amz-copy-source-if-unmodified-since"`
}

// place reads "/BUCKET/KEY"; the leading slash may be missing, the key is URL-encoded.
func (c SourceOfCopy) place() (bucketName, key string, err error) {
	text, version, ok := strings.Cut(c.CopySource, "?")
	if ok {
		return "", "", errNotImplemented.With("Header", "x-amz-copy-source").Because("poolschool keeps no versions of objects: %s", version)
	}
	plain, bad := url.PathUnescape(strings.TrimPrefix(text, "/"))
	bucketName, key, _ = strings.Cut(plain, "/")
	if bad != nil || bucketName == "" || key == "" {
		return "", "", invalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", text).
			Because("the source is %q", text)
	}
	return bucketName, key, nil
}

// check holds the conditions against the source. A copy has no 304: it fails.
func (c SourceOfCopy) check(o *object) error {
	conditions := ReadConditions{c.CopySourceIfMatch, c.CopySourceIfNoneMatch, c.CopySourceIfModifiedSince, c.CopySourceIfUnmodifiedSince}
	if err := conditions.check(o); err != nil {
		return errPreconditionFailed.With("Condition", "x-amz-copy-source-If-*").Because("%s", wireError(err).Why)
	}
	return nil
}

// source finds what is to be copied, if the caller may read it.
func (s *Service) source(ctx context.Context, c SourceOfCopy, bucketName, key string) (*object, error) {
	if err := s.enter(ctx, bucketName, key, "s3:GetObject", s.existingTagKeys(bucketName, key)); err != nil {
		return nil, err
	}
	o, err := s.find(ctx, bucketName, key)
	if err != nil {
		return nil, err
	}
	return o, c.check(o)
}

// copyKeys are the condition keys of writing a copy.
func copyKeys(bucketName, key string) map[string][]string {
	return map[string][]string{"s3:x-amz-copy-source": {bucketName + "/" + key}}
}

// again reads a span of an object once more, so that source and copy can be deleted apart.
func (s *Service) again(source *object, at span, algorithm string) (received, error) {
	e, err := Integrity{}.expect(algorithm)
	if err != nil {
		return received{}, err
	}
	body, err := source.content.open(at.offset, at.length)
	if err != nil {
		return received{}, err
	}
	draft, err := s.blobs.Create(at.length)
	if err != nil {
		return received{}, firstOf(err, body.Close())
	}
	if err := firstOf(s.copy(io.MultiWriter(e, draft), body), body.Close()); err != nil {
		return received{}, firstOf(err, draft.Discard())
	}
	blob, err := draft.Commit()
	if err != nil {
		return received{}, err
	}
	return received{blob: blob, size: e.size, md5: e.md5.Sum(nil), checksum: e.checksum()}, nil
}

// copySpan reads x-amz-copy-source-range, which is stricter than Range: both ends must be there and within the object.
func copySpan(header string, size int64) (span, error) {
	if header == "" {
		return span{length: size}, nil
	}
	var first, last int64
	if n, err := fmt.Sscanf(header, "bytes=%d-%d", &first, &last); err != nil || n != 2 || header != fmt.Sprintf("bytes=%d-%d", first, last) || last < first {
		return span{}, invalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy", "x-amz-copy-source-range", header).
			Because("%q is no such range", header)
	}
	if last >= size {
		return span{}, invalidArgument(fmt.Sprintf("Range specified is not valid for source object of size: %d", size), "x-amz-copy-source-range", header).
			Because("the source has %d bytes", size)
	}
	return span{offset: first, length: last - first + 1}, nil
}
