package userpool

import (
	"context"
	"errors"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// Refusals in which triggers end.
var (
	errTrigger         = refusal("UserLambdaValidationException", "%s failed with error %s.")
	errTriggerBroken   = refusal("UnexpectedLambdaException", "%s invocation failed due to configuration error.")
	errTriggerOutput   = refusal("InvalidLambdaResponseException", "Unrecognizable lambda output")
	errNoCustomTrigger = refusal("InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.")
)

// ErrUnreachable is what a trigger returns to play a function that cannot be called at
// all, which is another refusal than a function that throws.
var ErrUnreachable = errors.New("the function cannot be called")

// run calls a trigger and puts its failure into Cognito's words. A trigger that is not set
// passes.
func run[E any](ctx context.Context, name string, f func(context.Context, *E) error, event *E) error {
	if f == nil {
		return nil
	}
	err := f(ctx, event)
	switch {
	case err == nil:
		trace.Passed(ctx, "trigger %s ran", name)
		return nil
	case errors.Is(err, ErrUnreachable):
		trace.Failed(ctx, "trigger %s can be called", name)
		return errTriggerBroken.Saying(name)
	}
	trace.Failed(ctx, "trigger %s lets it pass", name)
	// Cognito puts a full stop behind whatever the function threw, also behind one.
	return errTrigger.Saying(name, err.Error()).Because("the pool's own function refused: %v", err)
}

// words are what a message says and how its subject reads.
type words struct{ subject, body string }

// word asks the pool's own function how a message shall read. kind is the trigger source's second half:
// "SignUp", "Authentication". A text without the code is useless, so it is refused.
func (s *Service) word(ctx context.Context, p *pool, c *client, u *user, kind, attribute string, metadata map[string]string, otherwise words) (words, error) {
	f := s.triggersOf(p).CustomMessage
	if f == nil {
		return otherwise, nil
	}
	e := &CustomMessage{Event: s.event("CustomMessage_"+kind, p, c, u.name, u, metadata), CodeParameter: codeSlot}
	must := []string{codeSlot}
	if kind == "AdminCreateUser" {
		e.UsernameParameter = nameSlot
		must = append(must, nameSlot)
	}
	if err := run(ctx, "CustomMessage", f, e); err != nil {
		return words{}, err
	}
	body := e.Email
	if mediumOf(attribute) == "SMS" {
		body = e.SMS
	}
	if body != "" {
		if slices.ContainsFunc(must, func(slot string) bool { return !strings.Contains(body, slot) }) {
			return words{}, errTriggerOutput.Because("the text of CustomMessage lacks %s", strings.Join(must, " or "))
		}
		otherwise.body = body
	}
	if e.Subject != "" {
		otherwise.subject = e.Subject
	}
	return otherwise, nil
}

// Places that a message keeps for the code and the name.
const (
	codeSlot = "{####}"
	nameSlot = "{username}"
)
