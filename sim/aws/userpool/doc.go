// Package userpool is the Amazon Cognito user pools service (cognito-idp): a directory of
// users that answers "who are you?" and issues tokens for your application.
//
// service.go holds the state, its lock and the operation table; each operation has a
// file of its own, in the order request, response, errors, method. What several
// operations share stands in a file named for it: passwords.go, codes.go, tokens.go.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools.html
package userpool
