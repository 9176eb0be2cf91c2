package gate

import (
	"fmt"
	"strings"

	"poolschool/sim/wire"
)

// Refusals of the JSON services. They say more in the message than in the code.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html
var (
	jsonMissing    = &wire.Error{Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token", Status: 400}
	jsonIncomplete = &wire.Error{Code: "IncompleteSignatureException", Message: "%s", Status: 400}
	jsonToken      = &wire.Error{Code: "UnrecognizedClientException", Message: "The security token included in the request is invalid.", Status: 400}
	jsonExpired    = &wire.Error{Code: "ExpiredTokenException", Message: "The security token included in the request is expired", Status: 400}
	jsonSignature  = &wire.Error{Code: "InvalidSignatureException", Message: "%s", Status: 400}
	jsonDenied     = &wire.Error{Code: "AccessDeniedException", Message: "%s", Status: 400}
)

const mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."

// JSON is the failure in the words of services that speak JSON.
func (f *Failure) JSON() *wire.Error {
	var e *wire.Error
	switch f.Reason {
	case Unsigned:
		e = jsonMissing
	case UnknownKey, TokenMissing, TokenInvalid:
		e = jsonToken
	case TokenExpired:
		e = jsonExpired
	case WrongRegion, WrongService, Skewed, URLExpired, URLTooEarly, HeadersUnsigned, WrongSignature:
		e = jsonSignature.Saying(f.message())
	default:
		e = jsonIncomplete.Saying(f.incomplete())
	}
	return e.Because("%s", f.Because)
}

// message is the sentence that the JSON and the query services share.
func (f *Failure) message() string {
	s := f.Signed
	const stamp = "20060102T150405Z"
	switch f.Reason {
	case WrongRegion:
		return "Credential should be scoped to a valid region. "
	case WrongService:
		return fmt.Sprintf("Credential should be scoped to correct service: '%s'. ", f.Want)
	case URLTooEarly:
		return fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 15 min.)", s.At.Format(stamp), f.Now.Add(MaxSkew).Format(stamp), f.Now.Format(stamp))
	case Skewed:
		if s.At.After(f.Now) {
			return fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 15 min.)", s.At.Format(stamp), f.Now.Add(MaxSkew).Format(stamp), f.Now.Format(stamp))
		}
		return fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - 15 min.)", s.At.Format(stamp), f.Now.Add(-MaxSkew).Format(stamp), f.Now.Format(stamp))
	case URLExpired:
		return fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - %d min.)", s.At.Format(stamp), f.Now.Add(-s.Expires).Format(stamp), f.Now.Format(stamp), int(s.Expires.Minutes()))
	case HeadersUnsigned:
		parts := make([]string, len(f.Uncovered))
		for i, name := range f.Uncovered {
			parts[i] = fmt.Sprintf("'%s' must be a 'SignedHeader' in the AWS Authorization. ", name)
		}
		return strings.Join(parts, "")
	}
	return mismatch
}

// incomplete names the parts that the header lacks.
func (f *Failure) incomplete() string {
	var b strings.Builder
	for _, part := range []string{"Credential", "Signature", "SignedHeaders"} {
		if !strings.Contains(f.Authorization, part+"=") {
			fmt.Fprintf(&b, "Authorization header requires '%s' parameter. ", part)
		}
	}
	if f.Reason == NoDate {
		b.WriteString("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
	}
	if b.Len() == 0 {
		b.WriteString(f.Detail + " ")
	}
	return b.String() + "Authorization=" + f.Authorization
}

// JSON is the refusal in the words of services that speak JSON.
func (d *Denied) JSON() *wire.Error {
	return jsonDenied.Saying(d.Message(false)).Because("%s", d.Because())
}
