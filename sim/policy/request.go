package policy

import (
	"maps"
	"slices"
	"strings"
)

// Request is one question to IAM: may this principal do this to that?
type Request struct {
	Principal Principal
	// Action is written as in a policy, for example "s3:PutObject". Case does not matter.
	Action string
	// Resource is an ARN, or "*" for actions that have none.
	Resource string
	// ResourceAccount owns the resource. Empty means the principal's own account; with another one, the
	// resource's policy and the identity policies both have to allow.
	ResourceAccount string
	// Context holds the condition keys of the request. Build it with NewContext or Set, which store keys in
	// lower case; a key with a capital letter is never found.
	Context Context
}

// Principal is who asks. The zero value is nobody, who matches only a policy for everyone.
type Principal struct {
	// ARN is the user's or the session's ARN as messages show it:
	// arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials.
	ARN string
	// RoleARN is the role behind a session: arn:aws:iam::111122223333:role/AppUser.
	RoleARN string
	// AccountID has twelve digits.
	AccountID string
	// UserID is the aws:userid: AIDA… for a user, AROA…:session-name for a session.
	UserID string
	// Federated is the provider that a web identity came from, for example "cognito-identity.amazonaws.com".
	// Without an ARN, the principal is a person with a token who has yet to become a session.
	Federated string
	// Service is an AWS service that acts for itself, for example "lambda.amazonaws.com".
	Service string
	// Anonymous is true for a request that carries no signature.
	Anonymous bool
}

// unattached tells whether no identity policy can stand behind the principal, so that only the resource's own
// policy counts.
func (p *Principal) unattached() bool { return p.Anonymous || p.ARN == "" }

// Context holds condition keys in lower case with their values. A key without values counts as missing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
type Context map[string][]string

// NewContext copies keys, lower-cased.
func NewContext(keys map[string][]string) Context {
	c := make(Context, len(keys))
	for _, key := range slices.Sorted(maps.Keys(keys)) { // sorted: two spellings of one key always end alike
		c.Set(key, keys[key]...)
	}
	return c
}

// Set stores the values of a key under its lower-case name and replaces what was there.
func (c Context) Set(key string, values ...string) { c[strings.ToLower(key)] = slices.Clone(values) }

// single returns the value of a key that can stand for a variable: a single-valued key that is present.
func (c Context) single(key string) (string, bool) {
	values := c[key]
	if len(values) != 1 || multiValued(key) {
		return "", false
	}
	return values[0], true
}

// multiValued tells whether a lower-case key may carry several values even when it happens to carry one. Such
// keys need ForAnyValue or ForAllValues and cannot be variables.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func multiValued(key string) bool {
	switch key {
	case "aws:tagkeys", "aws:calledvia", "aws:principalorgpaths", "aws:resourceorgpaths", "aws:principalservicenameslist",
		"sts:transitivetagkeys", "s3:requestobjecttagkeys", "dynamodb:leadingkeys", "dynamodb:attributes":
		return true
	}
	return strings.HasSuffix(key, ":amr")
}
