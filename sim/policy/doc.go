// Package policy reads IAM policy documents, decides requests by them and explains the decision.
//
// It is pure: everything a decision depends on comes in as a Request and Policies.
package policy
