package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// MFAPreference switches one second factor of a user on or off.
type MFAPreference struct {
	Enabled      bool
	PreferredMfa bool
}

// SetUserMFAPreferenceRequest is a user's choice of second factors. What is left out stays as it is.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
type SetUserMFAPreferenceRequest struct {
	AccessToken              string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	SMSMfaSettings           *MFAPreference
	SoftwareTokenMfaSettings *MFAPreference
	EmailMfaSettings         *MFAPreference
	WebAuthnMfaSettings      *WebAuthnMfaSettings
}

// AdminSetUserMFAPreferenceRequest is the same choice, made for any user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html
type AdminSetUserMFAPreferenceRequest struct {
	UserPoolId               string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username                 string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	SMSMfaSettings           *MFAPreference
	SoftwareTokenMfaSettings *MFAPreference
	EmailMfaSettings         *MFAPreference
	WebAuthnMfaSettings      *WebAuthnMfaSettings
}

// Refusals of a choice of second factors.
var (
	errNoDelivery    = refusal("InvalidParameterException", "User does not have delivery config set to turn on %s")
	errTwoPreferred  = refusal("InvalidParameterException", "Cannot set multiple preferred MFA methods.")
	errPreferredDown = refusal("InvalidParameterException", "Cannot set a disabled MFA method as preferred.")
)

// SetUserMFAPreference switches second factors of the caller.
func (s *Service) SetUserMFAPreference(ctx context.Context, in SetUserMFAPreferenceRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return awsjson.Empty{}, b.pool.prefer(ctx, b.user, preferences{in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings})
}

// AdminSetUserMFAPreference switches second factors of any user.
func (s *Service) AdminSetUserMFAPreference(ctx context.Context, in AdminSetUserMFAPreferenceRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return awsjson.Empty{}, err
	}
	return awsjson.Empty{}, p.prefer(ctx, u, preferences{in.SMSMfaSettings, in.SoftwareTokenMfaSettings, in.EmailMfaSettings, in.WebAuthnMfaSettings})
}

type preferences struct {
	sms, totp, email *MFAPreference
	passkey          *WebAuthnMfaSettings
}

// prefer checks the whole choice before any of it is taken. Callers hold mu.
func (p *pool) prefer(ctx context.Context, u *user, chosen preferences) error {
	if chosen.passkey != nil && chosen.passkey.Enabled {
		trace.Failed(ctx, "the user has a passkey")
		return errNoDelivery.Saying(firstWebAuthn).Because("passkeys are not part of this simulator, so nobody has one")
	}
	f := factors{enabled: slices.Clone(u.factors.enabled), preferred: u.factors.preferred, totp: u.factors.totp}
	preferred := ""
	for _, x := range []struct {
		method string
		want   *MFAPreference
	}{{factorSMS, chosen.sms}, {factorTOTP, chosen.totp}, {factorEmail, chosen.email}} {
		if x.want == nil {
			continue
		}
		if err := p.possible(ctx, u, x.method, *x.want); err != nil {
			return err
		}
		if x.want.PreferredMfa && preferred != "" {
			return errTwoPreferred
		}
		f.enabled = slices.DeleteFunc(f.enabled, func(m string) bool { return m == x.method })
		if x.want.Enabled {
			f.enabled = append(f.enabled, x.method)
		}
		switch {
		case x.want.PreferredMfa:
			preferred = x.method
			f.preferred = x.method
		case f.preferred == x.method:
			f.preferred = ""
		}
	}
	u.factors = f
	trace.Summarize(ctx, "second factors: %d on", len(f.enabled))
	return nil
}

// possible refuses a factor that the user cannot use. Callers hold mu.
func (p *pool) possible(ctx context.Context, u *user, method string, want MFAPreference) error {
	if want.PreferredMfa && !want.Enabled {
		return errPreferredDown.Because("%s is preferred, and not enabled", method)
	}
	if !want.Enabled {
		return nil
	}
	why := ""
	switch {
	case !slices.Contains(p.methods(), method):
		why = "the pool does not offer " + method
	case method == factorTOTP && !u.factors.totp.verified:
		why = "no authenticator app has been proven: AssociateSoftwareToken, then VerifySoftwareToken"
	case method != factorTOTP && u.attributes[attributeOf(method)] == "":
		why = "the user has no " + attributeOf(method)
	}
	if why != "" {
		trace.Failed(ctx, "the user can use %s", method)
		return errNoDelivery.Saying(method).Because("%s", why)
	}
	trace.Passed(ctx, "the user can use %s", method)
	return nil
}
