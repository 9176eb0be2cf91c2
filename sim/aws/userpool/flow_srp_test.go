package userpool

import (
	"encoding/base64"
	"maps"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
)

var anaSRP = srp.User{Pool: "Ab3dEf9Gh", Name: "ana"}

func (d *desk) srpStart(name string) (srpHalf, InitiateAuthResponse) {
	d.t.Helper()
	c := newSRP()
	out := d.asked(challengePassword)(d.initiate(flowSRP, map[string]string{"USERNAME": name, "SRP_A": c.public()}))
	return c, out
}

func TestSRPSignsInWithoutASession(t *testing.T) {
	d := newDesk(t, nil)
	c, out := d.srpStart("ana")
	if out.Session != "" {
		t.Errorf("the first step gives a session %q; SECRET_BLOCK alone leads back", out.Session)
	}
	if got := out.ChallengeParameters["USER_ID_FOR_SRP"]; got != "ana" {
		t.Errorf("USER_ID_FOR_SRP = %q, want ana", got)
	}
	result := d.done(d.respond(challengePassword, "", c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())))
	if got := d.claims(result.IdToken).Text("cognito:username"); got != "ana" {
		t.Errorf("cognito:username = %q, want ana", got)
	}
}

func TestSRPRefuses(t *testing.T) {
	for _, tt := range []struct {
		name     string
		password string
		at       time.Duration
		change   func(map[string]string)
		want     error
	}{
		{"the wrong password", "Rainy-Day-8", 0, nil, errWrongPassword},
		{"a claim made too long ago", anaPassword, -timestampSkew - time.Second, nil, errWrongPassword},
		{"a claim from the future", anaPassword, timestampSkew + time.Second, nil, errWrongPassword},
		{"a day written with a zero", anaPassword, 0, func(r map[string]string) { r["TIMESTAMP"] = "Tue Feb 03 04:05:06 UTC 2026" }, errWrongPassword},
		{"another timestamp than the one signed", anaPassword, 0, func(r map[string]string) { r["TIMESTAMP"] = "Tue Feb 3 04:05:07 UTC 2026" }, errWrongPassword},
		{"a signature of rubbish", anaPassword, 0, func(r map[string]string) {
			r["PASSWORD_CLAIM_SIGNATURE"] = base64.StdEncoding.EncodeToString(make([]byte, 32))
		}, errWrongPassword},
		{"a signature that is no base64", anaPassword, 0, func(r map[string]string) { r["PASSWORD_CLAIM_SIGNATURE"] = "***" }, errWrongPassword},
		{"a secret block of its own making", anaPassword, 0, func(r map[string]string) { r["PASSWORD_CLAIM_SECRET_BLOCK"] = "Z2FyYmFnZQ==" }, errWrongPassword},
		{"another user's name", anaPassword, 0, func(r map[string]string) { r["USERNAME"] = "ben" }, errWrongPassword},
		{"no signature", anaPassword, 0, func(r map[string]string) { delete(r, "PASSWORD_CLAIM_SIGNATURE") }, errMissing.Saying("PASSWORD_CLAIM_SIGNATURE")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, func(p *account.UserPool) {
				p.Users = append(p.Users, account.User{Username: "ben", Password: anaPassword})
			})
			c, out := d.srpStart("ana")
			responses := c.claim(t, anaSRP, tt.password, out.ChallengeParameters, d.clock.Now().Add(tt.at))
			if tt.change != nil {
				tt.change(responses)
			}
			d.refused(tt.want)(d.respond(challengePassword, "", responses))
		})
	}
}

func TestSRPSecretBlockCountsOnce(t *testing.T) {
	d := newDesk(t, nil)
	c, out := d.srpStart("ana")
	responses := c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())
	d.done(d.respond(challengePassword, "", maps.Clone(responses)))
	d.refused(errWrongPassword)(d.respond(challengePassword, "", responses))
}

func TestSRPTakesTheMachinesTimeAfterAJump(t *testing.T) {
	d := newDesk(t, nil)
	d.clock.Advance(48 * time.Hour)
	c, out := d.srpStart("ana")
	d.done(d.respond(challengePassword, "", c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Base())))
}

func TestSRPPublicValueZeroIsRefused(t *testing.T) {
	d := newDesk(t, nil)
	for _, a := range []string{"0", "xyz", "-1"} {
		d.refused(errBadSRP)(d.initiate(flowSRP, map[string]string{"USERNAME": "ana", "SRP_A": a}))
	}
}

func TestSRPCountsTowardsTheLockout(t *testing.T) {
	d := newDesk(t, nil)
	for range freeFailures {
		c, out := d.srpStart("ana")
		d.refused(errWrongPassword)(d.respond(challengePassword, "", c.claim(t, anaSRP, "wrong", out.ChallengeParameters, d.clock.Now())))
	}
	c, out := d.srpStart("ana")
	d.refused(errLocked)(d.respond(challengePassword, "", c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())))
}

func TestSRPForNobodyLooksLikeForAUser(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Clients[0].HideUnknownUsers = true })
	c, first := d.srpStart(wantedNobody)
	_, second := d.srpStart(wantedNobody)
	_, other := d.srpStart("somebody")
	for _, member := range []string{"SALT", "USER_ID_FOR_SRP"} {
		if first.ChallengeParameters[member] != second.ChallengeParameters[member] {
			t.Errorf("%s changes from call to call", member)
		}
		if first.ChallengeParameters[member] == other.ChallengeParameters[member] {
			t.Errorf("%s is the same for two names", member)
		}
	}
	id := first.ChallengeParameters["USER_ID_FOR_SRP"]
	if len(id) != 36 {
		t.Errorf("USER_ID_FOR_SRP = %q, want the shape of a UUID", id)
	}
	responses := c.claim(t, srp.User{Pool: "Ab3dEf9Gh", Name: id}, anaPassword, first.ChallengeParameters, d.clock.Now())
	d.refused(errWrongPassword)(d.respond(challengePassword, "", responses))

	open := newDesk(t, nil)
	open.refused(errNoUser)(open.initiate(flowSRP, map[string]string{"USERNAME": wantedNobody, "SRP_A": newSRP().public()}))
}

func TestSRPWithAnAliasUsesTheRealName(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.AliasAttributes = []string{"email"} })
	c, out := d.srpStart(anaEmail)
	d.done(d.respond(challengePassword, "", c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())))
}
