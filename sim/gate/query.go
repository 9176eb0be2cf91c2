package gate

import (
	"poolschool/sim/wire"
)

// Refusals of the query services, STS and IAM.
// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
var (
	queryMissing    = &wire.Error{Code: "MissingAuthenticationToken", Message: "Request is missing Authentication Token", Status: 403}
	queryIncomplete = &wire.Error{Code: "IncompleteSignature", Message: "%s", Status: 403}
	queryToken      = &wire.Error{Code: "InvalidClientTokenId", Message: "The security token included in the request is invalid.", Status: 403}
	queryExpired    = &wire.Error{Code: "ExpiredToken", Message: "The security token included in the request is expired", Status: 403}
	querySignature  = &wire.Error{Code: "SignatureDoesNotMatch", Message: "%s", Status: 403}
	queryDenied     = &wire.Error{Code: "AccessDenied", Message: "%s", Status: 403}
)

// Query is the failure in the words of STS and IAM.
func (f *Failure) Query() *wire.Error {
	var e *wire.Error
	switch f.Reason {
	case Unsigned:
		e = queryMissing
	case UnknownKey, TokenMissing, TokenInvalid:
		e = queryToken
	case TokenExpired:
		e = queryExpired
	case WrongRegion, WrongService, Skewed, URLExpired, URLTooEarly, HeadersUnsigned, WrongSignature:
		e = querySignature.Saying(f.message())
	default:
		e = queryIncomplete.Saying(f.incomplete())
	}
	return e.Because("%s", f.Because)
}

// Query is the refusal in the words of STS and IAM.
func (d *Denied) Query() *wire.Error {
	return queryDenied.Saying(d.Message(false)).Because("%s", d.Because())
}
