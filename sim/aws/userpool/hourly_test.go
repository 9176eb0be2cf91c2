package userpool

import (
	"errors"
	"testing"
	"time"
)

// How often each operation may be called for one user within an hour.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
func TestCapsOfAnHour(t *testing.T) {
	access := func(d *desk) string { return d.tokens().AccessToken }
	unconfirmed := func(d *desk) string { d.pools[d.pool].users["ana"].status = statusUnconfirmed; return "" }
	verified := func(d *desk) string {
		d.pools[d.pool].users["ana"].attributes["email_verified"] = "true"
		return ""
	}
	for _, tt := range []struct {
		name    string
		most    int
		prepare func(*desk) string
		do      func(*desk, string) error
	}{
		{"ConfirmSignUp", 15, unconfirmed, func(d *desk, _ string) error {
			_, err := d.ConfirmSignUp(d.t.Context(), ConfirmSignUpRequest{ClientId: d.client, Username: "ana", ConfirmationCode: "000000"})
			return err
		}},
		{"ResendConfirmationCode", 5, unconfirmed, func(d *desk, _ string) error {
			_, err := d.ResendConfirmationCode(d.t.Context(), ResendConfirmationCodeRequest{ClientId: d.client, Username: "ana"})
			return err
		}},
		{"VerifyUserAttribute", 15, access, func(d *desk, token string) error {
			_, err := d.VerifyUserAttribute(d.t.Context(), VerifyUserAttributeRequest{AccessToken: token, AttributeName: "email", Code: "000000"})
			return err
		}},
		{"GetUserAttributeVerificationCode", 5, access, func(d *desk, token string) error {
			_, err := d.GetUserAttributeVerificationCode(d.t.Context(), GetUserAttributeVerificationCodeRequest{AccessToken: token, AttributeName: "email"})
			return err
		}},
		{"ChangePassword", 5, access, func(d *desk, token string) error {
			_, err := d.ChangePassword(d.t.Context(), ChangePasswordRequest{AccessToken: token, PreviousPassword: anaPassword, ProposedPassword: anaPassword})
			return err
		}},
		{"ForgotPassword and ConfirmForgotPassword together", 20, verified, func(d *desk, _ string) error {
			if len(d.pools[d.pool].users["ana"].calls[resetCap.name])%2 == 0 {
				_, err := d.ForgotPassword(d.t.Context(), ForgotPasswordRequest{ClientId: d.client, Username: "ana"})
				return err
			}
			_, err := d.ConfirmForgotPassword(d.t.Context(), ConfirmForgotPasswordRequest{ClientId: d.client, Username: "ana", ConfirmationCode: "000000", Password: "Rainy-Day-8"})
			return err
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, nil)
			token := tt.prepare(d)
			for n := range tt.most {
				if err := tt.do(d, token); errors.Is(err, errTooOften) {
					t.Fatalf("call %d of %d is too many", n+1, tt.most)
				}
			}
			d.refused(errTooOften)(nil, tt.do(d, token))
			d.clock.Advance(time.Hour)
			if err := tt.do(d, token); errors.Is(err, errTooOften) {
				t.Error("an hour later it is still too many")
			}
		})
	}
}
