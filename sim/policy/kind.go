package policy

// Kind says which place in an account a policy is attached to. It decides how the policy takes part in an
// evaluation and how AWS names it in an AccessDenied message.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types
type Kind string

// The kinds of policy that take part in a decision. The values are AWS's words for them.
const (
	// KindIdentity is attached to a user or a role.
	KindIdentity Kind = "identity-based policy"
	// KindSession is handed over when a role is assumed, and only limits the session.
	KindSession Kind = "session policy"
	// KindBoundary is the most that identity policies may grant.
	KindBoundary Kind = "permissions boundary"
	// KindResource is attached to a resource, for example a bucket.
	KindResource Kind = "resource-based policy"
	// KindTrust belongs to a role and says who may assume it.
	KindTrust Kind = "role trust policy"
)

// Noun returns the words that follow "because no" in an AccessDenied message.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func (k Kind) Noun() string { return string(k) }

// WithArticle returns the words that follow "with an explicit deny in" in an AccessDenied message. A role has
// one trust policy, so that one is "the role trust policy".
func (k Kind) WithArticle() string {
	switch k {
	case KindIdentity:
		return "an " + string(k)
	case KindTrust:
		return "the " + string(k)
	default:
		return "a " + string(k)
	}
}

// namesPrincipal tells whether statements of this kind say whom they are about. The others are attached to
// their principal and so may not name one.
func (k Kind) namesPrincipal() bool { return k == KindResource || k == KindTrust }

// Effect is what a statement does to the requests it matches.
type Effect string

// The two effects. AWS compares them case-sensitively.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Outcome is the result of a decision. ImplicitDeny means that nothing denied the request, but an allow that
// was needed is missing.
type Outcome string

// The outcomes of a decision.
const (
	Allowed      Outcome = "Allow"
	ExplicitDeny Outcome = "ExplicitDeny"
	ImplicitDeny Outcome = "ImplicitDeny"
)
