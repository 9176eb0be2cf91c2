package policy

// question is a request with what every statement needs of it worked out once.
type question struct {
	*Request
	action  string // in lower case
	bounded bool   // a permissions boundary is set
}

// applies tells whether every element of the statement matches. For policies attached to their principal the
// answer is grantDirect or grantNone.
func (s *Statement) applies(q *question) grant {
	if !s.coversAction(q) || !s.coversResource(q) {
		return grantNone
	}
	as := grantDirect
	if s.Principal != nil || s.NotPrincipal != nil {
		if as = s.concerns(&q.Principal, q.bounded); as == grantNone {
			return grantNone
		}
	}
	for i := range s.Conditions {
		if !s.Conditions[i].judge(q.Context).ok() {
			return grantNone
		}
	}
	return as
}

func (s *Statement) coversAction(q *question) bool {
	if s.NotActions != nil {
		return !anyMatches(s.NotActions, q.action, q.Context)
	}
	return anyMatches(s.Actions, q.action, q.Context)
}

// coversResource is true for a trust policy, which has no resources: its resource is the role.
//
// A NotResource whose variable has no value covers nothing, and so excludes nothing.
func (s *Statement) coversResource(q *question) bool {
	switch {
	case s.NotResources != nil:
		return !anyMatches(s.NotResources, q.Resource, q.Context)
	case s.Resources != nil:
		return anyMatches(s.Resources, q.Resource, q.Context)
	}
	return true
}

func anyMatches(patterns []Pattern, text string, context Context) bool {
	for i := range patterns {
		if patterns[i].match(text, context) {
			return true
		}
	}
	return false
}
