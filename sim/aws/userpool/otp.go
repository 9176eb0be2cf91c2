package userpool

import (
	"context"
	"crypto/subtle"

	"poolschool/sim/trace"
)

// Digits of one-time codes: SMS codes have six, those by e-mail eight.
const emailDigits = 8

var errWrongOTP = refusal("CodeMismatchException", "Invalid code or auth state for the user.")

// sendOTP sends a one-time code and asks for it. For somebody who does not exist, and whose
// absence the client hides, nothing is sent and no code fits.
func (s *Service) sendOTP(ctx context.Context, a attempt, method string) (InitiateAuthResponse, error) {
	attribute := attributeOf(method)
	length := emailDigits
	if attribute == "phone_number" {
		length = codeLength
	}
	a.code = s.Chance.Digits(length)
	parameters := map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": mediumOf(attribute)}
	if a.user == nil {
		parameters["CODE_DELIVERY_DESTINATION"] = mask(attribute, a.client.pool.fakeAddress(attribute, a.name))
		a.code = ""
		return s.ask(ctx, a, method, parameters), nil
	}
	s.mu.RLock()
	own, to := a.client.pool.mfaTexts.words(attribute), a.user.attributes[attribute]
	s.mu.RUnlock()
	mail := letter{kind: "Authentication", attribute: attribute, to: to, code: a.code, own: own, metadata: a.metadata}
	if err := s.post(ctx, a.client.pool, a.client, a.user, mail, nil); err != nil {
		return InitiateAuthResponse{}, err
	}
	if method == factorSMS {
		// With the others it would tell users from names that only seem to exist.
		parameters["USER_ID_FOR_SRP"] = a.user.name
	}
	parameters["CODE_DELIVERY_DESTINATION"] = mask(attribute, to)
	trace.Passed(ctx, "a code was sent to the user's %s", attribute)
	return s.ask(ctx, a, method, parameters), nil
}

// fakeAddress is an address of somebody who does not exist, the same each time.
func (p *pool) fakeAddress(attribute, name string) string {
	letters := p.fake("address", name)
	if attribute == "phone_number" {
		digits := []byte("+1555")
		for _, b := range letters[:7] {
			digits = append(digits, '0'+b%10)
		}
		return string(digits)
	}
	if isEmail(name) {
		return name
	}
	return string(rune('a'+letters[0]%26)) + "@" + string(rune('a'+letters[1]%26))
}

// answerCode checks a code that was sent. A wrong one leaves the session as it is; as a second factor,
// wrong ones lock the user out from the fifth on.
func (s *Service) answerCode(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	member := in.challenge + "_CODE"
	if err := in.needs(member); err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := s.takeCode(ctx, a, in.responses[member]); err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if !next.firstFactor {
		return s.afterFactor(ctx, next)
	}
	next.firstFactor, next.passwordless = false, true
	return s.proceed(ctx, next)
}

func (s *Service) takeCode(ctx context.Context, a *attempt, typed string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := a.user != nil && !a.firstFactor
	if counts {
		if err := s.codesOpen(ctx, a.user); err != nil {
			return err
		}
	}
	if a.code == "" || subtle.ConstantTimeCompare([]byte(a.code), []byte(typed)) != 1 {
		trace.Failed(ctx, "the code is the one that was sent")
		if counts {
			a.user.codeFailures.wrong(s.Clock.Now())
		}
		return errWrongOTP.Because("the code in the inbox is another one; the session stays good")
	}
	if counts {
		a.user.codeFailures = failures{}
	}
	attribute := attributeOf(a.challenge)
	if a.setsUp {
		// Typing the code proves the address.
		a.user.attributes[attribute+"_verified"] = "true"
		a.client.pool.index(a.user)
		a.user.factors.turnOn(a.challenge)
	}
	trace.Passed(ctx, "the code is the one that was sent to the user's %s", attribute)
	return nil
}

// setUpEmail makes e-mail the second factor of a user who had none: the address comes first,
// the code that proves it next.
func (s *Service) setUpEmail(ctx context.Context, a *attempt, in answer, email string) (InitiateAuthResponse, error) {
	if !isEmail(email) {
		return InitiateAuthResponse{}, errBadEmail
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	s.mu.Lock()
	a.client.pool.unindex(next.user)
	next.user.attributes["email"], next.user.attributes["email_verified"] = email, "false"
	a.client.pool.index(next.user)
	s.mu.Unlock()
	next.setsUp = true
	return s.sendOTP(ctx, next, factorEmail)
}

// mfaTexts are a pool's own words for messages with one-time codes.
type mfaTexts struct {
	sms          string
	email        string
	emailSubject string
	role         *SmsConfiguration // kept and given back
}

func (t mfaTexts) words(attribute string) words {
	w := words{subject: "Your authentication code", body: "Your authentication code is " + codeSlot + "."}
	if attribute == "phone_number" {
		if t.sms != "" {
			w.body = t.sms
		}
		return w
	}
	if t.email != "" {
		w.body = t.email
	}
	if t.emailSubject != "" {
		w.subject = t.emailSubject
	}
	return w
}
