package sigv4

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
)

// Values of x-amz-content-sha256 besides a digest.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-streaming.html
const (
	Unsigned                 = "UNSIGNED-PAYLOAD"
	StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
	StreamingSigned          = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	StreamingSignedTrailer   = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
)

// What a reader of a Body can find. By then it has handed out bytes: keep them aside until
// Read has returned io.EOF.
var (
	ErrPayload = errors.New("sigv4: the body is not the one whose hash was signed")
	ErrChunk   = errors.New("sigv4: a chunk's signature is wrong")
	ErrFraming = errors.New("sigv4: the body is not framed as aws-chunked")
)

// PayloadError is ErrPayload with both hashes, in hexadecimal.
type PayloadError struct{ Signed, Computed string }

// Error is the text of ErrPayload.
func (e *PayloadError) Error() string { return ErrPayload.Error() }

// Is makes errors.Is find ErrPayload.
func (e *PayloadError) Is(target error) bool { return target == ErrPayload }

// ValidPayloadHash reports whether text may stand in x-amz-content-sha256.
func ValidPayloadHash(text string) bool {
	return isDigest(text) || text == Unsigned || Chunked(text)
}

// Chunked reports whether a body with that payload hash arrives in aws-chunked framing.
func Chunked(payloadHash string) bool {
	switch payloadHash {
	case StreamingUnsignedTrailer, StreamingSigned, StreamingSignedTrailer:
		return true
	}
	return false
}

// Body is what the caller meant to send: framing taken off, hash or chunk signatures
// checked while reading.
type Body struct {
	// Trailer holds the headers that came after the last chunk. It is complete once Read has
	// returned io.EOF.
	Trailer http.Header

	read func([]byte) (int, error)
}

// NewBody reads body as s.PayloadHash says. key is the signing key; it is only needed for
// signed chunks.
func NewBody(body io.Reader, s Signed, key []byte) *Body {
	b := &Body{Trailer: http.Header{}}
	switch {
	case Chunked(s.PayloadHash):
		c := &chunks{in: bufio.NewReader(body), trailer: b.Trailer, signed: s, previous: s.Signature}
		if s.PayloadHash != StreamingUnsignedTrailer {
			c.key, c.hash = key, sha256.New()
		}
		b.read = c.read
	case isDigest(s.PayloadHash):
		b.read = (&hashed{in: body, want: s.PayloadHash, hash: sha256.New()}).read
	default:
		b.read = body.Read
	}
	return b
}

// Read implements io.Reader. Its errors are ErrPayload, ErrChunk, ErrFraming and those of the
// connection.
func (b *Body) Read(p []byte) (int, error) { return b.read(p) }

// hashed compares the hash of everything that was read with the one that was signed.
type hashed struct {
	in   io.Reader
	want string
	hash hash.Hash
}

func (h *hashed) read(p []byte) (int, error) {
	n, err := h.in.Read(p)
	h.hash.Write(p[:n])
	if err != io.EOF {
		return n, err
	}
	if got := hex.EncodeToString(h.hash.Sum(nil)); !equal(got, h.want) {
		return n, &PayloadError{Signed: h.want, Computed: got}
	}
	return n, io.EOF
}
