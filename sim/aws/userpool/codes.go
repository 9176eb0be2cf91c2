package userpool

import (
	"context"
	"crypto/subtle"
	"strings"
	"time"

	"poolschool/sim/trace"
)

// codePurpose is what a code is for. A user has at most one code of each purpose
// outstanding: a new one replaces the old.
type codePurpose string

const (
	forSignUp codePurpose = "sign-up"
	forReset  codePurpose = "reset"
)

// codeKind is how a code of one purpose looks and how long it is good.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
type codeKind struct {
	purpose codePurpose
	length  int // digits
	life    time.Duration
	trigger string // second half of the custom message trigger's source
	words   words
}

const codeLength = 6

var (
	signUpCode = codeKind{forSignUp, codeLength, day, "SignUp", words{"Your verification code", "Your confirmation code is {####}"}}
	resentCode = codeKind{forSignUp, codeLength, day, "ResendCode", signUpCode.words}
	resetCode  = codeKind{forReset, codeLength, time.Hour, "ForgotPassword", words{"Your password reset code", "Your password reset code is {####}"}}
)

// attributeCode is the kind that verifies an address of a user who has signed in.
func attributeCode(attribute, trigger string) codeKind {
	purpose := codePurpose("verify " + attribute)
	return codeKind{purpose, codeLength, day, trigger, words{"Your verification code", "Your verification code is {####}"}}
}

// code is one code that was sent.
type code struct {
	digits    string
	attribute string // the attribute that entering it verifies: "email"
	value     string // where it went, and so what it verifies
	expires   time.Time
}

// Message is an e-mail or text message in the simulated inbox.
type Message struct {
	At      time.Time
	Medium  string // "EMAIL" or "SMS"
	To      string
	Subject string
	Body    string
	Code    string
	PoolID  string
}

// CodeDeliveryDetails says where a code went, masked.
type CodeDeliveryDetails struct {
	AttributeName  string
	DeliveryMedium string
	Destination    string
}

// Inbox returns the messages that were delivered, oldest first.
func (s *Service) Inbox() []Message {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]Message(nil), s.inbox...)
}

// send makes a code and delivers it to an address, which is the attribute's value or will be. It
// takes and gives back mu; the pool's own function may word the message.
func (s *Service) send(ctx context.Context, c *client, p *pool, u *user, kind codeKind, attribute, to string, metadata map[string]string) (*CodeDeliveryDetails, error) {
	s.mu.RLock()
	own := p.wording(kind.words, attribute)
	s.mu.RUnlock()
	made := &code{digits: s.Chance.Digits(kind.length), attribute: attribute, value: to, expires: s.Clock.Now().Add(kind.life)}
	err := s.post(ctx, p, c, u, letter{kind: kind.trigger, attribute: attribute, to: to, code: made.digits, own: own, metadata: metadata}, func() {
		if u.codes == nil {
			u.codes = map[codePurpose]*code{}
		}
		u.codes[kind.purpose] = made
	})
	if err != nil {
		return nil, err
	}
	trace.Passed(ctx, "a code was sent to the user's %s", attribute)
	return &CodeDeliveryDetails{AttributeName: attribute, DeliveryMedium: mediumOf(attribute), Destination: mask(attribute, to)}, nil
}

// wording puts the pool's own texts in the place of AWS's. Callers hold mu.
func (p *pool) wording(w words, attribute string) words {
	if p.Messages.VerificationSubject != "" {
		w.subject = p.Messages.VerificationSubject
	}
	own := p.Messages.VerificationEmail
	if mediumOf(attribute) == "SMS" {
		own = p.Messages.VerificationSMS
	}
	if own != "" {
		w.body = own
	}
	return w
}

func mediumOf(attribute string) string {
	if attribute == "phone_number" {
		return "SMS"
	}
	return "EMAIL"
}

// mask hides an address: first letter and three stars on both sides of the @, or all but the
// last four digits of a number.
func mask(attribute, address string) string {
	if attribute == "phone_number" {
		const shown = 4
		digits := strings.TrimPrefix(address, "+")
		if len(digits) <= shown {
			return "+" + digits
		}
		return "+" + strings.Repeat("*", len(digits)-shown) + digits[len(digits)-shown:]
	}
	local, domain, _ := strings.Cut(address, "@")
	return firstRune(local) + "***@" + firstRune(domain) + "***"
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// enter checks a code that the user typed and uses it up. Callers hold mu.
func (s *Service) enter(ctx context.Context, u *user, purpose codePurpose, typed string) (*code, error) {
	c, err := s.look(ctx, u, purpose, typed)
	if err == nil {
		delete(u.codes, purpose)
	}
	return c, err
}

// look checks a code that the user typed and leaves it good. Callers hold mu.
func (s *Service) look(ctx context.Context, u *user, purpose codePurpose, typed string) (*code, error) {
	c := u.codes[purpose]
	if c == nil {
		trace.Failed(ctx, "a code is waiting")
		return nil, errExpiredCode.Because("no code is waiting for %s: it was used, or never sent", u.name)
	}
	if !s.Clock.Now().Before(c.expires) {
		trace.Failed(ctx, "the code is still good")
		return nil, errExpiredCode.Because("the code was good until %s", c.expires.Format(time.DateTime))
	}
	if subtle.ConstantTimeCompare([]byte(typed), []byte(c.digits)) != 1 {
		trace.Failed(ctx, "the code is the one that was sent to the user's %s", c.attribute)
		return nil, errWrongCode.Because("the newest code in the inbox is another one")
	}
	trace.Passed(ctx, "the code is the one that was sent to the user's %s", c.attribute)
	return c, nil
}
