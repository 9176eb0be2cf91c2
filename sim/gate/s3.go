package gate

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"poolschool/sim/wire"
)

// S3's refusals of a signature. Most say what was wrong in further members.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
var (
	s3Denied        = &wire.Error{Code: "AccessDenied", Message: "Access Denied", Status: 403}
	s3Expired       = &wire.Error{Code: "AccessDenied", Message: "Request has expired", Status: 403}
	s3TooEarly      = &wire.Error{Code: "AccessDenied", Message: "Request is not valid yet", Status: 403}
	s3Uncovered     = &wire.Error{Code: "AccessDenied", Message: "There were headers present in the request which were not signed", Status: 403}
	s3NoDate        = &wire.Error{Code: "AccessDenied", Message: "AWS authentication requires a valid Date or x-amz-date header", Status: 403}
	s3TokenExpired  = &wire.Error{Code: "ExpiredToken", Message: "The provided token has expired.", Status: 400}
	s3TokenInvalid  = &wire.Error{Code: "InvalidToken", Message: "The provided token is malformed or otherwise invalid.", Status: 400}
	s3UnknownKey    = &wire.Error{Code: "InvalidAccessKeyId", Message: "The AWS Access Key Id you provided does not exist in our records.", Status: 403}
	s3Mismatch      = &wire.Error{Code: "SignatureDoesNotMatch", Message: "The request signature we calculated does not match the signature you provided. Check your key and signing method.", Status: 403}
	s3Skewed        = &wire.Error{Code: "RequestTimeTooSkewed", Message: "The difference between the request time and the current time is too large.", Status: 403}
	s3Malformed     = &wire.Error{Code: "AuthorizationHeaderMalformed", Message: "The authorization header is malformed; %s", Status: 400}
	s3Query         = &wire.Error{Code: "AuthorizationQueryParametersError", Message: "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.", Status: 400}
	s3WrongScope    = &wire.Error{Code: "AuthorizationQueryParametersError", Message: "Error parsing the X-Amz-Credential parameter; %s", Status: 400}
	s3ExpiresTooBig = &wire.Error{Code: "AuthorizationQueryParametersError", Message: "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds", Status: 400}
	s3Scheme        = &wire.Error{Code: "InvalidArgument", Message: "Unsupported Authorization Type", Status: 400}
	s3Version2      = &wire.Error{Code: "InvalidRequest", Message: "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.", Status: 400}
	s3QueryValue    = &wire.Error{Code: "AuthorizationQueryParametersError", Message: "%s", Status: 400}
	s3Twice         = &wire.Error{Code: "InvalidArgument", Message: "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified", Status: 400}
	s3NoHash        = &wire.Error{Code: "InvalidRequest", Message: "Missing required header for this request: x-amz-content-sha256", Status: 400}
	s3BadHash       = &wire.Error{Code: "InvalidArgument", Message: "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value.", Status: 400}
)

// S3 is the failure in S3's words.
func (f *Failure) S3() *wire.Error { return f.s3().Because("%s", f.Because) }

func (f *Failure) s3() *wire.Error {
	switch f.Reason {
	case UnknownScheme:
		return s3Scheme.With("ArgumentName", "Authorization").With("ArgumentValue", f.Authorization)
	case SignedTwice:
		return s3Twice.With("ArgumentName", "Authorization").With("ArgumentValue", f.Authorization)
	case BadPayloadHash:
		if f.Detail == "" {
			return s3NoHash
		}
		return s3BadHash.With("ArgumentName", "x-amz-content-sha256").With("ArgumentValue", f.Detail)
	case BadQuery:
		return s3Query
	case BadQueryValue:
		return s3QueryValue.Saying(f.Detail)
	case OldVersion:
		return s3Version2
	case ExpiresTooLong:
		return s3ExpiresTooBig
	case NoDate:
		return s3NoDate
	case Malformed, WrongRegion, WrongService:
		return f.s3Scope()
	case UnknownKey, TokenMissing: // without its token, S3 does not know a temporary key
		return s3UnknownKey.With("AWSAccessKeyId", f.Signed.AccessKeyID)
	case TokenInvalid:
		return s3TokenInvalid.With("Token-0", f.Signed.Token)
	case TokenExpired:
		return s3TokenExpired.With("Token-0", f.Signed.Token)
	case Skewed:
		return s3Skewed.With("RequestTime", f.Signed.At.Format("20060102T150405Z")).With("ServerTime", iso(f.Now)).
			With("MaxAllowedSkewMilliseconds", strconv.FormatInt(MaxSkew.Milliseconds(), 10))
	case URLExpired:
		return s3Expired.With("X-Amz-Expires", strconv.Itoa(int(f.Signed.Expires/time.Second))).
			With("Expires", iso(f.Signed.At.Add(f.Signed.Expires))).With("ServerTime", iso(f.Now))
	case URLTooEarly:
		return s3TooEarly
	case HeadersUnsigned:
		return s3Uncovered.With("HeadersNotSigned", strings.Join(f.Uncovered, ", "))
	case WrongSignature:
		return f.s3Mismatch()
	}
	return s3Denied
}

// s3Mismatch shows both texts that were signed, so that the caller can find the difference.
func (f *Failure) s3Mismatch() *wire.Error {
	return s3Mismatch.With("AWSAccessKeyId", f.Signed.AccessKeyID).With("StringToSign", f.Canonical.StringToSign).
		With("SignatureProvided", f.Signed.Signature).With("StringToSignBytes", spaced(f.Canonical.StringToSign)).
		With("CanonicalRequest", f.Canonical.Request).With("CanonicalRequestBytes", spaced(f.Canonical.Request))
}

// s3Scope says what S3 expected in the credential scope.
func (f *Failure) s3Scope() *wire.Error {
	base, detail := s3Malformed, f.Detail+"."
	if f.Signed.Presigned {
		base = s3WrongScope
	}
	switch f.Reason {
	case WrongRegion:
		return base.Saying(fmt.Sprintf("the region '%s' is wrong; expecting '%s'", f.Signed.Region, f.Want)).With("Region", f.Want)
	case WrongService:
		detail = fmt.Sprintf("incorrect service %q. This endpoint belongs to %q.", f.Signed.Service, f.Want)
	}
	return base.Saying(detail)
}

func iso(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// spaced is text as two hexadecimal digits a byte, the way S3 shows invisible characters.
func spaced(text string) string { return strings.TrimSpace(fmt.Sprintf("% x", text)) }
