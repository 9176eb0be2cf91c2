package userpool

import (
	"sync"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
)

func TestFlowsOfAClient(t *testing.T) {
	for _, tt := range []struct {
		name  string
		flows []string
		flow  string
		want  bool
	}{
		{"no list: refresh", nil, flowRefresh, true},
		{"no list: SRP", nil, flowSRP, true},
		{"no list: no plain password", nil, flowPassword, false},
		{"what is listed", []string{"ALLOW_USER_PASSWORD_AUTH"}, flowPassword, true},
		{"and nothing else", []string{"ALLOW_USER_PASSWORD_AUTH"}, flowSRP, false},
		{"an old name for administrators", []string{"ADMIN_NO_SRP_AUTH"}, flowAdmin, true},
		{"an old list allows SRP", []string{"ADMIN_NO_SRP_AUTH"}, flowSRP, true},
		{"and refresh", []string{"ADMIN_NO_SRP_AUTH"}, flowRefresh, true},
		{"custom only", []string{"CUSTOM_AUTH_FLOW_ONLY"}, flowSRP, false},
		{"an old name for passwords", []string{"USER_PASSWORD_AUTH"}, flowPassword, true},
	} {
		c := client{Client: account.Client{Flows: tt.flows}}
		if got := c.allows(tt.flow); got != tt.want {
			t.Errorf("%s: %s allowed = %v, want %v", tt.name, tt.flow, got, tt.want)
		}
	}
}

func TestAdministratorsHaveAFlowOfTheirOwn(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Clients[1].Flows = []string{"ALLOW_USER_PASSWORD_AUTH"} })
	ask := func(client, flow string) (InitiateAuthResponse, error) {
		return d.AdminInitiateAuth(t.Context(), AdminInitiateAuthRequest{
			UserPoolId: d.pool, ClientId: client, AuthFlow: flow, AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword},
		})
	}
	d.done(ask(testClient, flowAdmin))
	d.done(ask(testClient, "ADMIN_NO_SRP_AUTH"))
	d.refused(errFlowUnsupported)(ask(testClient, flowPassword))
	d.refused(errFlowDisabledAdmin)(ask(otherClient, flowAdmin))
	d.refused(errNoClient.Saying("nosuch"))(ask("nosuch", flowAdmin))
	d.refused(errFlowUnsupported)(d.initiate(flowAdmin, map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword}))
	_, err := d.AdminInitiateAuth(t.Context(), AdminInitiateAuthRequest{UserPoolId: "us-east-1_Nothing00", ClientId: testClient, AuthFlow: flowAdmin})
	d.refused(errNoPool.Saying("us-east-1_Nothing00"))(nil, err)
}

func TestAdministratorsAnswerChallenges(t *testing.T) {
	d := newDesk(t, invited)
	out := d.asked(challengeNewPassword)(d.password())
	d.done(d.AdminRespondToAuthChallenge(t.Context(), AdminRespondToAuthChallengeRequest{
		UserPoolId: d.pool, ClientId: d.client, ChallengeName: challengeNewPassword, Session: out.Session,
		ChallengeResponses: map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"},
	}))
}

func TestOrderOfChecks(t *testing.T) {
	for _, tt := range []struct {
		name     string
		change   func(*account.UserPool)
		user     string
		password string
		want     error
	}{
		{"unconfirmed is told before the password is looked at", func(p *account.UserPool) { p.Users[0].Status = statusUnconfirmed }, "ana", "wrong", errNotConfirmed},
		{"disabled is told after it", func(p *account.UserPool) { p.Users[0].Disabled = true }, "ana", "wrong", errWrongPassword},
		{"disabled", func(p *account.UserPool) { p.Users[0].Disabled = true }, "ana", anaPassword, errDisabled},
		{"disabled comes before reset", func(p *account.UserPool) { p.Users[0].Disabled, p.Users[0].Status = true, statusReset }, "ana", anaPassword, errDisabled},
		{"reset required", func(p *account.UserPool) { p.Users[0].Status = statusReset }, "ana", anaPassword, errResetRequired},
		{"an imported user has no password", func(p *account.UserPool) { p.Users[0].Status, p.Users[0].Password = statusReset, "" }, "ana", "any", errResetRequired},
		{"which a client may hide", func(p *account.UserPool) {
			p.Users[0].Status, p.Users[0].Password, p.Clients[0].HideUnknownUsers = statusReset, "", true
		}, "ana", "any", errWrongPassword},
		{"nobody", nil, wantedNobody, "any", errNoUser},
		{"nobody, hidden", func(p *account.UserPool) { p.Clients[0].HideUnknownUsers = true }, wantedNobody, "any", errWrongPassword},
		{"the flow comes before the user", func(p *account.UserPool) { p.Clients[0].Flows = nil }, wantedNobody, "any", errFlowDisabled.Saying(flowPassword)},
		{"the secret comes before the user", func(p *account.UserPool) { p.Clients[0].Secret = testSecret }, wantedNobody, "any", errNoSecretHash.Saying(testClient)},
		{"an external user has no password", func(p *account.UserPool) { p.Users[0].Status, p.Users[0].Password = statusExternal, "" }, "ana", "any", errOutsider},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.change)
			d.refused(tt.want)(d.initiate(flowPassword, map[string]string{"USERNAME": tt.user, "PASSWORD": tt.password}))
		})
	}
}

func TestSecretHashInEveryStep(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { invited(p); p.Clients[0].Secret = testSecret })
	right := SecretHash(testSecret, "ana", testClient)
	parameters := map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword}
	d.refused(errNoSecretHash.Saying(testClient))(d.initiate(flowPassword, parameters))
	parameters["SECRET_HASH"] = SecretHash(testSecret, "ben", testClient)
	d.refused(errSecretHash.Saying(testClient))(d.initiate(flowPassword, parameters))
	parameters["SECRET_HASH"] = right
	out := d.asked(challengeNewPassword)(d.initiate(flowPassword, parameters))

	answer := map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"}
	d.refused(errNoSecretHash.Saying(testClient))(d.respond(challengeNewPassword, out.Session, answer))
	answer["SECRET_HASH"] = right
	result := d.done(d.respond(challengeNewPassword, out.Session, answer))

	refresh := map[string]string{"REFRESH_TOKEN": result.RefreshToken}
	d.refused(errNoSecretHash.Saying(testClient))(d.initiate(flowRefresh, refresh))
	refresh["SECRET_HASH"] = right
	d.done(d.initiate(flowRefresh, refresh))
}

func TestChoice(t *testing.T) {
	offer := func(p *account.UserPool) { p.FirstFactors = []string{"PASSWORD", "EMAIL_OTP"} }
	ask := func(d *desk, more map[string]string) (InitiateAuthResponse, error) {
		parameters := map[string]string{"USERNAME": "ana"}
		for k, v := range more {
			parameters[k] = v
		}
		return d.initiate(flowChoice, parameters)
	}
	t.Run("the user chooses", func(t *testing.T) {
		d := newDesk(t, offer)
		out := d.asked(challengeSelect)(ask(d, nil))
		if got := len(out.AvailableChallenges); got != 3 {
			t.Fatalf("%v are offered, want PASSWORD_SRP, PASSWORD, EMAIL_OTP", out.AvailableChallenges)
		}
		d.refused(errNotOffered.Saying("SMS_OTP"))(d.respond(challengeSelect, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": "SMS_OTP"}))
		d.refused(errMissing.Saying("PASSWORD"))(d.respond(challengeSelect, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": "PASSWORD"}))
		d.done(d.respond(challengeSelect, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": "PASSWORD", "PASSWORD": anaPassword}))
	})
	t.Run("a code by e-mail", func(t *testing.T) {
		d := newDesk(t, offer)
		out := d.asked(challengeSelect)(ask(d, nil))
		next := d.asked(factorEmail)(d.respond(challengeSelect, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": factorEmail}))
		for range 6 { // no lockout: it is the first factor
			d.refused(errWrongOTP)(d.respond(factorEmail, next.Session, map[string]string{"USERNAME": "ana", "EMAIL_OTP_CODE": "00000000"}))
		}
		d.done(d.respond(factorEmail, next.Session, map[string]string{"USERNAME": "ana", "EMAIL_OTP_CODE": d.mail(anaEmail)}))
	})
	t.Run("SRP", func(t *testing.T) {
		d, c := newDesk(t, offer), newSRP()
		out := d.asked(challengeSelect)(ask(d, nil))
		next := d.asked(challengePassword)(d.respond(challengeSelect, out.Session, map[string]string{"USERNAME": "ana", "ANSWER": "PASSWORD_SRP", "SRP_A": c.public()}))
		if next.Session == "" {
			t.Fatal("there is no session")
		}
		proof := c.claim(t, anaSRP, anaPassword, next.ChallengeParameters, d.clock.Now())
		d.refused(errBadSession)(d.respond(challengePassword, out.Session+"x", proof))
		d.done(d.respond(challengePassword, next.Session, proof))
	})
	t.Run("what is preferred comes at once", func(t *testing.T) {
		d, c := newDesk(t, offer), newSRP()
		d.asked(factorEmail)(ask(d, map[string]string{"PREFERRED_CHALLENGE": factorEmail}))
		d.done(ask(d, map[string]string{"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": anaPassword}))
		d.asked(challengePassword)(ask(d, map[string]string{"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": c.public()}))
		d.asked(challengeSelect)(ask(d, map[string]string{"PREFERRED_CHALLENGE": "WEB_AUTHN"}))
		out := d.asked("PASSWORD")(ask(d, map[string]string{"PREFERRED_CHALLENGE": "PASSWORD"}))
		d.done(d.respond("PASSWORD", out.Session, map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword}))
	})
	t.Run("a temporary password leaves only passwords", func(t *testing.T) {
		d := newDesk(t, func(p *account.UserPool) { offer(p); invited(p) })
		out := d.asked(challengeSelect)(ask(d, map[string]string{"PREFERRED_CHALLENGE": factorEmail}))
		if got, want := out.AvailableChallenges, []string{"PASSWORD_SRP", "PASSWORD"}; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
			t.Errorf("offered %v, want %v", got, want)
		}
	})
	t.Run("unconfirmed", func(t *testing.T) {
		d := newDesk(t, func(p *account.UserPool) { offer(p); p.Users[0].Status = statusUnconfirmed })
		d.refused(errNotConfirmed)(ask(d, nil))
	})
	t.Run("nobody, hidden, gets a challenge and no message", func(t *testing.T) {
		d := newDesk(t, func(p *account.UserPool) { offer(p); p.Clients[0].HideUnknownUsers = true })
		out := d.asked(factorEmail)(ask(d, map[string]string{"USERNAME": wantedNobody, "PREFERRED_CHALLENGE": factorEmail}))
		if len(d.Inbox()) != 0 || out.ChallengeParameters["CODE_DELIVERY_DESTINATION"] == "" {
			t.Errorf("%d messages, destination %q; want none, and one that is made up", len(d.Inbox()), out.ChallengeParameters["CODE_DELIVERY_DESTINATION"])
		}
		for _, code := range []string{"00000000", ""} {
			if _, err := d.respond(factorEmail, out.Session, map[string]string{"USERNAME": wantedNobody, "EMAIL_OTP_CODE": code}); err == nil {
				t.Errorf("code %q is taken", code)
			}
		}
		d.refused(errWrongPassword)(ask(d, map[string]string{"USERNAME": wantedNobody, "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "any"}))
		d.asked(challengeSelect)(ask(d, map[string]string{"USERNAME": wantedNobody}))
	})
}

func TestMadeUpAddressesStayTheSame(t *testing.T) {
	p := newDesk(t, nil).pools[testPool]
	for _, tt := range []struct{ attribute, name string }{{"email", "nobody"}, {"phone_number", "nobody"}} {
		first, again, other := p.fakeAddress(tt.attribute, tt.name), p.fakeAddress(tt.attribute, tt.name), p.fakeAddress(tt.attribute, "somebody")
		if first != again || first == other {
			t.Errorf("%s: %q, then %q; of somebody else %q", tt.attribute, first, again, other)
		}
	}
	if got := p.fakeAddress("email", "x@example.com"); got != "x@example.com" {
		t.Errorf("an address that was typed is shown as %q", got)
	}
}

func TestConcurrentSignInsLoseNothing(t *testing.T) {
	const people = 200
	d := newDesk(t, nil)
	var wg sync.WaitGroup
	results := make([]AuthenticationResult, people)
	for i := range results {
		wg.Go(func() {
			out, err := d.password()
			if err != nil {
				t.Error(err)
				return
			}
			results[i] = *out.AuthenticationResult
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, r := range results {
		out := d.done(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": r.RefreshToken}))
		was, is := d.claims(r.IdToken), d.claims(out.IdToken)
		if was.Text("origin_jti") != is.Text("origin_jti") || seen[was.Text("origin_jti")] {
			t.Fatalf("origin_jti %q is lost, or another's", was.Text("origin_jti"))
		}
		seen[was.Text("origin_jti")] = true
		if _, err := d.GetUser(t.Context(), GetUserRequest{AccessToken: r.AccessToken}); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(d.pools[d.pool].users["ana"].sessions); got != people {
		t.Errorf("%d sessions, want %d", got, people)
	}
}

func TestParallelGuessesDoNotPassTheLock(t *testing.T) {
	d := newDesk(t, nil)
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			_, _ = d.initiate(flowPassword, map[string]string{"USERNAME": "ana", "PASSWORD": "wrong"})
		})
	}
	wg.Wait()
	if got := d.pools[d.pool].users["ana"].failures.count; got != freeFailures {
		t.Errorf("%d failures counted within no time, want %d: then the user is locked", got, freeFailures)
	}
	d.clock.Advance(time.Second)
	d.tokens()
}

// FuzzSRPClaim feeds the second step with whatever a client could send.
func FuzzSRPClaim(f *testing.F) {
	f.Add("Tue Feb 3 04:05:06 UTC 2026", "AAAA", "d9e4")
	f.Add("", "***", "0")
	d := newDesk(f, nil)
	f.Fuzz(func(t *testing.T, stamp, signature, public string) {
		out, err := d.InitiateAuth(t.Context(), InitiateAuthRequest{AuthFlow: flowSRP, ClientId: d.client, AuthParameters: map[string]string{"USERNAME": "ana", "SRP_A": public}})
		if err != nil {
			return
		}
		_, err = d.RespondToAuthChallenge(t.Context(), RespondToAuthChallengeRequest{ChallengeName: challengePassword, ClientId: d.client, ChallengeResponses: map[string]string{
			"USERNAME": "ana", "TIMESTAMP": stamp, "PASSWORD_CLAIM_SIGNATURE": signature, "PASSWORD_CLAIM_SECRET_BLOCK": out.ChallengeParameters["SECRET_BLOCK"],
		}})
		if err == nil {
			t.Errorf("signed in with %q, %q, %q", stamp, signature, public)
		}
	})
}

// FuzzDeviceVerifier reads verifiers of devices.
func FuzzDeviceVerifier(f *testing.F) {
	f.Add("AAAA", "AAAA")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, verifier, salt string) {
		p, err := (&DeviceSecretVerifierConfig{PasswordVerifier: verifier, Salt: salt}).record()
		if err == nil && (p.Verifier == nil || p.Verifier.Sign() == 0 || p.Matches(srp.User{}, "")) {
			t.Errorf("a verifier of nothing passes: %q", verifier)
		}
	})
}
