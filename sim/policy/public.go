package policy

import (
	"slices"
	"strings"
)

// IsPublic tells whether S3 calls a bucket policy public: whether some Allow is open to principals that are not
// fixed by the Principal element or by a condition. BlockPublicPolicy refuses such a policy.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func IsPublic(p Policy) bool {
	return slices.ContainsFunc(p.Statements, func(s Statement) bool {
		return s.Effect == Allow && !s.hasFixedPrincipal() && !slices.ContainsFunc(s.Conditions, fixesCaller)
	})
}

// hasFixedPrincipal tells whether everyone the statement is about is named. A web identity provider counts as
// open, since anybody may have an account there; a provider's ARN belongs to the own account.
func (s *Statement) hasFixedPrincipal() bool {
	set := s.Principal
	if set == nil || set.Anyone || slices.Contains(set.AWS, "*") {
		return false
	}
	return !slices.ContainsFunc(set.Federated, func(provider string) bool { return !strings.HasPrefix(provider, "arn:") })
}

// fixesCaller tells whether a condition narrows the callers down to fixed values. A wildcard or a variable
// fixes nothing, and neither does an operator that accepts a missing key.
func fixesCaller(c Condition) bool {
	if c.form.negated || c.form.ifExists || c.form.set == forAllValues {
		return false
	}
	switch c.key {
	case "aws:sourceip":
		return c.form.family == familyIP && !slices.ContainsFunc(c.operands, isWideRange)
	case "aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount", "aws:userid",
		"aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths",
		"s3:dataaccesspointaccount":
		return (c.form.family == familyString || c.form.family == familyARN) && !slices.ContainsFunc(c.Values, isOpen)
	case "s3:dataaccesspointarn":
		return !slices.ContainsFunc(c.Values, hasOpenAccount)
	}
	return false
}

func isOpen(p Pattern) bool {
	return slices.ContainsFunc(p.parts, func(p part) bool { return p.kind != literal })
}

// The widest ranges of addresses that S3 does not call public.
const (
	widestIPv4 = 8
	widestIPv6 = 32
)

func isWideRange(o operand) bool {
	if !o.valid {
		return true
	}
	if o.prefix.Addr().Is4() {
		return o.prefix.Bits() < widestIPv4
	}
	return o.prefix.Bits() < widestIPv6
}

// hasOpenAccount looks at the account of an access point's ARN: its name alone may be a wildcard.
func hasOpenAccount(p Pattern) bool {
	fields, ok := splitARN(p.parts)
	if !ok {
		return true
	}
	account := fields[4]
	return len(account) != 1 || account[0].kind != literal
}
