package userpool

import "slices"

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
