package policy

import (
	"cmp"
	"slices"
	"strings"
)

// Explanation is a decision with its reasons.
type Explanation struct {
	Decision
	// Request is what was asked.
	Request Request
	// Findings are all statements that could have had a say. The one that settled the request comes first; if
	// an allow is lacking, the statement that came closest to giving it.
	Findings []Finding
	// Change is the one change that would turn an implicit deny into an allow, or empty if it takes more than
	// one. It is checked by deciding again.
	Change string
}

// Explain answers a request like Decide and says what every statement had to do with it.
func Explain(r Request, p Policies) Explanation {
	v := ask(&r, &p)
	q := question{Request: &r, action: strings.ToLower(r.Action), bounded: p.Boundary != nil}
	var all []examined
	if p.Resource != nil {
		all = examine(all, p.Resource, v.resource.kind, &q)
	}
	if !v.onlyResource {
		for i := range p.Identity {
			all = examine(all, &p.Identity[i], KindIdentity, &q)
		}
		if p.Boundary != nil {
			all = examine(all, p.Boundary, KindBoundary, &q)
		}
		for i := range p.Session {
			all = examine(all, &p.Session[i], KindSession, &q)
		}
	}
	return explanation(&q, v, all, func(changed Request) Decision { return Decide(changed, p) })
}

// ExplainTrust answers like DecideTrust and says what every statement of the trust policy had to do with it.
func ExplainTrust(r Request, trust Policy) Explanation {
	v := askTrust(&r, &trust)
	q := question{Request: &r, action: strings.ToLower(r.Action)}
	all := examine(nil, &trust, KindTrust, &q)
	return explanation(&q, v, all, func(changed Request) Decision { return DecideTrust(changed, trust) })
}

// examined is a finding that still knows its statement.
type examined struct {
	Finding
	ref      ref
	distance int // how far from matching; 0 matches
	nearness int // characters that the asked and the allowed resource begin with alike
}

func (e *examined) statement() *Statement { return &e.ref.policy.Statements[e.ref.index] }

// examine adds a finding for each statement of a policy.
func examine(all []examined, p *Policy, kind Kind, q *question) []examined {
	for i := range p.Statements {
		s := &p.Statements[i]
		e := examined{ref: ref{p, i}}
		e.Finding = *e.ref.finding(kind)
		e.Parts = s.parts(q)
		e.Matched = true
		for _, part := range e.Parts {
			if !part.OK {
				e.Matched = false
				e.distance += farness(part.Element)
			}
			if part.Element == "resource" {
				e.nearness = commonPrefix(part.Asked, part.Allows)
			}
		}
		all = append(all, e)
	}
	return all
}

// farness weighs a part that does not match: a statement about another action is further away than one about
// this action on another resource.
func farness(element string) int {
	switch element {
	case "action":
		return 4
	case "principal":
		return 3
	case "resource":
		return 2
	}
	return 1
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// explanation orders the findings and looks for the change that would do.
func explanation(q *question, v votes, all []examined, decide func(Request) Decision) Explanation {
	outcome, of, by := v.outcome()
	x := Explanation{Decision: Decision{Outcome: outcome, Kind: of.kind}, Request: *q.Request}
	slices.SortStableFunc(all, func(a, b examined) int {
		return cmp.Or(
			cmp.Compare(x.rank(&a, by), x.rank(&b, by)),
			cmp.Compare(a.distance, b.distance),
			cmp.Compare(b.nearness, a.nearness),
		)
	})
	if outcome == ImplicitDeny {
		x.Change = oneChange(q, v, all, decide)
	}
	x.Findings = make([]Finding, len(all))
	for i := range all {
		x.Findings[i] = all[i].Finding
	}
	if by.policy != nil {
		x.By = &x.Findings[0]
	}
	return x
}

// rank puts first what settled the request or nearly gave the lacking allow, last the denies that do not match.
func (x *Explanation) rank(e *examined, by ref) int {
	switch {
	case e.ref == by:
		return 0
	case x.Outcome == ImplicitDeny && e.Kind == x.Kind && e.Effect == Allow:
		return 1
	case e.Matched:
		return 2
	case e.Effect == Allow:
		return 3
	}
	return 4
}
