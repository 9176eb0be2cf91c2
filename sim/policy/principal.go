package policy

import (
	"slices"
	"strings"
)

// grant says how far an Allow of a resource's own policy carries, by the principal it names. A later one
// carries further.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
type grant uint8

const (
	// grantNone: the statement is not about this principal.
	grantNone grant = iota
	// grantAccount: it names the account, which hands the decision to the account's identity policies.
	grantAccount
	// grantRole: it names the role or the web identity provider; boundary and session policies still limit.
	grantRole
	// grantDirect: it names the session, the user, the service or everyone; nothing but a deny limits it.
	grantDirect
)

// concerns tells whether a statement of a resource-based or trust policy is about the principal, and how.
func (s *Statement) concerns(p *Principal, bounded bool) grant {
	switch {
	case s.Principal != nil:
		return s.Principal.names(p)
	case s.NotPrincipal != nil && s.NotPrincipal.leavesOut(p, s.Effect, bounded):
		return grantDirect
	}
	return grantNone
}

// names returns the strongest way in which the set names the principal.
func (set *PrincipalSet) names(p *Principal) grant {
	if set.Anyone || slices.Contains(set.AWS, "*") {
		return grantDirect
	}
	if p.Anonymous {
		return grantNone
	}
	if p.Service != "" && slices.Contains(set.Service, p.Service) {
		return grantDirect
	}
	best := grantNone
	if p.Federated != "" && slices.Contains(set.Federated, p.Federated) {
		best = grantRole
	}
	for _, text := range set.AWS {
		best = max(best, p.namedBy(text))
	}
	return best
}

// namedBy compares the principal with one value of the AWS member. No wildcards here: an ARN is exact.
func (p *Principal) namedBy(text string) grant {
	switch {
	case p.ARN == "":
		return grantNone
	case text == p.RoleARN, p.RoleARN != "" && text == roleID(p.UserID):
		return grantRole
	case text == p.ARN, p.RoleARN == "" && text == p.UserID:
		return grantDirect
	case p.AccountID != "" && (text == p.AccountID || text == accountARN(p.AccountID)):
		return grantAccount
	}
	return grantNone
}

// roleID is the part of a session's user id that belongs to the role: AROA… of AROA…:session.
func roleID(userID string) string {
	id, _, _ := strings.Cut(userID, ":")
	return id
}

func accountARN(id string) string { return "arn:aws:iam::" + id + ":root" }

// leavesOut tells whether a NotPrincipal set does not spare the principal, so that the statement applies.
//
// To spare somebody the set has to name every layer: the account and the user, or the account, the role and
// the session. And a Deny spares no principal that has a permissions boundary, whatever the set says.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
func (set *PrincipalSet) leavesOut(p *Principal, effect Effect, bounded bool) bool {
	if set.Anyone || slices.Contains(set.AWS, "*") {
		return false
	}
	if effect == Deny && bounded {
		return true
	}
	if p.Anonymous {
		return true
	}
	if p.ARN == "" {
		return set.names(p) == grantNone
	}
	if !slices.Contains(set.AWS, p.AccountID) && !slices.Contains(set.AWS, accountARN(p.AccountID)) {
		return true
	}
	return !slices.Contains(set.AWS, p.ARN) || p.RoleARN != "" && !slices.Contains(set.AWS, p.RoleARN)
}
