package userpool

import (
	"context"
	"strings"
	"time"

	"poolschool/sim/trace"
)

// letter is a message that is about to be sent.
type letter struct {
	kind      string // second half of the triggers' source: "SignUp", "Authentication"
	attribute string // of the user, to which it goes: "email"
	to        string // its value, or what it will be
	code      string // or the temporary password
	name      string // as an invitation calls the user
	own       words  // the pool's, or AWS's
	metadata  map[string]string
}

// post words a message and sends it, or has the pool's own sender do so. keep stores the code before anybody can have
// read it; it is called under mu, and not at all where the message is refused. post takes and gives back mu.
func (s *Service) post(ctx context.Context, p *pool, c *client, u *user, l letter, keep func()) error {
	sender, said := s.senderOf(p, l.attribute), l.own
	if sender == nil {
		var err error
		if said, err = s.word(ctx, p, c, u, l.kind, l.attribute, l.metadata, l.own); err != nil {
			return err
		}
	}
	s.mu.Lock()
	if sender == nil && l.attribute == "email" {
		if err := s.mailLeft(ctx, p); err != nil {
			s.mu.Unlock()
			return err
		}
	}
	if keep != nil {
		keep()
	}
	if sender == nil {
		s.deliver(p, l, said)
	}
	s.mu.Unlock()
	if sender != nil {
		s.hand(ctx, p, c, u, l, sender)
	}
	return nil
}

// deliver puts a message into the inbox, with code and name in their places. Callers hold mu.
func (s *Service) deliver(p *pool, l letter, said words) {
	body := strings.ReplaceAll(said.body, codeSlot, l.code)
	if l.name != "" {
		body = strings.ReplaceAll(body, nameSlot, l.name)
	}
	s.inbox = append(s.inbox, Message{
		At: s.Clock.Now(), Medium: mediumOf(l.attribute), To: l.to, Subject: said.subject, Body: body, Code: l.code, PoolID: p.ID,
	})
}

// errMailLimit was seen by many; the user whom SignUp could not write to is there all the same.
var errMailLimit = refusal("LimitExceededException", "Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.")

// mailHour is when the day of e-mails begins, in UTC.
const mailHour = 9

// mailLeft refuses an e-mail too many of Cognito's own sender. Pools that send by their own account of SES have no limit
// here. Callers hold mu.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
func (s *Service) mailLeft(ctx context.Context, p *pool) error {
	if s.EmailsADay == 0 || p.shown.EmailConfiguration["EmailSendingAccount"] == "DEVELOPER" {
		return nil
	}
	if today := s.Clock.Now().UTC().Add(-mailHour * time.Hour).Format(time.DateOnly); today != s.mailDay {
		s.mailDay, s.mailed = today, 0
	}
	if s.mailed >= s.EmailsADay {
		trace.Failed(ctx, "at most %d e-mails a day by Cognito's own sender", s.EmailsADay)
		return errMailLimit.Because("the account has sent %d e-mails since %02d:00 UTC; SES has its own, higher limit", s.mailed, mailHour)
	}
	s.mailed++
	return nil
}
