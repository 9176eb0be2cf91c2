package userpool

import (
	"errors"
	"strings"
	"testing"

	"poolschool/sim/account"
)

func TestPasswordPolicy(t *testing.T) {
	all := defaultPolicy()
	only := func(change func(*account.PasswordPolicy)) account.PasswordPolicy {
		p := account.PasswordPolicy{MinimumLength: 6}
		change(&p)
		return p
	}
	for _, tt := range []struct {
		name     string
		policy   account.PasswordPolicy
		password string
		want     string
	}{
		{"everything there", all, "Sunny-Day-7", ""},
		{"length comes first", all, "a", "Password not long enough"},
		{"seven characters of eight", all, "Sunny-7", "Password not long enough"},
		{"length counts characters, not bytes", all, "Sün-7Äö", "Password not long enough"},
		{"then upper case", all, "sunnydayy", "Password must have uppercase characters"},
		{"only basic Latin letters count as upper case", all, "ÄÖÜsunny-7", "Password must have uppercase characters"},
		{"then lower case", all, "SUNNYDAY", "Password must have lowercase characters"},
		{"then digits", all, "SunnyDayy", "Password must have numeric characters"},
		{"only basic digits count", all, "SunnyDay٧", "Password must have numeric characters"},
		{"then symbols", all, "SunnyDay7", "Password must have symbol characters"},
		{"a space inside is a symbol", all, "Sunny Day7", ""},
		{"a space at the end is none", all, "SunnyDay7 ", "Password must have symbol characters"},
		{"a space at the beginning is none", all, " SunnyDay7", "Password must have symbol characters"},
		{"a symbol beside a space at the end is one", all, "SunnyDay7! ", ""},
		{"a paragraph sign is no symbol", all, "SunnyDay7§", "Password must have symbol characters"},
		{"what is not asked for may be missing", only(func(*account.PasswordPolicy) {}), "aaaaaa", ""},
		{"digits alone", only(func(p *account.PasswordPolicy) { p.Numbers = true }), "aaaaaa", "Password must have numeric characters"},
	} {
		if got := brokenRule(tt.policy, tt.password); got != tt.want {
			t.Errorf("%s: %q breaks %q, want %q", tt.name, tt.password, got, tt.want)
		}
	}
}

func TestEverySymbolOfTheGuideCounts(t *testing.T) {
	// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
	for _, r := range "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-" {
		if password := "SunnyDay7" + string(r); brokenRule(defaultPolicy(), password) != "" {
			t.Errorf("%q does not count as a symbol", r)
		}
	}
}

func TestDrawnPasswordsKeepThePolicy(t *testing.T) {
	for _, length := range []int{6, 8, 20, 99} {
		policy := defaultPolicy()
		policy.MinimumLength = length
		d := newDesk(t, func(p *account.UserPool) { p.PasswordPolicy = &policy })
		for range 50 {
			password := d.temporaryPassword(d.pools[d.pool])
			if broken := brokenRule(policy, password); broken != "" {
				t.Fatalf("length %d: %q: %s", length, password, broken)
			}
		}
	}
}

func TestHistory(t *testing.T) {
	for _, tt := range []struct {
		name    string
		history int
		reused  []string // which of the last passwords may not come back
		free    []string
	}{
		{"no history: the present one may be set again", 0, nil, []string{"Third-Day-3", "Second-Day-2", anaPassword}},
		{"one: the present one", 1, []string{"Third-Day-3"}, []string{"Second-Day-2"}},
		{"two: and the one before", 2, []string{"Third-Day-3", "Second-Day-2"}, []string{anaPassword}},
		{"three", 3, []string{"Third-Day-3", "Second-Day-2", anaPassword}, []string{"Fourth-Day-4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			policy := defaultPolicy()
			policy.History = tt.history
			d := newDesk(t, func(p *account.UserPool) { p.PasswordPolicy = &policy })
			set := func(password string) error {
				_, err := d.AdminSetUserPassword(t.Context(), AdminSetUserPasswordRequest{UserPoolId: d.pool, Username: "ana", Password: password, Permanent: true})
				return err
			}
			for _, password := range []string{"Second-Day-2", "Third-Day-3"} {
				if err := set(password); err != nil {
					t.Fatal(err)
				}
			}
			for _, password := range tt.reused {
				if err := set(password); !errors.Is(err, errPasswordReused) {
					t.Errorf("%s again: %v, want a refusal", password, err)
				}
			}
			for _, password := range tt.free[:1] {
				if err := set(password); err != nil {
					t.Errorf("%s again: %v", password, err)
				}
			}
		})
	}
}

// Whoever sets a password is held to the policy, each in the words of their operation.
func TestEveryWayToSetAPassword(t *testing.T) {
	const weak, tail = "weakweakweak", "Password must have uppercase characters"
	for name, tt := range map[string]struct {
		prefix string
		set    func(d *desk) error
	}{
		"SignUp": {selfPrefix, func(d *desk) error {
			_, err := d.SignUp(d.t.Context(), SignUpRequest{ClientId: d.client, Username: "ben", Password: weak})
			return err
		}},
		"ConfirmForgotPassword": {selfPrefix, func(d *desk) error {
			_, err := d.ConfirmForgotPassword(d.t.Context(), ConfirmForgotPasswordRequest{ClientId: d.client, Username: "ana", ConfirmationCode: "1", Password: weak})
			return err
		}},
		"ChangePassword": {selfPrefix, func(d *desk) error {
			_, err := d.ChangePassword(d.t.Context(), ChangePasswordRequest{AccessToken: d.tokens().AccessToken, PreviousPassword: anaPassword, ProposedPassword: weak})
			return err
		}},
		"AdminCreateUser": {adminPrefix, func(d *desk) error {
			_, err := d.AdminCreateUser(d.t.Context(), AdminCreateUserRequest{UserPoolId: d.pool, Username: "ben", TemporaryPassword: weak})
			return err
		}},
		"AdminSetUserPassword": {adminPrefix, func(d *desk) error {
			_, err := d.AdminSetUserPassword(d.t.Context(), AdminSetUserPasswordRequest{UserPoolId: d.pool, Username: "ana", Password: weak})
			return err
		}},
		"NEW_PASSWORD_REQUIRED": {adminPrefix, func(d *desk) error {
			d.pools[d.pool].users["ana"].status = statusForceChange
			out, err := d.password()
			if err != nil {
				return err
			}
			_, err = d.respond(out.ChallengeName, out.Session, map[string]string{"USERNAME": "ana", "NEW_PASSWORD": weak})
			return err
		}},
	} {
		want := errPassword.Saying(tt.prefix + tail)
		if err := tt.set(newDesk(t, nil)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if !strings.HasPrefix(selfPrefix, "Password did not conform with policy") {
		t.Errorf("prefix is %q", selfPrefix)
	}
}
