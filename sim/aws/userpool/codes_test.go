package userpool

import (
	"testing"
	"time"

	"poolschool/sim/account"
)

func TestMasks(t *testing.T) {
	for _, tt := range []struct{ name, attribute, address, want string }{
		{"first letters on both sides", "email", "test@test.com", "t***@t***"},
		{"one letter looks like many", "email", "j@g.com", "j***@g***"},
		{"letters of other alphabets are whole", "email", "öle@ähre.de", "ö***@ä***"},
		{"a number shows its last four digits", "phone_number", "+15551234567", "+*******4567"},
		{"a short number is all there is", "phone_number", "+1234", "+1234"},
	} {
		if got := mask(tt.attribute, tt.address); got != tt.want {
			t.Errorf("%s: mask(%q) = %q, want %q", tt.name, tt.address, got, tt.want)
		}
	}
}

func TestCodesOfDifferentPurposesDoNotMix(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Users[0].Attributes["phone_number"] = anaPhone })
	ctx, access := t.Context(), d.tokens().AccessToken
	ask := func(attribute string) {
		t.Helper()
		if _, err := d.GetUserAttributeVerificationCode(ctx, GetUserAttributeVerificationCodeRequest{AccessToken: access, AttributeName: attribute}); err != nil {
			t.Fatal(err)
		}
	}
	ask("email")
	ask("phone_number")
	email, phone := d.mail(anaEmail), d.mail(anaPhone)
	verify := func(attribute, code string) error {
		_, err := d.VerifyUserAttribute(ctx, VerifyUserAttributeRequest{AccessToken: access, AttributeName: attribute, Code: code})
		return err
	}
	d.refused(errWrongCode)(nil, verify("email", phone))
	_, err := d.ConfirmForgotPassword(ctx, ConfirmForgotPasswordRequest{ClientId: d.client, Username: "ana", ConfirmationCode: email, Password: "Rainy-Day-8"})
	d.refused(errExpiredCode)(nil, err)
	for attribute, code := range map[string]string{"email": email, "phone_number": phone} {
		if err := verify(attribute, code); err != nil {
			t.Errorf("%s: %v", attribute, err)
		}
	}
}

func TestACodeThatWaitsIsForTheAddressItWentTo(t *testing.T) {
	d := newDesk(t, nil)
	ctx, access := t.Context(), d.tokens().AccessToken
	update := func(email string) {
		t.Helper()
		if _, err := d.UpdateUserAttributes(ctx, UpdateUserAttributesRequest{AccessToken: access, UserAttributes: []Attribute{{"email", email}}}); err != nil {
			t.Fatal(err)
		}
	}
	update("first@example.com")
	first := d.mail("first@example.com")
	update("second@example.com")
	_, err := d.VerifyUserAttribute(ctx, VerifyUserAttributeRequest{AccessToken: access, AttributeName: "email", Code: first})
	d.refused(errWrongCode)(nil, err)
	update(anaEmail)
	if got := d.pools[d.pool].users["ana"].attributes["email_verified"]; got != "false" {
		t.Errorf("an address that comes back is verified = %q, want false", got)
	}
}

func TestCapsForgetAfterAnHour(t *testing.T) {
	now := testStart
	times := []time.Time{now.Add(-2 * time.Hour), now.Add(-time.Hour), now.Add(-59 * time.Minute), now}
	if got := len(lately(times, now)); got != 2 {
		t.Errorf("%d times are left, want 2", got)
	}
}

func TestGhostsAreBounded(t *testing.T) {
	g, now := ghosts{}, testStart
	for i := range mostGhosts + 50 {
		g.add(string(rune('a'+i)), now.Add(time.Hour), now)
	}
	if len(g) != mostGhosts {
		t.Errorf("%d names are kept, want %d", len(g), mostGhosts)
	}
	g.add("later", now.Add(3*time.Hour), now.Add(2*time.Hour))
	if len(g) != 1 {
		t.Errorf("%d names are kept after they expired, want 1", len(g))
	}
}
