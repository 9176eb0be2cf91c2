package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// SmsConfiguration names the role with which the pool sends text messages. The simulated inbox
// needs none; it is kept and given back.
type SmsConfiguration struct {
	SnsCallerArn string
	ExternalId   string `json:",omitempty"`
	SnsRegion    string `json:",omitempty"`
}

// SmsMfaConfig offers codes by text message.
type SmsMfaConfig struct {
	SmsAuthenticationMessage string            `json:",omitempty" min:"6" max:"140"`
	SmsConfiguration         *SmsConfiguration `json:",omitzero"`
}

// SoftwareTokenMfaConfig offers authenticator apps.
type SoftwareTokenMfaConfig struct{ Enabled bool }

// EmailMfaConfig offers codes by e-mail.
type EmailMfaConfig struct {
	Message string `json:",omitempty" min:"6" max:"20000"`
	Subject string `json:",omitempty" min:"1" max:"140"`
}

// SetUserPoolMfaConfigRequest says whether users of a pool need a second factor, and which it offers. A
// factor that is left out is not offered.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
type SetUserPoolMfaConfigRequest struct {
	UserPoolId                    string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	MfaConfiguration              string `enum:"OFF ON OPTIONAL"`
	SmsMfaConfiguration           *SmsMfaConfig
	SoftwareTokenMfaConfiguration *SoftwareTokenMfaConfig
	EmailMfaConfiguration         *EmailMfaConfig
	WebAuthnConfiguration         *WebAuthnConfiguration
}

// UserPoolMfaConfig is how a pool is set.
type UserPoolMfaConfig struct {
	MfaConfiguration              string
	SmsMfaConfiguration           *SmsMfaConfig           `json:",omitzero"`
	SoftwareTokenMfaConfiguration *SoftwareTokenMfaConfig `json:",omitzero"`
	EmailMfaConfiguration         *EmailMfaConfig         `json:",omitzero"`
	WebAuthnConfiguration         *WebAuthnConfiguration  `json:",omitzero"`
}

// Refusals of an MFA configuration. AWS's words for a message without its place are not recorded.
var (
	errNoMethod = refusal("InvalidParameterException", "Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.")
	errNoSlot   = refusal("InvalidParameterException", "The message must contain the {####} placeholder")
	errOffWith  = refusal("InvalidParameterException", "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
)

// SetUserPoolMfaConfig sets how a pool asks for second factors.
func (s *Service) SetUserPoolMfaConfig(ctx context.Context, in SetUserPoolMfaConfigRequest) (UserPoolMfaConfig, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return UserPoolMfaConfig{}, err
	}
	mode, methods, err := in.checked(p)
	if err != nil {
		trace.Failed(ctx, "mode and methods go together")
		return UserPoolMfaConfig{}, err
	}
	p.MFA, p.MFAMethods = mode, methods
	p.mfaTexts, p.webAuthn = mfaTexts{}, in.WebAuthnConfiguration
	if m := in.SmsMfaConfiguration; m != nil {
		p.mfaTexts.sms, p.mfaTexts.role = m.SmsAuthenticationMessage, m.SmsConfiguration
	}
	if m := in.EmailMfaConfiguration; m != nil {
		p.mfaTexts.email, p.mfaTexts.emailSubject = m.Message, m.Subject
	}
	p.modified = s.Clock.Now()
	trace.Summarize(ctx, "MFA %s", mode)
	return p.mfaConfig(), nil
}

// checked reads mode and methods out of a request, and refuses what does not go together.
// Callers hold mu.
func (in SetUserPoolMfaConfigRequest) checked(p *pool) (mode string, methods []string, err error) {
	mode = in.MfaConfiguration
	if mode == "" {
		mode = p.mfaMode()
	}
	slot := func(text string) bool { return text == "" || strings.Contains(text, codeSlot) }
	if m := in.SmsMfaConfiguration; m != nil {
		methods = append(methods, factorSMS)
		if !slot(m.SmsAuthenticationMessage) {
			return "", nil, errNoSlot
		}
	}
	if m := in.SoftwareTokenMfaConfiguration; m != nil && m.Enabled {
		methods = append(methods, factorTOTP)
	}
	if m := in.EmailMfaConfiguration; m != nil {
		if p.Tier == "LITE" {
			return "", nil, errTier.Saying(p.Tier, "Email MFA")
		}
		methods = append(methods, factorEmail)
		if !slot(m.Message) {
			return "", nil, errNoSlot
		}
	}
	switch {
	case mode == mfaOff && len(methods) > 0:
		return "", nil, errOffWith
	case mode != mfaOff && len(methods) == 0:
		return "", nil, errNoMethod
	case p.Tier == "LITE" && in.WebAuthnConfiguration.both():
		return "", nil, errTier.Saying(p.Tier, "Passkey MFA")
	}
	after := p.UserPool
	after.MFA = mode
	return mode, methods, checkFirst(after, in.WebAuthnConfiguration, errPasskeySingle)
}

// GetUserPoolMfaConfigRequest names a pool.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html
type GetUserPoolMfaConfigRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
}

// GetUserPoolMfaConfig shows how a pool asks for second factors.
func (s *Service) GetUserPoolMfaConfig(ctx context.Context, in GetUserPoolMfaConfigRequest) (UserPoolMfaConfig, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return UserPoolMfaConfig{}, err
	}
	trace.Summarize(ctx, "MFA %s", p.mfaMode())
	return p.mfaConfig(), nil
}

// mfaConfig is how the pool is set. Callers hold mu.
func (p *pool) mfaConfig() UserPoolMfaConfig {
	out := UserPoolMfaConfig{MfaConfiguration: p.mfaMode(), WebAuthnConfiguration: p.webAuthn}
	methods, t := p.methods(), p.mfaTexts
	if slices.Contains(methods, factorSMS) {
		out.SmsMfaConfiguration = &SmsMfaConfig{SmsAuthenticationMessage: t.sms, SmsConfiguration: t.role}
	}
	if slices.Contains(methods, factorTOTP) {
		out.SoftwareTokenMfaConfiguration = &SoftwareTokenMfaConfig{Enabled: true}
	}
	if slices.Contains(methods, factorEmail) {
		out.EmailMfaConfiguration = &EmailMfaConfig{Message: t.email, Subject: t.emailSubject}
	}
	return out
}
