package userpool

import (
	"context"
	"errors"
	"strings"
	"testing"

	"poolschool/sim/account"
)

func signUpBen(d *desk) (SignUpResponse, error) {
	return d.SignUp(d.t.Context(), SignUpRequest{
		ClientId: d.client, Username: "ben", Password: "Rainy-Day-8",
		UserAttributes: []Attribute{{"email", "ben@example.com"}}, ValidationData: []Attribute{{"invite", "7"}},
	})
}

func TestTriggersOfSignUp(t *testing.T) {
	var seen []string
	note := func(e Event) { seen = append(seen, e.TriggerSource+" "+e.UserName+" "+e.UserAttributes["email"]) }
	d := newDeskWith(t, nil, Triggers{
		PreSignUp: func(_ context.Context, e *PreSignUp) error {
			note(e.Event)
			e.AutoConfirmUser, e.AutoVerifyEmail = e.ValidationData["invite"] == "7", true
			return nil
		},
		PostConfirmation: func(_ context.Context, e *PostConfirmation) error { note(e.Event); return nil },
	})
	out, err := signUpBen(d)
	if err != nil || !out.UserConfirmed || out.CodeDeliveryDetails != nil {
		t.Fatalf("sign-up: %+v, %v; want a confirmed user and no code", out, err)
	}
	if u := d.pools[d.pool].users["ben"]; !u.verified("email") || u.status != statusConfirmed {
		t.Errorf("ben is %s, verified %v", u.status, u.verified("email"))
	}
	want := "PreSignUp_SignUp ben ben@example.com, PostConfirmation_ConfirmSignUp ben ben@example.com"
	if got := strings.Join(seen, ", "); got != want {
		t.Errorf("triggers: %s; want %s", got, want)
	}
}

func TestATriggerRefusesASignUp(t *testing.T) {
	d := newDeskWith(t, nil, Triggers{PreSignUp: func(context.Context, *PreSignUp) error { return errors.New("Not allowed") }})
	_, err := signUpBen(d)
	d.refused(errTrigger.Saying("PreSignUp", "Not allowed"))(nil, err)
	if _, stored := d.pools[d.pool].users["ben"]; stored {
		t.Error("the user is stored all the same")
	}
	_, err = d.AdminCreateUser(t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "cy"})
	d.refused(errTrigger.Saying("PreSignUp", "Not allowed"))(nil, err)
}

func TestATriggerWordsTheMessages(t *testing.T) {
	var sources []string
	d := newDeskWith(t, nil, Triggers{CustomMessage: func(_ context.Context, e *CustomMessage) error {
		sources = append(sources, e.TriggerSource)
		e.Subject, e.Email = "Hello", "Type {####}, {username}"
		return nil
	}})
	if _, err := signUpBen(d); err != nil {
		t.Fatal(err)
	}
	if got := d.Inbox()[0]; got.Subject != "Hello" || !strings.HasPrefix(got.Body, "Type "+got.Code) {
		t.Errorf("message is %+v", got)
	}
	if _, err := d.ResendConfirmationCode(t.Context(), ResendConfirmationCodeRequest{ClientId: d.client, Username: "ben"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ForgotPassword(t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AdminCreateUser(t.Context(), AdminCreateUserRequest{
		UserPoolId: d.pool, Username: "cy", UserAttributes: []Attribute{{"email", "cy@example.com"}}, DesiredDeliveryMediums: []string{"EMAIL"},
	}); err != nil {
		t.Fatal(err)
	}
	if got := d.Inbox()[3]; got.Body != "Type "+got.Code+", cy" {
		t.Errorf("invitation is %q", got.Body)
	}
	want := "CustomMessage_SignUp CustomMessage_ResendCode CustomMessage_ForgotPassword CustomMessage_AdminCreateUser"
	if got := strings.Join(sources, " "); got != want {
		t.Errorf("sources: %s; want %s", got, want)
	}
}

func TestAPoolWordsItsMessages(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.Messages = account.Messages{VerificationSubject: "Shop", VerificationEmail: "Shop code {####}", InviteSMS: "{username}: {####}"}
	})
	if _, err := signUpBen(d); err != nil {
		t.Fatal(err)
	}
	if got := d.Inbox()[0]; got.Subject != "Shop" || got.Body != "Shop code "+got.Code {
		t.Errorf("message is %+v", got)
	}
	if _, err := d.AdminCreateUser(t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "cy", UserAttributes: []Attribute{{"phone_number", anaPhone}}}); err != nil {
		t.Fatal(err)
	}
	if got := d.Inbox()[1]; got.Medium != "SMS" || got.Body != "cy: "+got.Code {
		t.Errorf("invitation is %+v", got)
	}
}

func TestInvitations(t *testing.T) {
	both := []Attribute{{"email", "cy@example.com"}, {"phone_number", anaPhone}}
	for _, tt := range []struct {
		name       string
		attributes []Attribute
		action     string
		mediums    []string
		want       string
	}{
		{"the default is SMS alone", both, "", nil, "SMS"},
		{"nothing goes where there is no address", []Attribute{{"email", "cy@example.com"}}, "", nil, ""},
		{"e-mail where it is asked for", both, "", []string{"EMAIL"}, "EMAIL"},
		{"both", both, "", []string{"EMAIL", "SMS"}, "EMAIL SMS"},
		{"suppressed", both, "SUPPRESS", []string{"EMAIL"}, ""},
	} {
		d := newDesk(t, nil)
		_, err := d.AdminCreateUser(t.Context(), AdminCreateUserRequest{
			UserPoolId: d.pool, Username: "cy", UserAttributes: tt.attributes, MessageAction: tt.action, DesiredDeliveryMediums: tt.mediums,
		})
		var got []string
		for _, m := range d.Inbox() {
			got = append(got, m.Medium)
		}
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, %v; want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestSigningUpWithoutAPassword(t *testing.T) {
	ask := func(d *desk) error {
		_, err := d.SignUp(t.Context(), SignUpRequest{ClientId: d.client, Username: "ben", UserAttributes: []Attribute{{"email", "ben@example.com"}}})
		return err
	}
	d := newDesk(t, nil)
	d.refused(errNoPassword)(nil, ask(d))
	codes := func(p *account.UserPool) { p.FirstFactors = []string{"PASSWORD", "EMAIL_OTP"} }
	d = newDesk(t, codes)
	if err := ask(d); err != nil {
		t.Fatal(err)
	}
	out, err := d.AdminCreateUser(t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "cy"})
	if err != nil || out.User.UserStatus != statusConfirmed {
		t.Errorf("cy is %s, %v; want CONFIRMED at once", out.User.UserStatus, err)
	}
	if d.pools[d.pool].users["ben"].password.Matches(d.pools[d.pool].who(d.pools[d.pool].users["ben"]), "") {
		t.Error("the empty password fits")
	}
}

func TestResetCodesDoNotGoToTheSecondFactor(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.MFA, p.MFAMethods = mfaOptional, []string{factorEmail}
		p.Users[0].Attributes["phone_number"] = anaPhone
		p.Recovery = []string{"verified_email", "verified_phone_number"}
	})
	u := d.pools[d.pool].users["ana"]
	u.factors.enabled = []string{factorEmail}
	out, err := d.ForgotPassword(t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"})
	if err != nil || out.CodeDeliveryDetails.DeliveryMedium != "SMS" {
		t.Errorf("the code goes by %+v, %v; want SMS", out.CodeDeliveryDetails, err)
	}
	delete(u.attributes, "phone_number")
	_, err = d.ForgotPassword(t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"})
	d.refused(errNoChannel)(nil, err)
}

func TestForcedAliasOfANewUser(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.AliasAttributes = []string{"email"} })
	in := AdminCreateUserRequest{UserPoolId: d.pool, Username: "cy", UserAttributes: []Attribute{{"email", anaEmail}, {"email_verified", "true"}}}
	_, err := d.AdminCreateUser(t.Context(), in)
	d.refused(errAliasTaken.Saying("email"))(nil, err)
	in.ForceAliasCreation = true
	if _, err := d.AdminCreateUser(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	p := d.pools[d.pool]
	if u, _ := p.find(anaEmail); u == nil || u.name != "cy" || p.users["ana"].verified("email") {
		t.Errorf("the alias belongs to %+v", u)
	}
}

func TestAForgetfulUserIsBroughtAlong(t *testing.T) {
	old := map[string]map[string]string{"olga": {"email": "olga@example.com", "email_verified": "true"}}
	d := newDeskWith(t, nil, Triggers{UserMigration: func(_ context.Context, e *UserMigration) error {
		if e.TriggerSource != "UserMigration_ForgotPassword" || old[e.UserName] == nil {
			return errors.New("not here either")
		}
		e.Attributes = old[e.UserName]
		return nil
	}})
	forgot := func(name string) error {
		_, err := d.ForgotPassword(t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: name})
		return err
	}
	if err := forgot("olga"); err != nil {
		t.Fatal(err)
	}
	if got := d.pools[d.pool].users["olga"].status; got != statusReset {
		t.Errorf("olga is %s, want %s", got, statusReset)
	}
	if _, err := d.ConfirmForgotPassword(t.Context(), ConfirmForgotPasswordRequest{ClientId: d.client, Username: "olga", ConfirmationCode: d.mail("olga@example.com"), Password: "Rainy-Day-8"}); err != nil {
		t.Fatal(err)
	}
	d.done(d.initiate(flowPassword, map[string]string{"USERNAME": "olga", "PASSWORD": "Rainy-Day-8"}))
	d.refused(errTrigger.Saying("UserMigration", "not here either"))(nil, forgot(wantedNobody))
}

func TestInvitingAgainBySub(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.UsernameAttributes, p.Users = []string{"email"}, nil })
	in := AdminCreateUserRequest{UserPoolId: d.pool, Username: "cy@example.com", DesiredDeliveryMediums: []string{"EMAIL"}}
	out, err := d.AdminCreateUser(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	first := d.mail("cy@example.com")
	in.Username, in.MessageAction = out.User.Username, "RESEND"
	if _, err := d.AdminCreateUser(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if d.mail("cy@example.com") == first {
		t.Error("the temporary password is the old one")
	}
}
