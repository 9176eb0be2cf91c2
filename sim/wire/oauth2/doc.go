// Package oauth2 is the wire form of OAuth 2.0 as the domain of a user pool speaks it, and as
// outside login servers do: forms in, JSON or a redirect out, errors as {"error": "…"}.
//
// A form that names a parameter twice is refused as a whole: two readers could each believe
// another one.
//
// https://www.rfc-editor.org/rfc/rfc6749
// https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
package oauth2
