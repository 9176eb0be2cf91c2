// Package wire holds what AWS's wire protocols share: errors as values, and
// operations as rows of a table. Each protocol has a folder below: awsjson,
// awsquery, restxml, oauth2, sigv4, saml; rpc holds what the first two share.
package wire

import (
	"fmt"
	"net/http"
	"slices"
)

// Error is a refusal in AWS's own terms. One value stands for one sentence of the
// service; With… methods return copies, so a value can be a package variable.
//
// The copying methods are kept out of line: they have five hundred callers, and inlined there they would make
// the program 0.2 MiB longer.
type Error struct {
	Code    string // "NotAuthorizedException"
	Message string // AWS's words, to the letter
	Status  int    // HTTP status

	// Why tells the learner what AWS does not say. It never goes over the wire.
	Why string
	// Extra are further members of the error body, in order (S3: Key, BucketName, …).
	Extra []Extra
	// Header are further headers of the answer.
	Header http.Header
}

// Extra is one further member of an error body.
type Extra struct{ Name, Value string }

// Error is code and message, as SDKs print them.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Code
	}
	return e.Code + ": " + e.Message
}

// Is reports whether target is the same refusal: the same code and, where target
// has one, the same message. So errors.Is works on copies too.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Message == "" || t.Message == e.Message)
}

// Because returns a copy that carries the reason which AWS hides.
//
//go:noinline
func (e *Error) Because(format string, args ...any) *Error {
	c := *e
	c.Why = fmt.Sprintf(format, args...)
	return &c
}

// Saying returns a copy with its message filled in.
//
//go:noinline
func (e *Error) Saying(args ...any) *Error {
	c := *e
	c.Message = fmt.Sprintf(e.Message, args...)
	return &c
}

// With returns a copy whose body has one more member.
//
//go:noinline
func (e *Error) With(name, value string) *Error {
	c := *e
	c.Extra = append(slices.Clip(c.Extra), Extra{name, value})
	return &c
}

// WithHeader returns a copy whose answer has one more header.
//
//go:noinline
func (e *Error) WithHeader(name, value string) *Error {
	c := *e
	c.Header = e.Header.Clone()
	if c.Header == nil {
		c.Header = http.Header{}
	}
	c.Header.Add(name, value)
	return &c
}
