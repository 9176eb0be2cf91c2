package sandbox

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// Caller is somebody who can make a call.
type Caller struct {
	Name  string // what Ask.As says; "" is nobody
	Title string // "administrator"
	About string // a few words: "not signed", "over since 10:04"
	Side  account.Side
}

// The callers that are introduced by calls of their own when they are first needed.
const (
	guest  = "guest"
	person = "person"
)

// admin is the value with the administrator's key.
const admin = "adminCredentials"

// credentialsOf is the name of the value that signs for a caller.
func credentialsOf(caller string) string {
	if caller == guest || caller == person {
		return caller + "Credentials"
	}
	return caller
}

// Callers lists who can call: nobody, the administrator, a guest and the learner through the identity pool, and whoever
// has credentials of this account.
func (s *Sandbox) Callers() []Caller {
	values := s.Values()
	callers := []Caller{{Title: "nobody", About: "the request is not signed"}}
	if _, ok := values.Get(admin); ok {
		callers = append(callers, Caller{Name: admin, Title: "administrator", About: "an IAM user that may do everything"})
	}
	if _, ok := values.Get("identityPoolId"); ok {
		callers = append(callers, Caller{Name: guest, Title: "guest", About: s.fresh(guest, "through the identity pool, without a login"), Side: account.IdentitySide})
		if name, ok := values.Get("username"); ok {
			callers = append(callers, Caller{Name: person, Title: name.String(), About: s.fresh(person, "signed in, then through the identity pool"), Side: account.IdentitySide})
		}
	}
	for _, name := range values.Names() {
		if name == admin || name == guest+"Credentials" || name == person+"Credentials" || strings.Contains(name, ".") {
			continue
		}
		v, _ := values.Get(name)
		if !signs(v) || s.label(name) == introduced {
			continue
		}
		about := s.label(name)
		if about == "" {
			about = v.Origin
		}
		callers = append(callers, Caller{Name: name, Title: name, About: s.left(v, about), Side: v.Side})
	}
	return callers
}

func (s *Sandbox) label(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.labels[name]
}

// fresh is what is said of a caller that the sandbox can introduce.
func (s *Sandbox) fresh(caller, about string) string {
	if v, ok := s.Values().Get(credentialsOf(caller)); ok {
		return s.left(v, about)
	}
	return about
}

// left adds to a few words that credentials are over.
func (s *Sandbox) left(v value.Value, about string) string {
	if end, ok := v.Expires(); ok && !s.Now().Before(end) {
		return about + ", over since " + end.Format("15:04:05")
	}
	return about
}

// signs says that a value is credentials.
func signs(v value.Value) bool {
	if v.Raw.Kind() != '{' {
		return false
	}
	_, err := v.At([]string{"AccessKeyId"})
	if err != nil {
		return false
	}
	_, short := v.At([]string{"SecretKey"})
	_, long := v.At([]string{"SecretAccessKey"})
	return short == nil || long == nil
}

// introduce gets credentials for a guest or for the learner, if there are none or they are over. The calls that it takes
// stand in the history, as they would at AWS.
func (s *Sandbox) introduce(ctx context.Context, caller string) error {
	if caller != guest && caller != person {
		return nil
	}
	name := credentialsOf(caller)
	if v, ok := s.Values().Get(name); ok {
		if end, mortal := v.Expires(); !mortal || s.Now().Before(end) {
			return nil
		}
	}
	logins := map[string]string{}
	if caller == person {
		if _, err := s.step(ctx, "cognito-idp", "InitiateAuth", map[string]any{
			"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "{{clientId}}", "AuthParameters": map[string]string{"USERNAME": "{{username}}", "PASSWORD": "{{password}}"},
		}); err != nil {
			return err
		}
		logins["{{provider}}"] = "{{idToken}}"
	}
	in := map[string]any{"IdentityPoolId": "{{identityPoolId}}"}
	if len(logins) > 0 {
		in["Logins"] = logins
	}
	if _, err := s.step(ctx, "cognito-identity", "GetId", in); err != nil {
		return err
	}
	delete(in, "IdentityPoolId")
	in["IdentityId"] = "{{identityId}}"
	call, err := s.step(ctx, "cognito-identity", "GetCredentialsForIdentity", in)
	if err != nil {
		return err
	}
	s.rename(call.Kept, name)
	return nil
}

// introduced is the label of credentials that have become a caller's, and stand among the callers already.
const introduced = "introduced"

// rename gives the credentials that a call gave to a caller.
func (s *Sandbox) rename(kept []string, to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range kept {
		if v, ok := s.values.Get(name); ok && signs(v) {
			v.Name = to
			s.values = s.values.With(v)
			s.labels[name] = introduced
		}
	}
}

// step makes a call that must be answered.
func (s *Sandbox) step(ctx context.Context, service, operation string, in any) (Call, error) {
	text, err := json.Marshal(in, json.Deterministic(true))
	if err != nil {
		return Call{}, err
	}
	call, err := s.play(ctx, Ask{Service: service, Operation: operation, Input: string(text)})
	if err != nil {
		return call, err
	}
	if e, ok := call.Outer(); ok && !e.OK() {
		return call, fmt.Errorf("there are no credentials for this caller: %s answered %d %s, %q", operation, e.Status, e.Code, e.Refusal)
	}
	return call, nil
}
