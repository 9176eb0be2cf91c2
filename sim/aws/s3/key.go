package s3

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"poolschool/sim/wire"
)

// maxKey is the longest key, in bytes of UTF-8.
const maxKey = 1024

var (
	errKeyTooLong = &wire.Error{Code: "KeyTooLongError", Message: "Your key is too long", Status: 400}
	errInvalidURI = &wire.Error{Code: "InvalidURI", Message: "Couldn't parse the specified URI.", Status: 400}
)

// checkKey holds a request's key against S3's rules.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
func checkKey(key, path string) error {
	switch {
	case len(key) > maxKey:
		return errKeyTooLong.With("Size", strconv.Itoa(len(key))).With("MaxSizeAllowed", strconv.Itoa(maxKey)).
			Because("a key has at most %d bytes of UTF-8, this one has %d", maxKey, len(key))
	case !utf8.ValidString(key):
		return errInvalidURI.With("URI", path).Because("a key is UTF-8; the bytes of this one are not")
	case climbs(key):
		return errInvalidURI.With("URI", path).Because("in a key no .. may lead out of what stands before it")
	}
	return nil
}

// climbs reports whether, read from the left, there ever are more .. than other segments.
func climbs(key string) bool {
	depth := 0
	for segment := range strings.SplitSeq(key, "/") {
		if segment != ".." {
			depth++
			continue
		}
		if depth--; depth < 0 {
			return true
		}
	}
	return false
}
