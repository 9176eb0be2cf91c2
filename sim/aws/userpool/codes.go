package userpool

import (
	"crypto/subtle"
	"strings"
	"time"
)

// codePurpose is what a code is for. A user has at most one code of each purpose
// outstanding: a new one replaces the old.
type codePurpose string

const (
	forSignUp codePurpose = "sign-up"
)

// codeLength is the number of digits in a code that a user types.
const codeLength = 6

// Lifetimes of codes.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
const signUpCodeLife = 24 * time.Hour

// Hourly caps per user.
const (
	confirmSignUpCap = 15
)

// code is one code that was sent.
type code struct {
	digits    string
	attribute string // the attribute that entering it verifies: "email"
	expires   time.Time
	tries     []time.Time
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

// sendCode makes a code for the attribute and delivers it. Callers hold mu.
func (s *Service) sendCode(p *pool, u *user, purpose codePurpose, attribute string, life time.Duration, subject, body string) *CodeDeliveryDetails {
	c := &code{digits: s.Chance.Digits(codeLength), attribute: attribute, expires: s.Clock.Now().Add(life)}
	if old := u.codes[purpose]; old != nil {
		c.tries = old.tries // asking for a new code does not buy more tries
	}
	u.codes[purpose] = c
	medium := mediumOf(attribute)
	to := u.attributes[attribute]
	s.inbox = append(s.inbox, Message{
		At: s.Clock.Now(), Medium: medium, To: to, Subject: subject,
		Body: strings.ReplaceAll(body, "{####}", c.digits), Code: c.digits, PoolID: p.ID,
	})
	return &CodeDeliveryDetails{AttributeName: attribute, DeliveryMedium: medium, Destination: mask(attribute, to)}
}

func mediumOf(attribute string) string {
	if attribute == "phone_number" {
		return "SMS"
	}
	return "EMAIL"
}

// mask hides an address: first letter and three stars on both sides of the @, or the last
// four digits of a number.
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
func (s *Service) enter(u *user, purpose codePurpose, typed string, hourly int) (*code, error) {
	now := s.Clock.Now()
	c := u.codes[purpose]
	if c == nil {
		return nil, errExpiredCode.Because("no code is waiting for %s: it was used, or never sent", u.name)
	}
	if c.tries = lately(c.tries, now); len(c.tries) >= hourly {
		return nil, errTooOften.Because("%d tries within an hour; %d are allowed", len(c.tries), hourly)
	}
	c.tries = append(c.tries, now)
	if !now.Before(c.expires) {
		return nil, errExpiredCode.Because("the code was good until %s", c.expires.Format(time.TimeOnly))
	}
	if subtle.ConstantTimeCompare([]byte(typed), []byte(c.digits)) != 1 {
		return nil, errWrongCode.Because("the code in the inbox is another one")
	}
	delete(u.codes, purpose)
	return c, nil
}

// lately keeps the times of the last hour.
func lately(times []time.Time, now time.Time) []time.Time {
	kept := times[:0:0]
	for _, t := range times {
		if now.Sub(t) < time.Hour {
			kept = append(kept, t)
		}
	}
	return kept
}
