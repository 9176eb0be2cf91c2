package userpool

import (
	"slices"
	"strings"

	"poolschool/sim/account"
)

// Refusals of pool settings. Of features that a tier lacks only Passwordless Sign-In is recorded by name.
var (
	errRecoveryMix = refusal("InvalidParameterException", "Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.")
	errTwoLives    = refusal("InvalidParameterException", "Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
	errNeedsSMS    = refusal("InvalidParameterException", "SMS configuration and Auto verification for phone_number are required when MFA is required/optional")
	errTier        = refusal("FeatureUnavailableInTierException", "The following features need to be disabled for the %s pricing tier configured: %s")
	errNotVerified = refusal("InvalidParameterException", "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
)

// check holds settings against each other. A pool that asks for codes of apps or by e-mail already
// needs no text messages.
func (in PoolSettings) check(was account.UserPool, passkeys *WebAuthnConfiguration) error {
	s := was
	in.write(&s)
	if slices.Contains(s.Recovery, adminOnly) && len(s.Recovery) > 1 {
		return errRecoveryMix
	}
	policy := s.PasswordPolicy
	if policy != nil && policy.TemporaryValidityDays > 0 && in.AdminCreateUserConfig != nil && in.AdminCreateUserConfig.UnusedAccountValidityDays > 0 {
		return errTwoLives
	}
	if s.MFA != "" && s.MFA != mfaOff && len(s.MFAMethods) == 0 && len(in.SmsConfiguration) == 0 {
		return errNeedsSMS.Because("for codes of an app or by e-mail, leave MFA off here and call SetUserPoolMfaConfig")
	}
	if s.Tier == "LITE" {
		if policy != nil && policy.History > 0 {
			return errTier.Saying(s.Tier, "Password History")
		}
		if slices.ContainsFunc(s.FirstFactors, func(f string) bool { return f != "PASSWORD" }) {
			return errTier.Saying(s.Tier, "Passwordless Sign-In")
		}
		if in.customizesAccess() {
			return errTier.Saying(s.Tier, "Access Token Customization")
		}
	}
	if err := checkFirst(s, passkeys, errPasskeyWithMFA); err != nil {
		return err
	}
	for _, name := range s.VerifyBeforeUpdate {
		if !slices.Contains(s.AutoVerify, name) {
			return errNotVerified.Because("%s is not in AutoVerifiedAttributes", name)
		}
	}
	return checkWords(s)
}

// customizesAccess reports whether the pool's pre token generation function is of a version that changes access tokens.
func (in PoolSettings) customizesAccess() bool {
	function, _ := in.LambdaConfig["PreTokenGenerationConfig"].(map[string]any)
	return function["LambdaVersion"] == "V2_0" || function["LambdaVersion"] == "V3_0"
}

// Refusals of lists of words, which the constraints of request structs do not reach.
var errEnum = refusal("InvalidParameterException", "1 validation error detected: Value '[%s]' at '%s' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [%s]]")

// checkWords refuses words that a list of settings does not know.
func checkWords(s account.UserPool) error {
	for _, list := range []struct {
		name        string
		given       []string
		known, text string
	}{
		{"autoVerifiedAttributes", s.AutoVerify, "phone_number email", "phone_number, email"},
		{"aliasAttributes", s.AliasAttributes, "phone_number email preferred_username", "phone_number, email, preferred_username"},
		{"usernameAttributes", s.UsernameAttributes, "phone_number email", "phone_number, email"},
		{"allowedFirstAuthFactors", s.FirstFactors, "PASSWORD EMAIL_OTP SMS_OTP WEB_AUTHN", "PASSWORD, EMAIL_OTP, SMS_OTP, WEB_AUTHN"},
	} {
		for _, word := range list.given {
			if !slices.Contains(strings.Fields(list.known), word) {
				return errEnum.Saying(strings.Join(list.given, ", "), list.name, list.text)
			}
		}
	}
	return nil
}
