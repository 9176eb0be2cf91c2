package gate

import (
	"time"

	"poolschool/sim/wire/sigv4"
)

// Reason says why a request could not be authenticated. Each protocol has its own words
// for it.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	Unsigned        Reason = "the request is not signed"
	UnknownScheme   Reason = "the Authorization header is not a signature"
	OldVersion      Reason = "signed with Signature Version 2"
	SignedTwice     Reason = "signed in the header and in the query"
	Malformed       Reason = "the signature cannot be read"
	BadQuery        Reason = "the query lacks parts of a signature"
	BadQueryValue   Reason = "a part of a signature in the query has a wrong value"
	ExpiresTooLong  Reason = "the URL would live longer than a week"
	NoDate          Reason = "the request carries no date"
	BadPayloadHash  Reason = "x-amz-content-sha256 is missing or malformed"
	WrongRegion     Reason = "signed for another region"
	WrongService    Reason = "signed for another service"
	UnknownKey      Reason = "no such access key"
	TokenMissing    Reason = "temporary key without its session token"
	TokenInvalid    Reason = "the session token is not the key's"
	TokenExpired    Reason = "the session has expired"
	Skewed          Reason = "signed more than 15 minutes away from now"
	URLExpired      Reason = "the presigned URL has expired"
	URLTooEarly     Reason = "the presigned URL is not valid yet"
	HeadersUnsigned Reason = "headers are not covered by the signature"
	WrongSignature  Reason = "the signature does not match"
)

// Failure is a request that could not be authenticated. Its methods S3, JSON and Query say
// so in the words of each protocol.
type Failure struct {
	Reason  Reason
	Detail  string // what exactly, where the reason alone does not say
	Because string // for the learner, with the request's own values

	Authorization string // the header as sent
	Signed        sigv4.Signed
	Canonical     sigv4.Canonical // set once the signature was computed
	Want          string          // the region or service that was expected
	Now           time.Time       // the account's time
	Uncovered     []string        // for HeadersUnsigned
}

// Error is the reason with its detail.
func (f *Failure) Error() string {
	if f.Detail == "" {
		return "gate: " + string(f.Reason)
	}
	return "gate: " + string(f.Reason) + ": " + f.Detail
}
