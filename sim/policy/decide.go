package policy

import "strings"

// Policies are all policies that have a say in a request.
type Policies struct {
	// Identity are the policies of the user or of the role behind the session.
	Identity []Policy
	// Session are the policies handed over when the session began. Nil means there were none, unless
	// HasSession is set; a list that is empty but not nil allows nothing.
	Session []Policy
	// HasSession says that session policies are in force even if Session is nil.
	HasSession bool
	// Boundary is the permissions boundary of the user or role, or nil.
	Boundary *Policy
	// Resource is the policy of the resource, or nil. It may be a trust policy: then nothing is allowed
	// without an allow of its own.
	Resource *Policy
}

// Decision is the answer to a request.
type Decision struct {
	Outcome Outcome
	// Kind is the kind of policy that settled it or, for an implicit deny, that lacks the allow.
	Kind Kind
	// By is the statement that settled it, nil for an implicit deny. Decide leaves its Parts empty.
	By *Finding
}

// Allowed tells whether the request may go ahead.
func (d Decision) Allowed() bool { return d.Outcome == Allowed }

// Reason returns the end of AWS's AccessDenied message, from "because" or "with" on: "because no
// identity-based policy allows the s3:PutObject action", "with an explicit deny in a session policy". It is
// empty for an allowed request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func (d Decision) Reason(action string) string {
	switch d.Outcome {
	case ImplicitDeny:
		return "because no " + d.Kind.Noun() + " allows the " + action + " action"
	case ExplicitDeny:
		return "with an explicit deny in " + d.Kind.WithArticle()
	}
	return ""
}

// Decide answers a request as fast as it can. Explain gives the same answer with its reasons.
//
// A deny of any policy wins. Otherwise, in one account, the identity policies or the resource's policy have to
// allow, and a boundary and session policies have to allow too, unless the resource's policy names the session
// itself, the user or everyone. Several kinds may deny; AWS names one of them and does not say which. Here an
// explicit deny is looked for in resource, identity, boundary and session policies, a missing allow in
// identity, boundary and session policies, and the first is named.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func Decide(r Request, p Policies) Decision {
	v := ask(&r, &p)
	return v.settle()
}

// DecideTrust answers whether a role's trust policy lets the principal in. It asks nothing else: a trust policy
// that names an account only delegates, and then Decide with Policies.Resource set to it tells whether
// sts:AssumeRole is allowed on both sides.
func DecideTrust(r Request, trust Policy) Decision {
	v := askTrust(&r, &trust)
	return v.settle()
}

// ref points at a statement; the zero value points at none.
type ref struct {
	policy *Policy
	index  int
}

// vote is what the policies of one kind say.
type vote struct {
	kind        Kind
	deny, allow ref
	grant       grant // how far allow carries
}

// votes is everything that settles a request.
type votes struct {
	resource, identity, boundary, session vote

	hasBoundary, hasSession bool
	ownAllow                bool // the resource's policy has to allow, whatever others say
	onlyResource            bool // no other policy can allow
	otherAccount            bool // the resource belongs to another account
}

func ask(r *Request, p *Policies) votes {
	q := question{Request: r, action: strings.ToLower(r.Action), bounded: p.Boundary != nil}
	v := votes{
		resource: vote{kind: KindResource}, identity: vote{kind: KindIdentity},
		boundary: vote{kind: KindBoundary}, session: vote{kind: KindSession},
		hasBoundary:  p.Boundary != nil,
		hasSession:   p.HasSession || p.Session != nil,
		onlyResource: r.Principal.unattached(),
		otherAccount: r.ResourceAccount != "" && r.ResourceAccount != r.Principal.AccountID,
	}
	if p.Resource != nil {
		v.resource.kind = p.Resource.Kind
		v.ownAllow = p.Resource.Kind == KindTrust
		v.resource.count(p.Resource, &q)
	}
	if v.onlyResource {
		return v
	}
	for i := range p.Identity {
		v.identity.count(&p.Identity[i], &q)
	}
	if p.Boundary != nil {
		v.boundary.count(p.Boundary, &q)
	}
	for i := range p.Session {
		v.session.count(&p.Session[i], &q)
	}
	return v
}

func askTrust(r *Request, trust *Policy) votes {
	q := question{Request: r, action: strings.ToLower(r.Action)}
	v := votes{resource: vote{kind: KindTrust}, onlyResource: true}
	v.resource.count(trust, &q)
	return v
}

// count adds the statements of one policy. Once an allow cannot be bettered, only denies are still looked for.
func (v *vote) count(p *Policy, q *question) {
	for i := range p.Statements {
		s := &p.Statements[i]
		if s.Effect == Deny && v.deny.policy != nil || s.Effect == Allow && v.grant == grantDirect {
			continue
		}
		v.add(ref{p, i}, s.Effect, s.applies(q))
	}
}

// add notes a statement that applies.
func (v *vote) add(r ref, effect Effect, as grant) {
	switch {
	case as == grantNone:
	case effect == Deny && v.deny.policy == nil:
		v.deny = r
	case effect == Allow && as > v.grant:
		v.allow, v.grant = r, as
	}
}

// settle weighs the votes.
func (v *votes) settle() Decision {
	outcome, of, by := v.outcome()
	d := Decision{Outcome: outcome, Kind: of.kind}
	if by.policy != nil {
		d.By = by.finding(of.kind)
	}
	return d
}

// outcome returns the result, the vote that brought it about and, unless an allow is lacking, its statement.
func (v *votes) outcome() (Outcome, *vote, ref) {
	for _, one := range [...]*vote{&v.resource, &v.identity, &v.boundary, &v.session} {
		if one.deny.policy != nil {
			return ExplicitDeny, one, one.deny
		}
	}
	if lacking := v.lacking(); lacking != nil {
		return ImplicitDeny, lacking, ref{}
	}
	if v.resourceSuffices() {
		return Allowed, &v.resource, v.resource.allow
	}
	return Allowed, &v.identity, v.identity.allow
}

// resourceSuffices tells whether the resource's policy allows without the identity policies.
func (v *votes) resourceSuffices() bool {
	return v.resource.grant != grantNone && (v.onlyResource || v.resource.grant >= grantRole && !v.otherAccount)
}

// lacking returns the first kind whose allow is needed and missing, or nil.
func (v *votes) lacking() *vote {
	switch {
	case v.resource.grant == grantNone && (v.ownAllow || v.onlyResource):
		return &v.resource
	case v.onlyResource:
		return nil
	case v.identity.grant == grantNone && !v.resourceSuffices():
		return &v.identity
	case v.resource.grant == grantDirect && !v.otherAccount:
		return nil
	case v.hasBoundary && v.boundary.grant == grantNone:
		return &v.boundary
	case v.hasSession && v.session.grant == grantNone:
		return &v.session
	case v.otherAccount && v.resource.grant == grantNone:
		return &v.resource
	}
	return nil
}

// finding names the statement, without its parts.
func (r ref) finding(kind Kind) *Finding {
	s := &r.policy.Statements[r.index]
	return &Finding{
		Policy: r.policy.Name, Kind: kind, Sid: s.Sid, Index: r.index, Effect: s.Effect, Line: s.Line,
		Source: r.policy.Source, Matched: true,
	}
}
