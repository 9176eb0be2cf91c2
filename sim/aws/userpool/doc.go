// Package userpool is the Amazon Cognito user pools service (cognito-idp): a directory of
// users that answers "who are you?" and issues tokens for your application.
//
// service.go holds the state, its lock and the operation table; each operation has a
// file of its own, in the order request, response, errors, method. What several
// operations share stands in a file named for it: passwords.go, codes.go, tokens.go.
//
// The files hosted_*.go are a pool's domain: the pages on which people sign in, and the endpoints of OAuth 2.0. They
// check nothing a second time: a password typed there goes the way of one that the API brings. What is simplified there:
//
//   - after a confirmed sign-up the page asks for the password once more, where AWS signs in at once;
//   - a wrong input is answered with its own status and the page again, where AWS redirects to the page;
//   - a token call with a wrong verifier or address does not use the code up (what AWS does is not known);
//   - SAML is that of package saml; Amazon and Apple can be set up as providers, but nobody answers there;
//   - the version of the pages (ManagedLoginVersion) changes nothing.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools.html
package userpool
