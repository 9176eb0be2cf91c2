package wire

import (
	"net/http"
	"reflect"
)

// Auth says what a caller must bring.
type Auth string

// The ways in which operations are opened.
const (
	Open    Auth = "none"         // no credential at all
	ByToken Auth = "access token" // a user pool's access token in the body
	Signed  Auth = "signature"    // Signature Version 4, then IAM
	Either  Auth = "either"       // signed where the caller has credentials, open where a policy lets everybody in (S3)
)

// Operation is one row of a service's table. Routing, the check of lesson steps and the
// coverage table read it.
type Operation struct {
	Service  string       // "cognito-idp": the prefix of its IAM actions and the service of its credential scope
	Name     string       // "InitiateAuth"
	Auth     Auth         //
	Request  reflect.Type // the struct that the server decodes
	Response reflect.Type // the struct that the server encodes
	Codec    Codec        // the client's half of the protocol
}

// Codec is the client's half of a protocol: it turns an operation's input, as JSON with AWS's
// member names, into the HTTP request, and the HTTP answer back into JSON. The server
// decodes with the same structs, so AWS's shapes stand in one place.
type Codec interface {
	// Encode builds the unsigned request for the endpoint ("https://sts.us-east-1.amazonaws.com").
	// Payload is the streamed body of operations that have one (S3 PutObject), else nil.
	Encode(op Operation, endpoint string, input, payload []byte) (*http.Request, error)
	// Decode turns the body of an answer into JSON. S3's headers become members too.
	Decode(op Operation, status int, header http.Header, body []byte) ([]byte, error)
	// Refusal reads code and message out of the body of a refused call.
	Refusal(header http.Header, body []byte) (code, message string)
}
