package userpool

import (
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// Second factors, and the one-time codes that can also be a first.
const (
	factorTOTP  = "SOFTWARE_TOKEN_MFA"
	factorSMS   = "SMS_MFA"
	factorEmail = "EMAIL_OTP"
)

// Modes of a pool's multi-factor authentication.
const (
	mfaOff      = "OFF"
	mfaOptional = "OPTIONAL"
	mfaOn       = "ON"
)

// factors are the second factors of a user.
type factors struct {
	enabled   []string
	preferred string
	totp      authenticator
}

// mfaMode is OFF unless the pool says otherwise.
func (p *pool) mfaMode() string {
	if p.MFA == "" {
		return mfaOff
	}
	return p.MFA
}

// methods are the second factors that the pool offers. A pool that asks for one and names none
// offers authenticator apps.
func (p *pool) methods() []string {
	switch {
	case p.mfaMode() == mfaOff:
		return nil
	case len(p.MFAMethods) == 0:
		return []string{factorTOTP}
	}
	return p.MFAMethods
}

// usable are the user's second factors that the pool offers too. Where one is required, a phone
// number or e-mail address that the pool can write to is one without being chosen.
func (p *pool) usable(u *user) []string {
	var out []string
	for _, method := range p.methods() {
		chosen := slices.Contains(u.factors.enabled, method)
		if method != factorTOTP {
			reachable := u.attributes[attributeOf(method)] != ""
			chosen = reachable && (chosen || p.mfaMode() == mfaOn && len(u.factors.enabled) == 0)
		}
		if chosen {
			out = append(out, method)
		}
	}
	return out
}

// attributeOf is where a factor's codes go.
func attributeOf(method string) string {
	if method == factorSMS || method == "SMS_OTP" {
		return "phone_number"
	}
	return "email"
}

// mfaSettings are UserMFASettingList and PreferredMfaSetting, as user operations show them.
func (u *user) mfaSettings() (list []string, preferred string) {
	return slices.Clone(u.factors.enabled), u.factors.preferred
}

// load takes over the second factors that the account file gives a user.
func (f *factors) load(person account.User) error {
	secret := strings.ToUpper(strings.TrimRight(person.TOTPSecret, "="))
	if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret); err != nil {
		return fmt.Errorf("totpSecret: %w", err)
	}
	f.totp.secret, f.totp.verified = secret, secret != ""
	for _, method := range person.MFA {
		if !slices.Contains([]string{factorTOTP, factorSMS, factorEmail}, method) {
			return fmt.Errorf("unknown second factor %q", method)
		}
		if method == factorTOTP && secret == "" {
			return fmt.Errorf("%s needs a totpSecret", method)
		}
		f.turnOn(method)
	}
	return nil
}
