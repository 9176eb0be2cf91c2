package userpool

import (
	"slices"

	"poolschool/sim/account"
)

// firstWebAuthn is a passkey as first factor. Nobody has one here, because that takes a browser or a device: it can be
// allowed, and is never among the ways that a user is offered.
const firstWebAuthn = "WEB_AUTHN"

// WebAuthnConfiguration is how a pool takes passkeys.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html
type WebAuthnConfiguration struct {
	RelyingPartyId      string `json:",omitempty" min:"1" max:"127"` // the domain that passkeys belong to
	UserVerification    string `json:",omitempty" enum:"required preferred"`
	FactorConfiguration string `json:",omitempty" enum:"SINGLE_FACTOR MULTI_FACTOR_WITH_USER_VERIFICATION"`
}

// WebAuthnMfaSettings lets a passkey stand for a second factor too.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnMfaSettingsType.html
type WebAuthnMfaSettings struct{ Enabled bool }

// Refusals of first factors that do not go with a required second one. All were recorded from AWS: the first two of
// SetUserPoolMfaConfig (go-to-k/cdkd 1975, 2064), the last of UpdateUserPool (terraform-provider-aws 50110).
var (
	errFirstWithMFA   = refusal("InvalidParameterException", "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled")
	errPasskeySingle  = refusal("InvalidParameterException", "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor")
	errPasskeyWithMFA = refusal("InvalidParameterException", "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.")
)

// both reports whether a passkey of the pool counts as both factors.
func (c *WebAuthnConfiguration) both() bool {
	return c != nil && c.FactorConfiguration == "MULTI_FACTOR_WITH_USER_VERIFICATION"
}

// checkFirst refuses first factors of a pool that always asks for a second: a code, which nothing can follow, and a
// passkey that counts as one factor. single is the refusal of the latter.
func checkFirst(p account.UserPool, passkeys *WebAuthnConfiguration, single error) error {
	if p.MFA != mfaOn {
		return nil
	}
	if slices.ContainsFunc(p.FirstFactors, func(f string) bool { return f != firstPassword && f != firstWebAuthn }) {
		return errFirstWithMFA
	}
	if slices.Contains(p.FirstFactors, firstWebAuthn) && !passkeys.both() {
		return single
	}
	return nil
}
