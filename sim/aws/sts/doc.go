// Package sts is the Security Token Service: it takes proof of who somebody is and gives out
// temporary AWS credentials for a role, if the role's trust policy says so.
//
// Not confirmed at AWS, and so the most plausible choice: the order of the checks (token
// readable, issuer known, keys, signature, expiry, audience, trust, tags, duration, policies);
// the texts for a bad signature, for an ARN that is no role's, for session tags that are
// malformed and for a session policy that does not exist; how the packed size is counted; that
// a role which does not exist is refused like one that does not trust.
//
// Simplified: only RSA signatures; one account, so the extra conditions that STS demands when
// the identity pool is another account's have no occasion; IAM users have no MFA devices, so an
// MFA code never fits; transitive tags are accepted and not handed on.
//
// https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
package sts
