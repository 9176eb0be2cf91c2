// Package social is the login servers of others, as far as the course meets them: Google, Facebook, and the login
// server of a company, login.example.org. Each is an HTTP service of its own with OAuth 2.0's code flow: a page on
// which one chooses who one is, a code, tokens.
//
// Who is there (People): gina@example.com at Google, fred@example.com at Facebook, carl@example.org at the company, and
// one more person each. Nobody has a password: these servers are not what the course is about, so choosing a
// person on the page is the sign-in. The pages are plain forms; a request without a browser sends the
// field account with a person's address.
//
// Which applications are known: Client IDs that the account names (in a user pool's providers, in an identity pool's
// logins, in IAM's OIDC providers), and one built-in application at each (GoogleApp, FacebookApp, CompanyApp), for
// logins without a user pool. An application may be returned to at CallbackURLs and at the domains of the
// account's user pools, exactly.
//
// What is simplified: there is no consent apart from choosing a person, no refresh token and no session, so each
// sign-in asks again. Facebook's debug_token takes any live token of the same application where Facebook wants one of
// its developer. The company's SAML is that of package saml, whose comment says what is left out; at
// /saml/aws its people get an assertion for AWS without being asked for one, with the roles that the account file gives them.
package social
