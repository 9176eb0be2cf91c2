package userpool

import (
	"context"
	"strings"

	"poolschool/sim/chance"
	"poolschool/sim/trace"
)

// invitedAgain gives a user who has not signed in yet a new temporary password, with its whole
// life before it. It takes and gives back mu.
func (s *Service) invitedAgain(ctx context.Context, in AdminCreateUserRequest, password string) (*user, error) {
	s.mu.RLock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err == nil && u.status != statusForceChange {
		trace.Failed(ctx, "the user has not chosen a password yet")
		err = errNoResend.Saying(u.name)
	}
	s.mu.RUnlock()
	if err != nil {
		return nil, err
	}
	record := s.hash(p, u, password)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setPassword(p, u, record)
	return u, nil
}

// inviteWords are AWS's own words of an invitation.
func inviteWords() words {
	return words{"Your temporary password", "Your username is {username} and temporary password is {####}."}
}

// invite sends the temporary password over the media that were asked for.
func (s *Service) invite(ctx context.Context, p *pool, u *user, in AdminCreateUserRequest, password string) error {
	return s.welcome(ctx, p, nil, u, letter{kind: "AdminCreateUser", code: password, name: in.Username, metadata: in.ClientMetadata}, in.DesiredDeliveryMediums)
}

// welcome sends a new user an invitation over some media, as far as the user has an address there. The default is SMS
// alone.
func (s *Service) welcome(ctx context.Context, p *pool, c *client, u *user, l letter, mediums []string) error {
	if len(mediums) == 0 {
		mediums = []string{"SMS"}
	}
	for _, medium := range mediums {
		l.attribute = "email"
		if medium == "SMS" {
			l.attribute = "phone_number"
		}
		s.mu.RLock()
		l.to, l.own = u.attributes[l.attribute], p.inviteWording(l.attribute)
		s.mu.RUnlock()
		if l.code == "" { // brought along from an old directory, whose password is not sent around
			l.own.body = strings.ReplaceAll(l.own.body, codeSlot, "the one that you have")
		}
		if l.to == "" {
			trace.Failed(ctx, "an invitation by %s: the user has no %s (DesiredDeliveryMediums)", medium, l.attribute)
			continue
		}
		if err := s.post(ctx, p, c, u, l, nil); err != nil {
			return err
		}
		trace.Passed(ctx, "an invitation was sent by %s", medium)
	}
	return nil
}

// inviteWording puts the pool's own texts in the place of AWS's. Callers hold mu.
func (p *pool) inviteWording(attribute string) words {
	w := inviteWords()
	own := p.Messages.InviteEmail
	if mediumOf(attribute) == "SMS" {
		own = p.Messages.InviteSMS
	}
	if own != "" {
		w.body = own
	}
	if p.Messages.InviteSubject != "" {
		w.subject = p.Messages.InviteSubject
	}
	return w
}

// temporaryPassword draws a password that keeps the pool's policy: one character of each kind,
// the rest of all kinds. It takes and gives back mu.
func (s *Service) temporaryPassword(p *pool) string {
	s.mu.RLock()
	length := max(p.policy().MinimumLength, defaultLength)
	s.mu.RUnlock()
	const lower, upper, digits, marks = "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!@#$%&*"
	var b strings.Builder
	for _, kind := range []string{upper, lower, digits, marks} {
		b.WriteString(chance.Text(s.Chance, 1, kind))
	}
	b.WriteString(chance.Text(s.Chance, length-b.Len(), lower+upper+digits))
	return b.String()
}
