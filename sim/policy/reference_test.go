package policy

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The reference is a second evaluator, written for plainness from AWS's description of the evaluation logic. It
// shares no code with the first: it reads the documents with encoding/json and matches with regular expressions.
// It knows as much of the language as the dice use.

type referenceStatement struct {
	Effect                                 string
	Action, NotAction                      string
	Resource, NotResource                  string
	Principal, NotPrincipal                any
	Condition                              map[string]map[string]string
	hasAction, hasResource, hasPrincipalBy bool
}

func reference(t *testing.T, p *Policy) []referenceStatement {
	t.Helper()
	var document struct{ Statement []referenceStatement }
	if err := json.Unmarshal([]byte(p.Source), &document); err != nil {
		t.Fatal(err)
	}
	for i := range document.Statement {
		s := &document.Statement[i]
		s.hasAction, s.hasResource, s.hasPrincipalBy = s.Action != "", s.Resource != "", s.Principal != nil
	}
	return document.Statement
}

// glob turns a pattern into an expression, with the value of k:k, the only variable of the dice, quoted.
func glob(pattern string, r Request, fold bool) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)`)
	if fold {
		b.WriteString(`(?i)`)
	}
	b.WriteString(`\A`)
	for i, text := range strings.Split(pattern, "${k:k}") {
		if i > 0 {
			b.WriteString(regexp.QuoteMeta(r.Context["k:k"][0]))
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, ".*"))
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

// names returns how a principal element names the caller: "", "account", "role" or "direct".
func names(element any, p Principal) string {
	if element == "*" {
		return "direct"
	}
	one, _ := element.(map[string]any)
	switch {
	case one["AWS"] == session && p.ARN == session:
		return "direct"
	case one["AWS"] == role && p.RoleARN == role, one["Federated"] == cognitoProvider && p.Federated == cognitoProvider:
		return "role"
	case one["AWS"] == account && p.AccountID == account:
		return "account"
	}
	return ""
}

// spared tells whether a NotPrincipal of the dice spares the caller. It lists one principal, which is never
// account, role and session at once, so only "*" does.
func spared(element any) bool { return element == "*" }

func (s *referenceStatement) applies(r Request, bounded bool) string {
	action, resource := s.Action, s.Resource
	if !s.hasAction {
		action = s.NotAction
	}
	if !s.hasResource {
		resource = s.NotResource
	}
	if glob(action, r, true).MatchString(r.Action) != s.hasAction || glob(resource, r, false).MatchString(r.Resource) != s.hasResource {
		return ""
	}
	for operator, keys := range s.Condition {
		for key, value := range keys {
			if !referenceCondition(operator, value, r.Context[key], r) {
				return ""
			}
		}
	}
	switch {
	case s.hasPrincipalBy:
		return names(s.Principal, r.Principal)
	case s.NotPrincipal != nil && spared(s.NotPrincipal):
		return ""
	}
	return "direct"
}

func referenceCondition(operator, value string, got []string, r Request) bool {
	set, base, found := strings.Cut(operator, ":")
	if !found {
		set, base = "", operator
	}
	base, ifExists := strings.CutSuffix(base, "IfExists")
	negated := strings.Contains(base, "Not")
	test := func(one string) bool {
		pattern := value
		if base == "StringEquals" { // a star is a star
			return strings.ReplaceAll(pattern, "${k:k}", r.Context["k:k"][0]) == one
		}
		return glob(pattern, r, false).MatchString(one) != negated
	}
	switch {
	case len(got) == 0 && ifExists:
		return true
	case set == "ForAnyValue":
		return slices.ContainsFunc(got, test)
	case set == "ForAllValues":
		return !slices.ContainsFunc(got, func(one string) bool { return !test(one) })
	case len(got) == 0:
		return negated
	}
	return len(got) == 1 && test(got[0])
}

// referenceDecide follows the flow chart of AWS, box by box.
func referenceDecide(t *testing.T, r Request, p Policies) (Outcome, Kind) {
	bounded := p.Boundary != nil
	attached := r.Principal.ARN != ""
	groups := map[Kind][]Policy{}
	if p.Resource != nil {
		groups[KindResource] = []Policy{*p.Resource}
	}
	if attached {
		groups[KindIdentity], groups[KindSession] = p.Identity, p.Session
		if bounded {
			groups[KindBoundary] = []Policy{*p.Boundary}
		}
	}
	order := []Kind{KindResource, KindIdentity, KindBoundary, KindSession}
	allows := map[Kind][]string{}
	for _, kind := range order {
		for i := range groups[kind] {
			for _, s := range reference(t, &groups[kind][i]) {
				as := s.applies(r, bounded)
				if as != "" && s.Effect == "Deny" {
					return ExplicitDeny, kind
				}
				if as != "" {
					allows[kind] = append(allows[kind], as)
				}
			}
		}
	}
	said := func(as ...string) bool {
		return slices.ContainsFunc(allows[KindResource], func(one string) bool { return slices.Contains(as, one) })
	}
	sameAccount := r.ResourceAccount == "" || r.ResourceAccount == r.Principal.AccountID
	switch {
	case !attached && said("account", "role", "direct"):
		return Allowed, KindResource
	case !attached:
		return ImplicitDeny, KindResource
	case sameAccount && said("direct"):
		return Allowed, KindResource
	case len(allows[KindIdentity]) == 0 && !(sameAccount && said("role")):
		return ImplicitDeny, KindIdentity
	case bounded && len(allows[KindBoundary]) == 0:
		return ImplicitDeny, KindBoundary
	case (p.HasSession || p.Session != nil) && len(allows[KindSession]) == 0:
		return ImplicitDeny, KindSession
	case !sameAccount && len(allows[KindResource]) == 0:
		return ImplicitDeny, KindResource
	case sameAccount && said("role"):
		return Allowed, KindResource
	}
	return Allowed, KindIdentity
}

func TestDecideAgreesWithTheReference(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(3, 4))}
	for i := range 3000 {
		p, r := d.policies(t), d.request()
		outcome, kind := referenceDecide(t, r, p)
		if got := Decide(r, p); got.Outcome != outcome || got.Kind != kind {
			t.Fatalf("%d: got %s %s, want %s %s\n%s", i, got.Outcome, got.Kind, outcome, kind, Explain(r, p).Text())
		}
	}
}
