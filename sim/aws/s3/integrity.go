package s3

import (
	"context"
	"crypto/hmac"
	"crypto/md5"
	"encoding/base64"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// Integrity is what a request says about its body besides its hash.
type Integrity struct {
	Checksums
	ContentMD5        string `location:"header,Content-MD5"` // base64
	ChecksumAlgorithm string `location:"header,x-amz-sdk-checksum-algorithm"`

	// These describe the body on the wire; the client's half sets them as it sends.
	ContentLength *int64 `location:"header,Content-Length" json:"-"`
	DecodedLength *int64 `location:"header,x-amz-decoded-content-length" json:"-"` // without aws-chunked framing
	Trailer       string `location:"header,x-amz-trailer" json:"-"`                // name of the header after the last chunk
	PayloadHash   string `location:"header,x-amz-content-sha256" json:"-"`
}

// length is how many bytes the object will have; -1 when the request does not say.
func (in Integrity) length() int64 {
	switch {
	case in.DecodedLength != nil:
		return *in.DecodedLength
	case in.ContentLength != nil && !sigv4.Chunked(in.PayloadHash):
		return *in.ContentLength
	}
	return -1
}

// expectation holds a body against what the request said about it, while it passes by.
type expectation struct {
	size      int64
	md5       hash.Hash
	sum       hash.Hash
	algorithm string
	want      string // checksum in the header; "" when it comes in a trailer or not at all
	trailer   string // name of the trailer that will hold it
	wantMD5   string
	named     bool // the client named the algorithm
}

// expect reads what a request says. fallback is the algorithm to compute when it names none.
func (in Integrity) expect(fallback string) (*expectation, error) {
	e := &expectation{md5: md5.New(), algorithm: fallback, wantMD5: in.ContentMD5, trailer: strings.ToLower(in.Trailer)}
	algorithm, value, ok := in.only()
	switch {
	case !ok, algorithm != "" && e.trailer != "":
		return nil, errInvalidRequest.Saying("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.").Because("one checksum is enough, this request names several")
	case algorithm != "":
		if !validChecksum(algorithm, value) || suffixOf(value) != "" {
			return nil, errInvalidRequest.Saying("Value for x-amz-checksum-"+strings.ToLower(algorithm)+" header is invalid.").Because("%q is not base64 of a %s", value, algorithm)
		}
		e.algorithm, e.want, e.named = algorithm, value, true
	case e.trailer != "":
		name, known := headerOf[e.trailer]
		if !known {
			return nil, errInvalidRequest.Saying("The value specified in the x-amz-trailer header is not supported").Because("the trailer %q is no checksum", in.Trailer)
		}
		e.algorithm, e.named = name, true
	case in.ChecksumAlgorithm != "":
		return nil, errInvalidRequest.Saying("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.").Because("the algorithm is named, the checksum is nowhere")
	}
	if raw, err := base64.StdEncoding.DecodeString(e.wantMD5); err != nil || e.wantMD5 != "" && len(raw) != md5.Size {
		return nil, errInvalidDigest.With("Content-MD5", e.wantMD5).Because("%q is not base64 of 16 bytes", e.wantMD5)
	}
	if e.algorithm != "" {
		e.sum = newHash(e.algorithm)
	}
	return e, nil
}

// Write takes note of a piece of the body.
func (e *expectation) Write(p []byte) (int, error) {
	e.size += int64(len(p))
	e.md5.Write(p)
	if e.sum != nil {
		e.sum.Write(p)
	}
	return len(p), nil
}

// check compares, once the whole body has passed.
func (e *expectation) check(ctx context.Context, length int64, trailers http.Header) error {
	if length >= 0 && e.size != length {
		return errIncompleteBody.Because("the request announced %d bytes, %d arrived", length, e.size)
	}
	if got := base64Sum(e.md5); e.wantMD5 != "" && !equal(got, e.wantMD5) {
		return errBadMD5.With("ExpectedDigest", e.wantMD5).With("CalculatedDigest", got).Because("the body's MD5 is %s", got)
	}
	want := e.want
	if e.trailer != "" {
		if want = trailers.Get(e.trailer); want == "" {
			return errIncompleteBody.Because("the trailer %s was announced and did not come", e.trailer)
		}
	}
	if e.sum == nil || want == "" {
		return nil
	}
	got := base64Sum(e.sum)
	trace.Checked(ctx, equal(got, want), "the body's "+e.algorithm+" is the announced one", got)
	if !equal(got, want) {
		return errBadChecksum.Saying(e.algorithm).Because("the body's %s is %s, the request says %s", e.algorithm, got, want)
	}
	return nil
}

// checksum is what to store.
func (e *expectation) checksum() checksum {
	return checksum{e.algorithm, base64Sum(e.sum), fullObject}
}

func equal(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

// verified checks a document's body (not an object's) against its headers when it ends.
func verified(body io.Reader, h http.Header) io.Reader {
	in := Integrity{ContentMD5: h.Get("Content-MD5"), Trailer: h.Get("x-amz-trailer"), ChecksumAlgorithm: h.Get("x-amz-sdk-checksum-algorithm"), PayloadHash: h.Get("x-amz-content-sha256")}
	for header, name := range headerOf {
		*in.slot(name) = h.Get(header)
	}
	for header, length := range map[string]**int64{"Content-Length": &in.ContentLength, "x-amz-decoded-content-length": &in.DecodedLength} {
		if n, err := strconv.ParseInt(h.Get(header), 10, 64); err == nil {
			*length = &n
		}
	}
	return &verifiedReader{body: body, in: in}
}

type verifiedReader struct {
	body io.Reader
	in   Integrity
	e    *expectation
}

// Read implements io.Reader; a body that is not what the headers say ends in a *wire.Error.
func (v *verifiedReader) Read(p []byte) (int, error) {
	if v.e == nil {
		e, err := v.in.expect("")
		if err != nil {
			return 0, err
		}
		v.e = e
	}
	n, err := v.body.Read(p)
	_, _ = v.e.Write(p[:n]) // an expectation never fails to write
	if err == io.EOF {
		if bad := v.e.check(context.Background(), v.in.length(), trailersOf(v.body)); bad != nil {
			return n, bad
		}
	}
	return n, err
}

// trailersOf are the headers that came after a body in aws-chunked framing.
func trailersOf(body io.Reader) http.Header {
	if b, ok := body.(*sigv4.Body); ok {
		return b.Trailer
	}
	return nil
}
