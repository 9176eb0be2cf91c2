package policy

import "strings"

// parts holds every element of the statement against the request.
func (s *Statement) parts(q *question) []Part {
	parts := make([]Part, 0, 3+len(s.Conditions))
	if s.Principal != nil || s.NotPrincipal != nil {
		parts = append(parts, s.principalPart(q))
	}
	parts = append(parts, s.actionPart(q))
	if s.Resources != nil || s.NotResources != nil {
		parts = append(parts, s.resourcePart(q))
	}
	for i := range s.Conditions {
		parts = append(parts, s.Conditions[i].part(q.Context))
	}
	return parts
}

func (s *Statement) principalPart(q *question) Part {
	as := s.concerns(&q.Principal, q.bounded)
	part := Part{Element: "principal", OK: as != grantNone, Asked: q.Principal.shown()}
	set := s.Principal
	if set == nil {
		set = s.NotPrincipal
		part.Note = "NotPrincipal: everyone but these, and to spare somebody it has to name the account, the role and the session"
		if q.bounded && s.Effect == Deny {
			part.Note = "a Deny with NotPrincipal hits every principal that has a permissions boundary"
		}
	}
	part.Allows = set.shown()
	part.Written = part.Allows
	switch {
	case s.Principal == nil:
	case as == grantAccount && s.Effect == Allow:
		part.Note = "it names the account, which leaves the decision to the account's own policies"
	case as == grantNone:
		part.Note = set.mistaken(&q.Principal)
	}
	return part
}

// mistaken explains the usual confusions about principals. It returns "" when it knows none.
func (set *PrincipalSet) mistaken(p *Principal) string {
	if p.Federated == "" {
		return ""
	}
	for _, text := range set.Service {
		if text == p.Federated {
			return "the principal is an identity provider, so it belongs under Federated, not under Service"
		}
	}
	if p.Federated == cognitoProvider && len(set.Federated) > 0 {
		return "identity pools come as " + cognitoProvider + ", whoever signed the person in"
	}
	return ""
}

// shown is the principal in one line, as a policy would name it.
func (p *Principal) shown() string {
	switch {
	case p.Anonymous:
		return "nobody (the request is not signed)"
	case p.ARN != "":
		return p.ARN
	case p.Federated != "":
		return "Federated " + p.Federated
	case p.Service != "":
		return "Service " + p.Service
	}
	return "nobody"
}

// shown lists the set in one line.
func (set *PrincipalSet) shown() string {
	if set.Anyone {
		return "*"
	}
	var texts []string
	for _, part := range []struct {
		name   string
		values []string
	}{{"", set.AWS}, {"Federated ", set.Federated}, {"Service ", set.Service}, {"CanonicalUser ", set.CanonicalUser}} {
		for _, value := range part.values {
			texts = append(texts, part.name+value)
		}
	}
	return strings.Join(texts, ", ")
}

func (s *Statement) actionPart(q *question) Part {
	part := Part{Element: "action", OK: s.coversAction(q), Asked: q.Action}
	list := s.Actions
	if s.NotActions != nil {
		list = s.NotActions
		part.Note = "NotAction: every action but these"
	}
	part.Written = joined(list)
	part.Allows = part.Written
	if part.OK && s.NotActions == nil {
		part.Allows = firstMatch(list, q.action, q.Context).Text
	}
	if !part.OK && s.NotActions == nil {
		part.Note = actionNote(list)
	}
	return part
}

func joined(list []Pattern) string {
	texts := make([]string, len(list))
	for i := range list {
		texts[i] = list[i].Text
	}
	return strings.Join(texts, ", ")
}

// firstMatch returns the pattern of a list that covers text. The caller knows that there is one.
func firstMatch(list []Pattern, text string, context Context) *Pattern {
	for i := range list {
		if list[i].match(text, context) {
			return &list[i]
		}
	}
	return &list[0]
}

func (s *Statement) resourcePart(q *question) Part {
	part := Part{Element: "resource", OK: s.coversResource(q), Asked: q.Resource}
	if s.NotResources != nil {
		part.Note = "NotResource: every resource but these"
		part.Written = joined(s.NotResources)
		texts := make([]string, len(s.NotResources))
		for i := range s.NotResources {
			texts[i], _ = s.NotResources[i].filled(q.Context)
		}
		part.Allows = strings.Join(texts, ", ")
		return part
	}
	best := firstMatch(s.Resources, q.Resource, q.Context)
	if !part.OK {
		best = nearestResource(s.Resources, q)
	}
	var missing string
	part.Written = best.Text
	part.Allows, missing = best.filled(q.Context)
	if !part.OK {
		part.Note = resourceNote(q, best, part.Allows, missing)
	}
	return part
}

// nearestResource returns the pattern that begins most like the resource asked for.
func nearestResource(list []Pattern, q *question) *Pattern {
	best, most := &list[0], -1
	for i := range list {
		text, _ := list[i].filled(q.Context)
		if n := commonPrefix(text, q.Resource); n > most {
			best, most = &list[i], n
		}
	}
	return best
}
