package userpool

import (
	"sync"
	"testing"
	"time"

	"poolschool/sim/account"
)

// invited is ana with a temporary password.
func invited(p *account.UserPool) { p.Users[0].Status = statusForceChange }

func TestSessions(t *testing.T) {
	answer := map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"}
	for _, tt := range []struct {
		name string
		do   func(d *desk, session string) (InitiateAuthResponse, error)
		want error
	}{
		{"a session that was never given out", func(d *desk, _ string) (InitiateAuthResponse, error) {
			return d.respond(challengeNewPassword, "AYABe-not-a-session-of-this-pool", answer)
		}, errBadSession},
		{"no session", func(d *desk, _ string) (InitiateAuthResponse, error) {
			return d.respond(challengeNewPassword, "", answer)
		}, errMissing.Saying("Session")},
		{"a session for another step", func(d *desk, s string) (InitiateAuthResponse, error) {
			return d.respond(factorTOTP, s, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": "000000"})
		}, errBadSession},
		{"another user", func(d *desk, s string) (InitiateAuthResponse, error) {
			return d.respond(challengeNewPassword, s, map[string]string{"USERNAME": "ben", "NEW_PASSWORD": "Rainy-Day-8"})
		}, errBadSession},
		{"another client", func(d *desk, s string) (InitiateAuthResponse, error) {
			d.client = otherClient
			return d.respond(challengeNewPassword, s, answer)
		}, errBadSession},
		{"too late", func(d *desk, s string) (InitiateAuthResponse, error) {
			d.clock.Advance(defaultAttemptLife)
			return d.respond(challengeNewPassword, s, answer)
		}, errSessionExpired},
		{"a second time", func(d *desk, s string) (InitiateAuthResponse, error) {
			d.done(d.respond(challengeNewPassword, s, answer))
			return d.respond(challengeNewPassword, s, answer)
		}, errSessionUsed},
		{"a challenge that nobody is given", func(d *desk, s string) (InitiateAuthResponse, error) {
			return d.respond("WEB_AUTHN", s, answer)
		}, errUnsupportedChallenge.Saying("WEB_AUTHN")},
		{"no name", func(d *desk, s string) (InitiateAuthResponse, error) {
			return d.respond(challengeNewPassword, s, nil)
		}, errMissing.Saying("USERNAME")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, func(p *account.UserPool) {
				invited(p)
				p.Users = append(p.Users, account.User{Username: "ben", Password: anaPassword})
			})
			out := d.asked(challengeNewPassword)(d.password())
			d.refused(tt.want)(tt.do(d, out.Session))
		})
	}
}

func TestSessionLifeIsTheClients(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { invited(p); p.Clients[0].SessionMinutes = 15 })
	out := d.asked(challengeNewPassword)(d.password())
	d.clock.Advance(14 * time.Minute)
	d.done(d.respond(challengeNewPassword, out.Session, map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"}))
}

func TestOfTwoAnswersAtOnceOneCounts(t *testing.T) {
	d := newDesk(t, with(mfaOptional, factorEmail))
	out := d.asked(factorEmail)(d.password())
	code := d.mail(anaEmail)
	var mu sync.Mutex
	won := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := d.respond(factorEmail, out.Session, map[string]string{"USERNAME": "ana", "EMAIL_OTP_CODE": code}); err == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d answers with one session brought tokens, want 1", won)
	}
}

func TestOldAttemptsAreDropped(t *testing.T) {
	d := newDesk(t, invited)
	for range 300 {
		d.asked(challengeNewPassword)(d.password())
	}
	d.clock.Advance(time.Hour)
	for range 300 {
		d.asked(challengeNewPassword)(d.password())
	}
	if got := len(d.pools[d.pool].attempts); got > 400 {
		t.Errorf("%d attempts are kept, 300 of them an hour old", got)
	}
}

func TestNewPassword(t *testing.T) {
	required := func(p *account.UserPool) {
		invited(p)
		p.Required = []string{"email", "name"}
	}
	for _, tt := range []struct {
		name      string
		responses map[string]string
		want      error
	}{
		{"with what is missing", map[string]string{"NEW_PASSWORD": "Rainy-Day-8", "userAttributes.name": "Ana"}, nil},
		{"a required attribute is missing", map[string]string{"NEW_PASSWORD": "Rainy-Day-8"}, errAttributeMissing.Saying("name")},
		{"a required value that is there", map[string]string{"NEW_PASSWORD": "Rainy-Day-8", "userAttributes.name": "Ana", "userAttributes.email": "b@example.com"}, errValueFixed.Saying("email")},
		{"an attribute that no client writes", map[string]string{"NEW_PASSWORD": "Rainy-Day-8", "userAttributes.name": "Ana", "userAttributes.email_verified": "true"}, errWriteDenied},
		{"a weak password", map[string]string{"NEW_PASSWORD": "weak", "userAttributes.name": "Ana"}, refusal("InvalidPasswordException", "Password did not conform with password policy: Password not long enough")},
		{"no password", map[string]string{}, errMissing.Saying("NEW_PASSWORD")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, required)
			out := d.asked(challengeNewPassword)(d.password())
			if got, want := out.ChallengeParameters["requiredAttributes"], `["userAttributes.name"]`; got != want {
				t.Errorf("requiredAttributes = %s, want %s", got, want)
			}
			if got, want := out.ChallengeParameters["userAttributes"], `{"email":"ana@example.com"}`; got != want {
				t.Errorf("userAttributes = %s, want %s", got, want)
			}
			tt.responses["USERNAME"] = "ana"
			result, err := d.respond(challengeNewPassword, out.Session, tt.responses)
			if tt.want != nil {
				d.refused(tt.want)(result, err)
				return
			}
			if got := d.claims(d.done(result, err).IdToken).Text("name"); got != "Ana" {
				t.Errorf("name = %q, want Ana", got)
			}
			d.refused(errWrongPassword)(d.password())
			d.done(d.initiate(flowPassword, map[string]string{"USERNAME": "ana", "PASSWORD": "Rainy-Day-8"}))
		})
	}
}

func TestTemporaryPasswordExpires(t *testing.T) {
	for _, tt := range []struct {
		name string
		days int
		wait time.Duration
		want error
	}{
		{"seven days unless the pool says otherwise", 0, 7*day - time.Second, nil},
		{"and not longer", 0, 7 * day, errTemporaryExpired},
		{"one day", 1, day, errTemporaryExpired},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, func(p *account.UserPool) {
				invited(p)
				p.PasswordPolicy = &account.PasswordPolicy{TemporaryValidityDays: tt.days}
			})
			d.clock.Advance(tt.wait)
			if tt.want != nil {
				d.refused(tt.want)(d.password())
				return
			}
			d.asked(challengeNewPassword)(d.password())
		})
	}
}

func TestAdminCreatedUserWithRequiredMFA(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { invited(p); p.MFA = mfaOn })
	out := d.asked(challengeNewPassword)(d.password())
	d.asked(challengeSetup)(d.respond(challengeNewPassword, out.Session, map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"}))
}
