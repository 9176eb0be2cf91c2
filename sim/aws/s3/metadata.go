package s3

import (
	"strconv"
	"strings"

	"poolschool/sim/wire"
	"poolschool/sim/wire/restxml"
)

// ObjectMetadata is what an object says about itself besides its bytes. Metadata is the user's
// own (x-amz-meta-…), names in lower case.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
type ObjectMetadata struct {
	CacheControl       string            `location:"header,Cache-Control"`
	ContentDisposition string            `location:"header,Content-Disposition"`
	ContentEncoding    string            `location:"header,Content-Encoding"`
	ContentLanguage    string            `location:"header,Content-Language"`
	ContentType        string            `location:"header,Content-Type"`
	Expires            string            `location:"header,Expires"`
	Metadata           map[string]string `location:"header,x-amz-meta-"`
}

// defaultContentType is that of an object which was put without one.
const defaultContentType = "binary/octet-stream"

// maxMetadata is how many bytes the user's metadata may have, names and values together.
const maxMetadata = 2 << 10

var errMetadataTooLarge = &wire.Error{Code: "MetadataTooLarge", Message: "Your metadata headers exceed the maximum allowed metadata size", Status: 400}

// stored is the metadata as it is kept: aws-chunked is the transport's affair.
func (m ObjectMetadata) stored() (ObjectMetadata, error) {
	var encodings []string
	for part := range strings.SplitSeq(m.ContentEncoding, ",") {
		if part = strings.TrimSpace(part); part != "" && part != "aws-chunked" {
			encodings = append(encodings, part)
		}
	}
	m.ContentEncoding = strings.Join(encodings, ",")
	if m.ContentType == "" {
		m.ContentType = defaultContentType
	}
	size := 0
	for name, value := range m.Metadata {
		size += len(name) + len(value)
	}
	if size > maxMetadata {
		return m, errMetadataTooLarge.With("Size", strconv.Itoa(size)).With("MaxSizeAllowed", strconv.Itoa(maxMetadata)).
			Because("names and values of x-amz-meta-… have %d bytes together", size)
	}
	return m, nil
}

// ObjectHeaders is what the answers of GetObject and HeadObject have in common.
type ObjectHeaders struct {
	ObjectMetadata
	Checksums
	AcceptRanges         string       `location:"header,Accept-Ranges"`
	ChecksumType         string       `location:"header,x-amz-checksum-type"`
	ContentLength        *int64       `location:"header,Content-Length"`
	ContentRange         string       `location:"header,Content-Range"`
	ETag                 string       `location:"header,ETag"`
	LastModified         restxml.Time `location:"header,Last-Modified"`
	PartsCount           int          `location:"header,x-amz-mp-parts-count"` // only where a part is asked for
	ServerSideEncryption string       `location:"header,x-amz-server-side-encryption"`
	TagCount             int          `location:"header,x-amz-tagging-count"` // only for who may read tags
}

// encrypted is how S3 has stored every object since January 2023.
const encrypted = "AES256"

// headers are those of an object, or of a range or part of it.
func (o *object) headers(span span, checksumMode string, byPart bool) ObjectHeaders {
	length := span.length
	h := ObjectHeaders{
		ObjectMetadata: o.about, AcceptRanges: "bytes", ContentLength: &length, ETag: quoted(o.etag),
		LastModified: restxml.At(o.modified), ServerSideEncryption: encrypted,
	}
	if byPart {
		h.PartsCount = o.parts
	}
	if span.partial {
		h.ContentRange = span.header(o.size)
	}
	// The stored checksum is that of the whole object, so it says nothing about a range.
	if strings.EqualFold(checksumMode, "ENABLED") && !span.partial {
		h.Checksums, h.ChecksumType = o.checksum.members()
	}
	return h
}

func quoted(etag string) string { return `"` + etag + `"` }

func unquoted(etag string) string { return strings.Trim(strings.TrimSpace(etag), `"`) }
