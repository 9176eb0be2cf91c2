// Package awsjson is AWS's JSON 1.1 protocol, both halves: POST /, the operation in
// X-Amz-Target, JSON in and out. User pools and identity pools speak it.
//
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
package awsjson

// None is the answer of operations that answer with an empty body.
type None struct{}

// Empty is the answer of operations that answer with {}.
type Empty struct{}
