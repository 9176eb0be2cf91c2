package policy

import (
	"fmt"
	"strings"
)

// oneChange looks, from the nearest miss on, for a statement that only one part keeps from giving the allow
// that is lacking. It returns the change in words, or "".
//
// A change of the request is proposed only after deciding the changed request; a change of the policy only
// after counting the votes with the statement as matching.
func oneChange(q *question, v votes, all []examined, decide func(Request) Decision) string {
	for i := range all {
		e := &all[i]
		if e.Effect != Allow || e.Matched {
			continue
		}
		part, ok := onlyMiss(e.Parts)
		if !ok || !v.would(e, part.Element, q) {
			continue
		}
		if change := e.change(part, q, decide); change != "" {
			return change
		}
	}
	return ""
}

// onlyMiss returns the single part that is not OK.
func onlyMiss(parts []Part) (*Part, bool) {
	var miss *Part
	for i := range parts {
		if parts[i].OK {
			continue
		}
		if miss != nil {
			return nil, false
		}
		miss = &parts[i]
	}
	return miss, miss != nil
}

// would tells whether the request would be allowed if the statement matched.
func (v votes) would(e *examined, element string, q *question) bool {
	as := grantDirect
	if s := e.statement(); s.Principal != nil && element != "principal" {
		as = s.concerns(&q.Principal, q.bounded)
	} else if element == "principal" {
		as = grantRole // what is proposed is to name the role
	}
	votes := map[Kind]*vote{KindIdentity: &v.identity, KindBoundary: &v.boundary, KindSession: &v.session}
	vote, ok := votes[e.Kind]
	if !ok {
		vote = &v.resource
	}
	vote.add(e.ref, Allow, as)
	outcome, _, _ := v.outcome()
	return outcome == Allowed
}

func (e *examined) change(part *Part, q *question, decide func(Request) Decision) string {
	switch part.Element {
	case "action":
		if e.statement().NotActions != nil {
			return fmt.Sprintf("take %s out of the NotAction of %s", q.Action, e.title())
		}
		return fmt.Sprintf("add %s to the actions of %s", q.Action, e.title())
	case "principal":
		return e.changePrincipal(q)
	case "resource":
		return e.changeResource(part, q, decide)
	}
	return e.changeCondition(part, q, decide)
}

func (e *examined) changePrincipal(q *question) string {
	if e.statement().NotPrincipal != nil {
		return ""
	}
	p := &q.Principal
	name := fmt.Sprintf(`{"AWS": "%s"}`, p.ARN)
	switch {
	case p.Anonymous:
		name = `"*"`
	case p.RoleARN != "":
		name = fmt.Sprintf(`{"AWS": "%s"}`, p.RoleARN)
	case p.ARN == "" && p.Federated != "":
		name = fmt.Sprintf(`{"Federated": "%s"}`, p.Federated)
	case p.ARN == "":
		name = fmt.Sprintf(`{"Service": "%s"}`, p.Service)
	}
	return fmt.Sprintf("the principal %s in %s", name, e.title())
}

// changeResource proposes another key of the same bucket, if the pattern names keys and the request for one of
// them would be allowed. Otherwise the pattern has to change.
func (e *examined) changeResource(part *Part, q *question, decide func(Request) Decision) string {
	s := e.statement()
	if s.NotResources != nil {
		return fmt.Sprintf("take %s out of the NotResource of %s", part.Allows, e.title())
	}
	if modern := (builder{variables: true}).compileResource(part.Written); e.ref.policy.Version != version2012 && modern.match(q.Resource, q.Context) {
		return fmt.Sprintf("Version %s in %s, so that ${…} is a variable", version2012, e.Policy)
	}
	if strings.Contains(part.Allows, "${") {
		return fmt.Sprintf("a variable that this request has a value for, in the resource of %s", e.title())
	}
	bucket, key, ok := strings.Cut(part.Allows, "/")
	asked, _, isObject := strings.Cut(q.Resource, "/")
	if ok && isObject && bucket == asked && strings.HasPrefix(bucket, s3ARN) {
		changed := *q.Request
		changed.Resource = bucket + "/" + example(key)
		if decide(changed).Allowed() {
			return "a key that " + likeness(key)
		}
	}
	return fmt.Sprintf("add %s to the resources of %s", q.Resource, e.title())
}

// example is a text that a filled-in pattern covers.
func example(pattern string) string {
	return strings.ReplaceAll(strings.ReplaceAll(pattern, "*", ""), "?", "x")
}

// likeness says in words which texts a filled-in pattern covers.
func likeness(pattern string) string {
	start, star := strings.CutSuffix(pattern, "*")
	switch {
	case strings.ContainsAny(start, "*?"):
		return "matches " + pattern
	case star && start == "":
		return "has any value"
	case star:
		return "begins with " + start
	}
	return "is " + pattern
}

// changeCondition proposes a value for the key, if deciding with it allows the request. Otherwise it names the
// condition that has to hold.
func (e *examined) changeCondition(part *Part, q *question, decide func(Request) Decision) string {
	c := e.condition(part)
	switch c.judge(q.Context) {
	case failsSeveral:
		return fmt.Sprintf("ForAnyValue:%s in the place of %s, in %s", part.Operator, part.Operator, e.title())
	case failsMissing:
		if known := c.mistypedFor(q.Context); known != "" {
			return fmt.Sprintf("the key %s in the place of %s, in %s", known, part.Key, e.title())
		}
	}
	if c.form.family == familyNull {
		if part.Asked == "" {
			return "a request that has " + part.Key
		}
		return "a request without " + part.Key
	}
	wanted, _ := c.Values[0].filled(q.Context)
	value, words := wanted, "is "+wanted
	if c.form.relation == like {
		value, words = example(wanted), likeness(wanted)
	}
	changed := *q.Request
	changed.Context = NewContext(q.Context)
	changed.Context.Set(c.Key, value)
	if decide(changed).Allowed() {
		return fmt.Sprintf("a request whose %s %s", part.Key, words)
	}
	return fmt.Sprintf("a request for which %s %s %s holds", part.Operator, part.Key, part.Allows)
}

// mistypedFor returns the key of the request that was probably meant, if the condition holds for that one.
func (c *Condition) mistypedFor(context Context) string {
	known, ok := nearestKey(c.key, context)
	meant := *c
	meant.key = known
	if !ok || !meant.judge(context).ok() {
		return ""
	}
	return known
}

// condition finds the condition a part was made from.
func (e *examined) condition(part *Part) *Condition {
	s := e.statement()
	first := len(e.Parts) - len(s.Conditions)
	for i := range s.Conditions {
		if &e.Parts[first+i] == part {
			return &s.Conditions[i]
		}
	}
	return &s.Conditions[0]
}
