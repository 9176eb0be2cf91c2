package gate

import (
	"context"
	"fmt"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// Ask is one question to IAM: may the caller do this?
type Ask struct {
	Action   string              // "s3:PutObject"
	Resource string              // an ARN, or "*" where the action has no resource
	Context  map[string][]string // condition keys of this operation, in any case

	ResourcePolicy  *policy.Policy // the bucket's policy; nil for none
	ResourceAccount string         // owner of the resource; "" means the caller's account
}

// Denied is IAM's no. Its methods S3, JSON and Query say so in the words of each protocol.
type Denied struct {
	Ask      Ask
	Caller   principal.Caller
	Decision policy.Decision
}

// Error is the sentence that most services answer.
func (d *Denied) Error() string { return d.Message(false) }

// Message is AWS's sentence: who may not do what to which resource, and which kind of policy
// is to blame. S3 puts the ARN in quotation marks, the others do not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
func (d *Denied) Message(quoted bool) string {
	resource := d.Ask.Resource
	if quoted {
		resource = `"` + resource + `"`
	}
	return "User: " + d.Caller.ARN + " is not authorized to perform: " + d.Ask.Action + " on resource: " +
		resource + " " + d.Decision.Reason(d.Ask.Action)
}

// Because says in a sentence for the learner what settled it.
func (d *Denied) Because() string {
	if by := d.Decision.By; by != nil {
		return fmt.Sprintf("policy %s, statement %s, denies %s", by.Policy, statement(by), d.Ask.Action)
	}
	if d.Caller.Anonymous {
		return "the request is not signed, and no policy of the resource lets everybody in"
	}
	return fmt.Sprintf("no %s of %s allows %s on %s", d.Decision.Kind, d.Caller.Who(), d.Ask.Action, d.Ask.Resource)
}

// statement is a statement's name, or its place where it has none.
func statement(f *policy.Finding) string {
	if f.Sid != "" {
		return f.Sid
	}
	return fmt.Sprintf("number %d", f.Index+1)
}

// Authorize asks IAM whether the caller in ctx may do what ask says, and notes the decision
// in the trace. The error is a *Denied.
func (g *Gate) Authorize(ctx context.Context, ask Ask) error {
	if denied := g.decide(ctx, ask); denied != nil {
		return denied
	}
	return nil
}

// Passes reports the same without a note in the trace: for answers that only depend on a
// permission, such as 404 or 403 for a missing object.
func (g *Gate) Passes(ctx context.Context, ask Ask) bool {
	question, policies := g.question(ctx, ask)
	return policy.Decide(question, policies).Allowed()
}

func (g *Gate) decide(ctx context.Context, ask Ask) *Denied {
	caller := CallerOf(ctx)
	question, policies := g.question(ctx, ask)
	decision := policy.Decide(question, policies)
	if trace.RequestID(ctx) != "" { // explaining costs more than deciding; without a trace nobody reads it
		trace.Decided(ctx, policy.Explain(question, policies))
		trace.Checked(ctx, decision.Allowed(), fmt.Sprintf("IAM: %s may do %s on %s", caller.Who(), ask.Action, ask.Resource), decision.Reason(ask.Action))
	}
	if decision.Allowed() {
		return nil
	}
	return &Denied{Ask: ask, Caller: caller, Decision: decision}
}

func (g *Gate) question(ctx context.Context, ask Ask) (policy.Request, policy.Policies) {
	caller := CallerOf(ctx)
	policies := caller.Policies()
	policies.Resource = ask.ResourcePolicy
	return policy.Request{
		Principal:       caller.PolicyPrincipal(),
		Action:          ask.Action,
		Resource:        ask.Resource,
		ResourceAccount: ask.ResourceAccount,
		Context:         g.conditions(ctx, ask.Context),
	}, policies
}

// S3 is the refusal in S3's words. A caller without an identity of this account learns
// nothing more than the code.
func (d *Denied) S3() *wire.Error {
	e := s3Denied.Because("%s", d.Because())
	if !d.Caller.Anonymous {
		e.Message = d.Message(true)
	}
	return e
}
