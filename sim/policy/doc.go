// Package policy reads IAM policy documents, decides requests by them and explains the decision.
//
// Parse turns a document into a Policy or says, in AWS's words, why it is none. Decide answers a Request by the
// Policies that have a say in it. Explain gives the same answer together with every statement's part in it, the
// closest miss first. Everything a decision depends on is handed in; the package reads no clock and no file.
//
// # The order of a decision
//
// A Deny that matches, in any policy, wins. Without one, the resource's policy or the identity policies have to
// allow; the permissions boundary and the session policies then have to allow as well. An Allow of the
// resource's policy that names the session itself, the user or everyone is final: boundary and session policies
// do not limit it. One that names the role needs no identity policy but is limited. One that names the account
// only leaves the decision to the account's identity policies. Between accounts both sides have to allow.
//
//	https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
//
// # Chosen where AWS is silent
//
//   - Several kinds of policy may deny. The one that is named is, for an explicit deny, the first of resource,
//     identity, boundary, session; for a missing allow, the first of identity, boundary, session.
//   - If both the resource's policy and an identity policy allow, the resource's statement is the one reported.
//   - {"Federated": provider} in the policy of a resource grants like a role: boundary and session policies
//     still limit it.
//   - "*" with and without a condition on aws:PrincipalArn grants alike, with no limit but a deny.
//   - A value filled in for a variable is compared literally; a star in it is no wildcard.
//   - An operator without ForAnyValue or ForAllValues never matches a key with several values, nor a key that may
//     have several (amr, aws:TagKeys) and happens to have one.
//   - ForAnyValue with a negated operator needs one value of the request that none of the policy's values matches.
//   - IfExists accepts a missing key under ForAnyValue too. A key without values counts as missing.
//   - Null takes no prefix.
//   - A value that an operator cannot read (a number that is none) equals nothing: positive operators fail,
//     negated ones hold. Dates that are none are refused when the policy is read.
//   - An ARN operator never matches a value of fewer than six fields, not even "*".
//   - NotPrincipal spares a principal only if the account, the role and the session are all listed.
//   - Four digits in a date operator are a year, not seconds.
//   - "?" stands for one character, not one byte.
//
// # Simplified
//
//   - Organizations' policies (SCP, RCP) and VPC endpoint policies do not exist here.
//   - The account's root user is a principal like any other: it needs an allow.
//   - CanonicalUser principals are read and match nobody.
//   - Numbers are compared as float64, exact up to 2^53.
//   - Whether a principal exists is not looked up; only its form is checked.
//   - Services and action names are not checked against AWS's lists, but for S3's in ParseBucketPolicy.
//   - Documents have no size limit here; the service that stores them sets one.
//   - The partition is always "aws".
//
// # Wording simulated
//
// AWS does not publish the texts of MalformedPolicyDocument and MalformedPolicy. Two of S3's and one of IAM's,
// "A condition block must be present for the Cognito provider", were seen in real answers. The others come from
// other simulators or from memory of such answers, and are right in spirit at least. SyntaxError.Detail is ours.
package policy
