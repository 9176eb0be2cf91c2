package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// CustomSender sends one message in place of Cognito. At AWS the code comes encrypted with the pool's key of KMS; here
// nothing is encrypted.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
type CustomSender struct {
	Event
	Code string // or the temporary password
}

// senderOf is the pool's own sender for the medium that an attribute stands for; nil: Cognito sends. Callers must not
// hold mu.
func (s *Service) senderOf(p *pool, attribute string) func(context.Context, *CustomSender) error {
	triggers := s.triggersOf(p)
	if mediumOf(attribute) == "SMS" {
		return triggers.CustomSMSSender
	}
	return triggers.CustomEmailSender
}

// hand lets the pool's own sender send. Cognito does not wait for it, so its failure refuses nothing.
func (s *Service) hand(ctx context.Context, p *pool, c *client, u *user, l letter, send func(context.Context, *CustomSender) error) {
	name := "CustomEmailSender"
	if mediumOf(l.attribute) == "SMS" {
		name = "CustomSMSSender"
	}
	err := send(ctx, &CustomSender{Event: s.event(name+"_"+l.kind, p, c, u.name, u, l.metadata), Code: l.code})
	note := "Cognito itself sends nothing"
	if err != nil {
		note = "nobody waits for it, so the call goes on: " + err.Error()
	}
	trace.Checked(ctx, err == nil, "trigger "+name+" sent the message", note)
}
