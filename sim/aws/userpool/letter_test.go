package userpool

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
)

// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
func TestACustomSenderSendsInPlaceOfCognito(t *testing.T) {
	var seen []CustomSender
	keep := func(_ context.Context, e *CustomSender) error { seen = append(seen, *e); return nil }
	both := Triggers{CustomEmailSender: keep, CustomSMSSender: keep}
	for _, tt := range []struct {
		name   string
		do     func(d *desk) error
		source string
	}{
		{"a sign-up", func(d *desk) error {
			_, err := d.SignUp(d.t.Context(), SignUpRequest{ClientId: d.client, Username: "ben", Password: anaPassword, UserAttributes: []Attribute{{"email", "ben@example.com"}}})
			return err
		}, "CustomEmailSender_SignUp"},
		{"a reset", func(d *desk) error {
			d.pools[d.pool].users["ana"].attributes["email_verified"] = "true"
			_, err := d.ForgotPassword(d.t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"})
			return err
		}, "CustomEmailSender_ForgotPassword"},
		{"an invitation by SMS", func(d *desk) error {
			_, err := d.AdminCreateUser(d.t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "ben", UserAttributes: []Attribute{{"phone_number", anaPhone}}})
			return err
		}, "CustomSMSSender_AdminCreateUser"},
	} {
		seen = nil
		d := newDeskWith(t, nil, both)
		if err := tt.do(d); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(seen) != 1 || seen[0].TriggerSource != tt.source || seen[0].Code == "" {
			t.Errorf("%s: the sender was told %+v, want one code from %s", tt.name, seen, tt.source)
		}
		if n := len(d.Inbox()); n != 0 {
			t.Errorf("%s: Cognito sent %d messages itself, want none", tt.name, n)
		}
	}
}

// Nobody waits for a sender; and the code that it is given is good at once.
func TestACustomSenderMayFailAndMayUseTheCode(t *testing.T) {
	var d *desk
	fail := true
	d = newDeskWith(t, nil, Triggers{CustomEmailSender: func(ctx context.Context, e *CustomSender) error {
		if fail {
			return errors.New("no mail today")
		}
		_, err := d.ConfirmSignUp(ctx, ConfirmSignUpRequest{ClientId: d.client, Username: e.UserName, ConfirmationCode: e.Code})
		return err
	}})
	in := SignUpRequest{ClientId: d.client, Username: "ben", Password: anaPassword, UserAttributes: []Attribute{{"email", "ben@example.com"}}}
	out, err := d.SignUp(t.Context(), in)
	if err != nil || out.CodeDeliveryDetails == nil {
		t.Fatalf("the sender's failure refuses the sign-up: %+v, %v", out, err)
	}
	fail = false
	if _, err := d.ResendConfirmationCode(t.Context(), ResendConfirmationCodeRequest{ClientId: d.client, Username: "ben"}); err != nil {
		t.Fatal(err)
	}
	if got := d.pools[d.pool].users["ben"].status; got != statusConfirmed {
		t.Errorf("ben is %s, want %s", got, statusConfirmed)
	}
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
func TestEmailsADay(t *testing.T) {
	up := func(d *desk, name string) error {
		_, err := d.SignUp(t.Context(), SignUpRequest{ClientId: d.client, Username: name, Password: anaPassword, UserAttributes: []Attribute{{"email", name + "@example.com"}}})
		return err
	}
	d := newDesk(t, nil) // it is 04:05:06
	d.EmailsADay = 2
	for _, name := range []string{"ben", "cy"} {
		if err := up(d, name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	d.refused(errMailLimit)(nil, up(d, "dan"))
	if u := d.pools[d.pool].users["dan"]; u == nil || u.status != statusUnconfirmed || len(u.codes) != 0 {
		t.Errorf("dan is %+v, want a user who waits for a code that was never made", u)
	}
	d.clock.Advance(testStart.Truncate(24 * time.Hour).Add(9 * time.Hour).Add(-time.Second).Sub(testStart))
	d.refused(errMailLimit)(nil, up(d, "eve"))
	d.clock.Advance(time.Second) // 09:00
	if err := up(d, "fay"); err != nil {
		t.Errorf("a new day: %v", err)
	}
	d.pools[d.pool].shown.EmailConfiguration = map[string]string{"EmailSendingAccount": "DEVELOPER"}
	for _, name := range []string{"gil", "hal", "ida"} {
		if err := up(d, name); err != nil {
			t.Errorf("%s, by the pool's own SES: %v", name, err)
		}
	}
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
func TestMigrationWelcomes(t *testing.T) {
	for _, tt := range []struct {
		name, action string
		mediums      []string
		want         []string // media
		err          error
	}{
		{"by SMS when nothing is said", "", nil, []string{"SMS"}, nil},
		{"by both", "", []string{"EMAIL", "SMS"}, []string{"EMAIL", "SMS"}, nil},
		{"not at all", "SUPPRESS", []string{"EMAIL"}, nil, nil},
		{"by a medium that is none", "", []string{"PIGEON"}, nil, errTriggerOutput},
		{"an action that is none", "RESEND", nil, nil, errTriggerOutput},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeskWith(t, nil, Triggers{UserMigration: func(_ context.Context, e *UserMigration) error {
				e.Attributes, e.FinalStatus = map[string]string{"email": "olga@example.com", "phone_number": anaPhone}, statusConfirmed
				e.MessageAction, e.DesiredDeliveryMediums = tt.action, tt.mediums
				return nil
			}})
			out, err := d.initiate(flowPassword, map[string]string{"USERNAME": "olga", "PASSWORD": "weak"})
			if tt.err != nil {
				d.refused(tt.err)(out, err)
				return
			}
			d.done(out, err)
			var got []string
			for _, m := range d.Inbox() {
				got = append(got, m.Medium)
				if want := "Your username is olga and temporary password is the one that you have."; m.Body != want {
					t.Errorf("the welcome reads %q, want %q", m.Body, want)
				}
			}
			if len(got) != len(tt.want) || len(got) > 0 && got[0] != tt.want[0] {
				t.Errorf("welcomed by %v, want %v", got, tt.want)
			}
		})
	}
}

// Version 3 of pre token generation is asked for applications too; version 2 is not.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
func TestPreTokenGenerationOfAMachine(t *testing.T) {
	var seen *PreTokenGenerationV2
	gold := func(_ context.Context, e *PreTokenGenerationV2) error {
		seen = e
		e.Access = ClaimChanges{AddOrOverride: map[string]any{"tier": "gold", "sub": "forged", "client_id": "forged"}, AddScopes: []string{"shop-api/write"}}
		return nil
	}
	for _, tt := range []struct {
		name     string
		triggers Triggers
		metadata string
		status   int
		tier     string
		scope    string
	}{
		{"version 3", Triggers{PreTokenGenerationV3: gold}, `{"why":"test"}`, http.StatusOK, "gold", "shop-api/read shop-api/write"},
		{"version 2", Triggers{PreTokenGenerationV2: gold}, "", http.StatusOK, "", "shop-api/read"},
		{"version 3 throws", Triggers{PreTokenGenerationV3: failing[PreTokenGenerationV2]}, "", http.StatusBadRequest, "", ""},
		{"metadata that are no object of texts", Triggers{PreTokenGenerationV3: gold}, `[1]`, http.StatusBadRequest, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			seen = nil
			f := newFront(t, func(p *account.UserPool) {
				p.Clients[0].OAuthFlows, p.Clients[0].Scopes, p.Clients[0].Secret = []string{"client_credentials"}, []string{"shop-api/read"}, testSecret
			})
			f.Triggers = func(string) Triggers { return tt.triggers }
			w := f.send(http.MethodPost, "/oauth2/token", url.Values{
				"grant_type": {"client_credentials"}, "client_id": {testClient}, "client_secret": {testSecret}, "aws_client_metadata": {tt.metadata},
			}.Encode())
			if w.Code != tt.status {
				t.Fatalf("status %d, want %d: %s", w.Code, tt.status, w.Body)
			}
			if tt.status != http.StatusOK {
				return
			}
			var out tokens
			if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
				t.Fatal(err)
			}
			claims := f.claims(out.AccessToken)
			for name, want := range map[string]string{"tier": tt.tier, "scope": tt.scope, "sub": testClient, "client_id": testClient} {
				if got := claims.Text(name); got != want {
					t.Errorf("%s = %q, want %q", name, got, want)
				}
			}
			if tt.tier == "" {
				if seen != nil {
					t.Errorf("version 2 is asked: %+v", seen)
				}
				return
			}
			if seen.TriggerSource != "TokenGeneration_ClientCredentials" || seen.ClientMetadata["why"] != "test" || seen.ClientID != testClient {
				t.Errorf("version 3 was told %+v", seen)
			}
		})
	}
}
