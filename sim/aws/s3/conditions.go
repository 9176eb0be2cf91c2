package s3

import (
	"time"

	"poolschool/sim/wire/restxml"
)

// ReadConditions are the conditional headers of GetObject and HeadObject.
// https://www.rfc-editor.org/rfc/rfc9110#section-13
type ReadConditions struct {
	IfMatch           string       `location:"header,If-Match"`
	IfNoneMatch       string       `location:"header,If-None-Match"`
	IfModifiedSince   restxml.Time `location:"header,If-Modified-Since"`
	IfUnmodifiedSince restxml.Time `location:"header,If-Unmodified-Since"`
}

// check holds the conditions against an object: nil, 412 or 304. An ETag decides before a
// date does.
func (c ReadConditions) check(o *object) error {
	modified := o.modified.Truncate(time.Second) // headers have no fractions
	switch {
	case c.IfMatch != "" && !matches(c.IfMatch, o.etag):
		return errPreconditionFailed.With("Condition", "If-Match").Because("the object's ETag is %q", o.etag)
	case c.IfMatch == "" && !c.IfUnmodifiedSince.IsZero() && modified.After(c.IfUnmodifiedSince.Time()):
		return errPreconditionFailed.With("Condition", "If-Unmodified-Since").Because("the object was modified at %s", modified.Format(time.DateTime))
	case c.IfNoneMatch != "" && matches(c.IfNoneMatch, o.etag),
		c.IfNoneMatch == "" && !c.IfModifiedSince.IsZero() && !modified.After(c.IfModifiedSince.Time()):
		return errNotModified.WithHeader("ETag", quoted(o.etag)).Because("the caller's copy is the present one")
	}
	return nil
}

// WriteConditions are the conditional headers of PutObject, CopyObject and CompleteMultipartUpload.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
type WriteConditions struct {
	IfMatch     string `location:"header,If-Match"`
	IfNoneMatch string `location:"header,If-None-Match"` // only "*"
}

// valid refuses what S3 does not implement: a write that depends on other ETags.
func (c WriteConditions) valid() error {
	if c.IfNoneMatch != "" && c.IfNoneMatch != "*" {
		return errNotImplemented.With("Header", "If-None-Match").Because("on a write If-None-Match only knows *")
	}
	return nil
}

// check holds the conditions against what is at the key now; nil when nothing is.
func (c WriteConditions) check(key string) func(old *object) error {
	return func(old *object) error {
		switch {
		case c.IfNoneMatch == "*" && old != nil:
			return errPreconditionFailed.With("Condition", "If-None-Match").Because("there already is an object %q", key)
		case c.IfMatch != "" && old == nil:
			return errNoSuchKey.With("Key", key).Because("If-Match wants an object at %q, there is none", key)
		case c.IfMatch != "" && !matches(c.IfMatch, old.etag):
			return errPreconditionFailed.With("Condition", "If-Match").Because("the object's ETag is %q", old.etag)
		}
		return nil
	}
}

func matches(header, etag string) bool {
	for _, want := range splitList(header) {
		if want == "*" || unquoted(want) == etag {
			return true
		}
	}
	return false
}
