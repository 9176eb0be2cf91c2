package s3

import (
	"errors"
	"io"

	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// Errors that several operations answer.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
var (
	errNoSuchBucket       = &wire.Error{Code: "NoSuchBucket", Message: "The specified bucket does not exist", Status: 404}
	errNoSuchKey          = &wire.Error{Code: "NoSuchKey", Message: "The specified key does not exist.", Status: 404}
	errPermanentRedirect  = &wire.Error{Code: "PermanentRedirect", Message: "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.", Status: 301}
	errMethodNotAllowed   = &wire.Error{Code: "MethodNotAllowed", Message: "The specified method is not allowed against this resource.", Status: 405}
	errNotImplemented     = &wire.Error{Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented", Status: 501}
	errAccessDenied       = &wire.Error{Code: "AccessDenied", Message: "Access Denied", Status: 403}
	errInternal           = &wire.Error{Code: "InternalError", Message: "We encountered an internal error. Please try again.", Status: 500}
	errInvalidArgument    = &wire.Error{Code: "InvalidArgument", Message: "%s", Status: 400}
	errInvalidRequest     = &wire.Error{Code: "InvalidRequest", Message: "%s", Status: 400}
	errPayloadMismatch    = &wire.Error{Code: "XAmzContentSHA256Mismatch", Message: "The provided 'x-amz-content-sha256' header does not match what was computed.", Status: 400}
	errChunkSignature     = &wire.Error{Code: "SignatureDoesNotMatch", Message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.", Status: 403}
	errIncompleteBody     = &wire.Error{Code: "IncompleteBody", Message: "The request body terminated unexpectedly", Status: 400}
	errPreconditionFailed = &wire.Error{Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold", Status: 412}
	errMalformedXML       = &wire.Error{Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema", Status: 400}
	errNotModified        = &wire.Error{Code: "NotModified", Message: "Not Modified", Status: 304}
)

// wireError turns any error into S3's words. What went wrong while reading a body has its
// own; anything else is the simulator's fault.
func wireError(err error) *wire.Error {
	var e *wire.Error
	var payload *sigv4.PayloadError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &payload):
		return errPayloadMismatch.With("ClientComputedContentSHA256", payload.Signed).With("S3ComputedContentSHA256", payload.Computed).
			Because("the signature vouches for a body with hash %s…, another body arrived", payload.Signed[:12])
	case errors.Is(err, sigv4.ErrChunk):
		return errChunkSignature.Because("a chunk of the body does not carry the signature that follows from the chunk before it")
	case errors.Is(err, sigv4.ErrFraming), errors.Is(err, io.ErrUnexpectedEOF):
		return errIncompleteBody.Because("%v", err)
	}
	return errInternal.Because("%v", err)
}

func invalidArgument(message, name, value string) *wire.Error {
	return errInvalidArgument.Saying(message).With("ArgumentName", name).With("ArgumentValue", value)
}
