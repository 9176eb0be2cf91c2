package userpool

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"poolschool/sim/account"
)

// recorder notes the source of every trigger.
type recorder struct{ sources []string }

func note[E any](r *recorder, of func(*E) Event) func(context.Context, *E) error {
	return func(_ context.Context, e *E) error {
		r.sources = append(r.sources, of(e).TriggerSource)
		return nil
	}
}

func (r *recorder) triggers() Triggers {
	return Triggers{
		PreSignUp:            note(r, func(e *PreSignUp) Event { return e.Event }),
		PostConfirmation:     note(r, func(e *PostConfirmation) Event { return e.Event }),
		PreAuthentication:    note(r, func(e *PreAuthentication) Event { return e.Event }),
		PostAuthentication:   note(r, func(e *PostAuthentication) Event { return e.Event }),
		PreTokenGenerationV2: note(r, func(e *PreTokenGenerationV2) Event { return e.Event }),
		UserMigration:        note(r, func(e *UserMigration) Event { return e.Event }),
		CustomMessage:        note(r, func(e *CustomMessage) Event { return e.Event }),
		InboundFederation:    note(r, func(e *InboundFederation) Event { return e.Event }),
	}
}

// Which functions a pool asks for what, in which order and under which name.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
func TestSourcesOfTriggers(t *testing.T) {
	user := func(d *desk) AdminUserRequest { return AdminUserRequest{UserPoolId: d.pool, Username: "ana"} }
	verified := func(d *desk) { d.pools[d.pool].users["ana"].attributes["email_verified"] = "true" }
	for _, tt := range []struct {
		name    string
		prepare func(*desk)
		do      func(*desk, *recorder) error
		want    string
	}{
		{"signing in", nil, func(d *desk, _ *recorder) error { return signsIn(d) }, "PreAuthentication_Authentication PostAuthentication_Authentication TokenGeneration_Authentication"},
		{"a refresh asks nobody who may sign in", nil, func(d *desk, r *recorder) error {
			out := d.tokens()
			r.sources = nil
			_, err := d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": out.RefreshToken})
			return err
		}, "TokenGeneration_RefreshTokens"},
		{"a first password", func(d *desk) { d.pools[d.pool].users["ana"].status = statusForceChange }, func(d *desk, r *recorder) error {
			out := d.asked(challengeNewPassword)(d.password())
			r.sources = nil
			_, err := d.respond(challengeNewPassword, out.Session, map[string]string{"USERNAME": "ana", "NEW_PASSWORD": "Rainy-Day-8"})
			return err
		}, "PostAuthentication_Authentication TokenGeneration_NewPasswordChallenge"},
		{"a confirmation by an administrator", func(d *desk) { d.pools[d.pool].users["ana"].status = statusUnconfirmed }, func(d *desk, _ *recorder) error {
			_, err := d.AdminConfirmSignUp(d.t.Context(), user(d))
			return err
		}, "PostConfirmation_ConfirmSignUp"},
		{"a user made by an administrator confirms nothing", nil, func(d *desk, _ *recorder) error {
			_, err := d.AdminCreateUser(d.t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "ben", UserAttributes: []Attribute{{"email", "ben@example.com"}}, DesiredDeliveryMediums: []string{"EMAIL"}})
			return err
		}, "PreSignUp_AdminCreateUser CustomMessage_AdminCreateUser"},
		{"a reset by a code", verified, func(d *desk, _ *recorder) error {
			if _, err := d.ForgotPassword(d.t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"}); err != nil {
				return err
			}
			_, err := d.ConfirmForgotPassword(d.t.Context(), ConfirmForgotPasswordRequest{ClientId: d.client, Username: "ana", ConfirmationCode: d.mail(anaEmail), Password: "Rainy-Day-8"})
			return err
		}, "CustomMessage_ForgotPassword PostConfirmation_ConfirmForgotPassword"},
		{"a new address", nil, func(d *desk, r *recorder) error {
			access := d.tokens().AccessToken
			r.sources = nil
			_, err := d.UpdateUserAttributes(d.t.Context(), UpdateUserAttributesRequest{AccessToken: access, UserAttributes: []Attribute{{"email", "new@example.com"}}})
			return err
		}, "CustomMessage_UpdateUserAttribute"},
		{"a code for an address", nil, func(d *desk, r *recorder) error {
			access := d.tokens().AccessToken
			r.sources = nil
			_, err := d.GetUserAttributeVerificationCode(d.t.Context(), GetUserAttributeVerificationCodeRequest{AccessToken: access, AttributeName: "email"})
			return err
		}, "CustomMessage_VerifyUserAttribute"},
		{"somebody unknown with a password", nil, func(d *desk, _ *recorder) error {
			_, err := d.initiate(flowPassword, map[string]string{"USERNAME": "olga", "PASSWORD": "weak"})
			d.refused(errTriggerOutput)(nil, err) // the recorder brings nobody along
			return nil
		}, "UserMigration_Authentication"},
		{"somebody of an outside provider", nil, func(d *desk, _ *recorder) error {
			_, err := d.federate(d.t.Context(), d.clients[d.client], account.SocialProvider{Name: "Staff", Type: "OIDC"}, map[string]string{"sub": "carl"})
			return err
		}, "InboundFederation_ExternalProvider PreSignUp_ExternalProvider PostConfirmation_ConfirmSignUp"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{}
			d := newDeskWith(t, nil, r.triggers())
			if tt.prepare != nil {
				tt.prepare(d)
			}
			if err := tt.do(d, r); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(r.sources, " "); got != tt.want {
				t.Errorf("asked %s, want %s", got, tt.want)
			}
		})
	}
}

// A sign-in on the page is one of the domain's: its tokens say so.
func TestSourcesOfTriggersOnThePage(t *testing.T) {
	r := &recorder{}
	f := newFront(t, nil)
	f.Triggers = func(string) Triggers { return r.triggers() }
	code := f.signIn(testAsk).Query().Get("code")
	if status, _ := f.exchange(code, ""); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	want := "PreAuthentication_Authentication PostAuthentication_Authentication TokenGeneration_HostedAuth"
	if got := strings.Join(r.sources, " "); got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

// An inbound federation function changes what the mapping reads, and never who it is.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
func TestInboundFederation(t *testing.T) {
	x := account.SocialProvider{Name: "Staff", Type: "OIDC", Mapping: map[string]string{"email": "mail", "name": "name"}}
	carl := map[string]string{"sub": "carl", "mail": "Carl@Example.org", "name": "Carl"}
	for _, tt := range []struct {
		name    string
		respond map[string]string
		want    []string // e-mail, name
	}{
		{"nothing: all stays", nil, []string{"Carl@Example.org", "Carl"}},
		{"changed, and the rest dropped", map[string]string{"mail": "carl@example.org", "sub": "somebody else"}, []string{"carl@example.org", ""}},
	} {
		d := newDeskWith(t, nil, Triggers{InboundFederation: func(_ context.Context, e *InboundFederation) error {
			if e.ProviderName != "Staff" || e.ProviderType != "OIDC" || e.Attributes["mail"] != "Carl@Example.org" {
				t.Errorf("%s: told %+v", tt.name, e)
			}
			e.UserAttributesToMap = tt.respond
			return nil
		}})
		u, err := d.federate(t.Context(), d.clients[d.client], x, carl)
		if err != nil {
			t.Fatal(err)
		}
		if got := []string{u.attributes["email"], u.attributes["name"]}; u.name != "Staff_carl" || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %s with %v, want Staff_carl with %v", tt.name, u.name, got, tt.want)
		}
	}
	d := newDeskWith(t, nil, Triggers{InboundFederation: failing[InboundFederation]})
	_, err := d.federate(t.Context(), d.clients[d.client], x, carl)
	d.refused(refusal("UserLambdaValidationException", "InboundFederation failed with error Not allowed."))(nil, err)
}
