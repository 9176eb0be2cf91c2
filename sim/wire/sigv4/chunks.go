package sigv4

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// maxTrailers bounds what may follow the last chunk: a handful of checksums. In bytes.
const maxTrailers = 8 << 10

// chunks takes aws-chunked framing off:
//
//	HEXSIZE[;chunk-signature=HEX]\r\n DATA \r\n … 0[;chunk-signature=HEX]\r\n NAME:VALUE\r\n … \r\n
//
// Each chunk's signature covers the one before it, so chunks cannot be dropped or swapped.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
type chunks struct {
	in      *bufio.Reader
	trailer http.Header
	signed  Signed

	key      []byte    // nil: chunks carry no signature
	hash     hash.Hash // of the current chunk's data; nil as above
	previous string    // signature of the chunk before
	claimed  string    // signature of the current chunk, as sent

	left    int64 // bytes of the current chunk that are still to come
	started bool
	done    error // what every further read returns
}

func (c *chunks) read(p []byte) (int, error) {
	for c.left == 0 && c.done == nil {
		c.done = c.next()
	}
	if c.left == 0 {
		return 0, c.done
	}
	n, err := c.in.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	if c.hash != nil {
		c.hash.Write(p[:n])
	}
	if err != nil && c.left > 0 {
		c.done = unexpected(err)
		c.left = 0
		return n, c.done
	}
	return n, nil
}

// next closes the current chunk and opens the one after it; io.EOF after the last.
func (c *chunks) next() error {
	if c.started {
		if err := c.close(); err != nil {
			return err
		}
	}
	c.started = true
	line, err := c.line()
	if err != nil {
		return err
	}
	size, extension, _ := strings.Cut(line, ";")
	n, err := strconv.ParseUint(size, 16, 63)
	if err != nil {
		return fmt.Errorf("%w: %q is not the size of a chunk", ErrFraming, size)
	}
	c.claimed = strings.TrimPrefix(extension, "chunk-signature=")
	if n > 0 {
		c.left = int64(n)
		return nil
	}
	if err := c.checkChunk(); err != nil {
		return err
	}
	if err := c.trailers(); err != nil {
		return err
	}
	return io.EOF
}

func (c *chunks) close() error {
	if line, err := c.line(); err != nil || line != "" {
		return errors.Join(fmt.Errorf("%w: a chunk is longer than it says", ErrFraming), err)
	}
	return c.checkChunk()
}

func (c *chunks) checkChunk() error {
	if c.key == nil {
		return nil
	}
	sum := hex.EncodeToString(c.hash.Sum(nil))
	c.hash.Reset()
	return c.check("AWS4-HMAC-SHA256-PAYLOAD", hexSum(nil)+"\n"+sum, c.claimed)
}

// check compares one link of the chain of signatures with what was sent.
func (c *chunks) check(algorithm, covered, claimed string) error {
	text := algorithm + "\n" + c.signed.At.Format(stampFormat) + "\n" + c.signed.Scope() + "\n" + c.previous + "\n" + covered
	want := signature(c.key, text)
	if !equal(want, claimed) {
		return ErrChunk
	}
	c.previous = want
	return nil
}

// trailers reads what follows the last chunk. AWS's own example ends these lines with a line
// feed and an empty line between, so empty lines are skipped and the body's end ends them.
func (c *chunks) trailers() error {
	size, claimed := 0, ""
	covered := sha256.New()
	for {
		line, err := c.line()
		if errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if size += len(line); err != nil || size > maxTrailers {
			return errors.Join(fmt.Errorf("%w: trailers", ErrFraming), err)
		}
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return fmt.Errorf("%w: trailer %q", ErrFraming, line)
		}
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if name == "x-amz-trailer-signature" {
			claimed = value
			continue
		}
		c.trailer.Add(name, value)
		covered.Write([]byte(name + ":" + value + "\n"))
	}
	if c.signed.PayloadHash != StreamingSignedTrailer {
		return nil
	}
	return c.check("AWS4-HMAC-SHA256-TRAILER", hex.EncodeToString(covered.Sum(nil)), claimed)
}

// line reads up to a line feed and drops the line's end.
func (c *chunks) line() (string, error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return "", unexpected(err)
	}
	return strings.TrimSuffix(string(line[:len(line)-1]), "\r"), nil
}

// unexpected turns the end of the body into an error: the framing says where the end is.
func unexpected(err error) error {
	switch {
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case errors.Is(err, bufio.ErrBufferFull):
		return fmt.Errorf("%w: a line is too long", ErrFraming)
	}
	return err
}
