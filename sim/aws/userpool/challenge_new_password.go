package userpool

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
)

const (
	challengeNewPassword = "NEW_PASSWORD_REQUIRED"
	attributePrefix      = "userAttributes."
)

// askNewPassword asks a user who came in with a temporary password for one of their own, and for
// the required attributes that the administrator left out. Both lists are JSON inside a string.
func (s *Service) askNewPassword(ctx context.Context, a attempt) InitiateAuthResponse {
	s.mu.RLock()
	missing := a.client.pool.missing(a.user)
	attributes := map[string]string{}
	for _, x := range a.user.listed(a.client.readable) {
		if x.Name != "sub" {
			attributes[x.Name] = x.Value
		}
	}
	name := a.user.name
	s.mu.RUnlock()
	for i := range missing {
		missing[i] = attributePrefix + missing[i]
	}
	return s.ask(ctx, a, challengeNewPassword, map[string]string{
		"USER_ID_FOR_SRP": name, "requiredAttributes": asJSON(missing), "userAttributes": asJSON(attributes),
	})
}

// missing are the required attributes that a user lacks. Callers hold mu.
func (p *pool) missing(u *user) []string {
	missing := []string{}
	for _, name := range p.Required {
		if u.attributes[name] == "" {
			missing = append(missing, name)
		}
	}
	return missing
}

// asJSON is a value as text inside a string member. Only lists and maps of strings come here, which
// cannot fail.
func asJSON(v any) string {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return ""
	}
	return string(text)
}

// Refusals of the attributes that come with a new password: a required one that is missing, and one that is there
// already and would change.
var (
	errAttributeMissing = refusal("InvalidParameterException", "Invalid attributes given, %s is missing")
	errValueFixed       = refusal("NotAuthorizedException", "Cannot modify an already provided %s")
)

// answerNewPassword sets the user's own password and confirms them.
func (s *Service) answerNewPassword(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("NEW_PASSWORD"); err != nil {
		return InitiateAuthResponse{}, err
	}
	password := in.responses["NEW_PASSWORD"]
	p := a.client.pool
	record, err := s.replacement(ctx, p, a.user, password, adminPrefix)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	attributes, err := s.newAttributes(ctx, a, in.responses)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	s.mu.Lock()
	u := next.user
	s.setPassword(p, u, record)
	u.status = statusConfirmed
	p.unindex(u)
	for name, value := range attributes {
		u.attributes[name] = value
	}
	p.index(u)
	s.mu.Unlock()
	trace.Passed(ctx, "the password is set, and the user is CONFIRMED")
	next.newPassword = true
	return s.secondFactor(ctx, next)
}

// newAttributes are the attributes that come with a new password: what is missing must come, what
// is required and there must not.
func (s *Service) newAttributes(ctx context.Context, a *attempt, responses map[string]string) (map[string]string, error) {
	p := a.client.pool
	given := map[string]string{}
	for key, value := range responses {
		if name, ok := strings.CutPrefix(key, attributePrefix); ok {
			given[name] = value
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	missing := p.missing(a.user)
	for name := range given {
		switch {
		case !a.client.writable(name):
			return nil, errWriteDenied.Because("this client may not write %s", name)
		case slices.Contains(p.Required, name) && !slices.Contains(missing, name) && given[name] != a.user.attributes[name]:
			return nil, errValueFixed.Saying(name)
		}
	}
	if err := p.checkAttributes(given); err != nil {
		return nil, err
	}
	for _, name := range missing {
		if given[name] == "" {
			trace.Failed(ctx, "every required attribute comes along")
			return nil, errAttributeMissing.Saying(name).Because("ChallengeResponses lack %s%s", attributePrefix, name)
		}
	}
	return given, nil
}
