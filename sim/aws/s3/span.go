package s3

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"poolschool/sim/wire"
)

var (
	errInvalidRange      = &wire.Error{Code: "InvalidRange", Message: "The requested range is not satisfiable", Status: 416}
	errInvalidPartNumber = &wire.Error{Code: "InvalidPartNumber", Message: "The requested partnumber is not satisfiable", Status: 416}
)

// span is the part of an object that is asked for.
type span struct {
	offset, length int64
	partial        bool
}

func (s span) header(size int64) string {
	if s.length == 0 { // an empty part: there is no last byte to name
		return ""
	}
	return fmt.Sprintf("bytes %d-%d/%d", s.offset, s.offset+s.length-1, size)
}

func (s span) status() int {
	if s.partial {
		return http.StatusPartialContent
	}
	return http.StatusOK
}

// spanOf reads a Range header. What is not one range of bytes is ignored, as HTTP asks and S3
// does; one that begins behind the end is an error.
// https://www.rfc-editor.org/rfc/rfc9110#section-14.2
func spanOf(header string, size int64) (span, error) {
	whole := span{0, size, false}
	spec, ok := strings.CutPrefix(header, "bytes=")
	if !ok || strings.Contains(spec, ",") {
		return whole, nil
	}
	first, last, ok := strings.Cut(strings.TrimSpace(spec), "-")
	if !ok {
		return whole, nil
	}
	if first == "" { // the last n bytes
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil || n < 0 {
			return whole, nil
		}
		if n == 0 || size == 0 {
			return whole, outside(header, size)
		}
		n = min(n, size)
		return span{size - n, n, true}, nil
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from < 0 {
		return whole, nil
	}
	to := size - 1
	if last != "" {
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil || n < from {
			return whole, nil
		}
		to = min(to, n)
	}
	if from >= size {
		return whole, outside(header, size)
	}
	return span{from, to - from + 1, true}, nil
}

// part is the span of one part of a multipart upload, counted from 1. An object that was put at once counts
// as one part.
func (o *object) part(number int) (span, error) {
	if number > len(o.content) {
		return span{}, errInvalidPartNumber.With("ActualPartCount", strconv.Itoa(len(o.content))).With("PartNumberRequested", strconv.Itoa(number)).
			Because("the object has %d parts", len(o.content))
	}
	p := span{length: o.content[number-1].Size(), partial: true}
	for _, before := range o.content[:number-1] {
		p.offset += before.Size()
	}
	return p, nil
}

// asked is the span that a request asks for, by bytes or by part.
func (o *object) asked(header string, partNumber *int64) (span, error) {
	switch {
	case partNumber == nil:
		return spanOf(header, o.size)
	case header != "":
		return span{}, errInvalidRequest.Saying("Cannot specify both Range header and partNumber query parameter").Because("one of the two says what is wanted")
	}
	if err := checkPartNumber(int(*partNumber)); err != nil {
		return span{}, err
	}
	return o.part(int(*partNumber))
}

func outside(header string, size int64) error {
	return errInvalidRange.With("RangeRequested", header).With("ActualObjectSize", strconv.FormatInt(size, 10)).
		WithHeader("Content-Range", fmt.Sprintf("bytes */%d", size)).
		Because("the object has %d bytes, the range %s begins behind them", size, header)
}
