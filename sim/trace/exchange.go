// Package trace records what goes over the wire of a simulated account: one
// Exchange a call, nested calls with their parent, each with the checks that the
// service made, in order, and the IAM decisions behind it. Lessons draw it, serve
// streams it.
package trace

import (
	"net/http"
	"time"

	"poolschool/sim/policy"
)

// BodyLimit is how much of a body an exchange keeps: objects of gigabytes pass by, and
// their beginning is enough to look at.
const BodyLimit = 64 << 10

// Exchange is one call: request, answer, and why the answer is what it is. It does
// not change once it is in a Log.
type Exchange struct {
	ID     int // counts from 1 within a log
	Parent int // the exchange during which this call was made; 0 for none

	At        time.Time // by the account's clock
	From, To  string    // lifelines: "you", "app", "cognito-idp", "s3", …
	Operation string    // "InitiateAuth", or method and path where there is no better name
	RequestID string    // as the answer's x-amzn-RequestId or x-amz-request-id has it

	Request, Response Message
	Status            int

	Code    string // the error's code when the call was refused
	Refusal string // AWS's words
	Because string // what AWS does not say
	Summary string // a few words for the answer: "3 tokens", "role AppUser"

	Checks    []Check
	Decisions []policy.Explanation

	secrets []string
	inner   string // see InnerBecause
}

// Message is one half of an exchange, as on the wire.
type Message struct {
	Method string // requests only
	Target string // requests only: "https://host/path?query"
	Header http.Header
	Body   []byte // the first BodyLimit bytes
	Size   int64  // the whole length
}

// Truncated reports whether Body is only the beginning.
func (m Message) Truncated() bool { return int64(len(m.Body)) < m.Size }

// Check is one thing that a service looked at, in its own order.
type Check struct {
	OK   bool
	Text string // what was looked at: "ID token: not expired"
	Note string // what was found: "expired 14:02:11, now 14:05:00"
}

// OK reports whether the call was answered rather than refused.
func (e Exchange) OK() bool { return e.Status < 400 }
