package userpool

import (
	"slices"

	"poolschool/sim/account"
)

// PoolSettings are the members that creating and updating a user pool share, and that describing it
// shows. What an update leaves out goes back to its default, as at AWS.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
type PoolSettings struct {
	Policies                    *Policies                    `json:",omitzero"`
	DeletionProtection          string                       `json:",omitempty" enum:"ACTIVE INACTIVE"`
	AutoVerifiedAttributes      []string                     `json:",omitempty"`
	SmsVerificationMessage      string                       `json:",omitempty" min:"6" max:"140" pattern:".*\\{####\\}.*"`
	EmailVerificationMessage    string                       `json:",omitempty" min:"6" max:"20000" pattern:".*\\{####\\}.*"`
	EmailVerificationSubject    string                       `json:",omitempty" min:"1" max:"140"`
	VerificationMessageTemplate *VerificationMessageTemplate `json:",omitzero"`
	SmsAuthenticationMessage    string                       `json:",omitempty" min:"6" max:"140" pattern:".*\\{####\\}.*"`
	UserAttributeUpdateSettings *UserAttributeUpdateSettings `json:",omitzero"`
	MfaConfiguration            string                       `json:",omitempty" enum:"OFF ON OPTIONAL"`
	DeviceConfiguration         *DeviceConfiguration         `json:",omitzero"`
	AdminCreateUserConfig       *AdminCreateUserConfig       `json:",omitzero"`
	AccountRecoverySetting      *AccountRecoverySetting      `json:",omitzero"`
	UserPoolTier                string                       `json:",omitempty" enum:"LITE ESSENTIALS PLUS"`
	UserPoolTags                map[string]string            `json:",omitempty"`
	IssuerConfiguration         *IssuerConfiguration         `json:",omitzero"`
	// These are kept and shown; nothing here depends on them. Triggers of the simulator are Go functions.
	LambdaConfig       map[string]any    `json:",omitempty"`
	EmailConfiguration map[string]string `json:",omitempty"`
	SmsConfiguration   map[string]string `json:",omitempty"`
	UserPoolAddOns     map[string]any    `json:",omitempty"`
}

// Policies are a pool's rules for passwords and first factors.
type Policies struct {
	PasswordPolicy *PasswordPolicy `json:",omitzero"`
	SignInPolicy   *SignInPolicy   `json:",omitzero"`
}

// PasswordPolicy is what passwords must have. Sizes are in characters, passwords and days.
type PasswordPolicy struct {
	MinimumLength                 *int `json:",omitzero" min:"6" max:"99"`
	RequireUppercase              bool
	RequireLowercase              bool
	RequireNumbers                bool
	RequireSymbols                bool
	PasswordHistorySize           *int `json:",omitzero" min:"0" max:"24"`
	TemporaryPasswordValidityDays int  `min:"0" max:"365"`
}

// SignInPolicy lists with what people may begin a choice-based sign-in.
type SignInPolicy struct {
	AllowedFirstAuthFactors []string `json:",omitempty"`
}

// VerificationMessageTemplate words messages with a code. Links are kept and not used.
type VerificationMessageTemplate struct {
	SmsMessage         string `json:",omitempty" min:"6" max:"140" pattern:".*\\{####\\}.*"`
	EmailMessage       string `json:",omitempty" min:"6" max:"20000" pattern:".*\\{####\\}.*"`
	EmailSubject       string `json:",omitempty" min:"1" max:"140"`
	EmailMessageByLink string `json:",omitempty"`
	EmailSubjectByLink string `json:",omitempty"`
	DefaultEmailOption string `json:",omitempty" enum:"CONFIRM_WITH_LINK CONFIRM_WITH_CODE"`
}

// UserAttributeUpdateSettings lists addresses whose old value stays until the new one is verified.
type UserAttributeUpdateSettings struct{ AttributesRequireVerificationBeforeUpdate []string }

// DeviceConfiguration turns device tracking on.
type DeviceConfiguration struct {
	ChallengeRequiredOnNewDevice     bool
	DeviceOnlyRememberedOnUserPrompt bool
}

// AdminCreateUserConfig says who may create users, and how they are invited.
type AdminCreateUserConfig struct {
	AllowAdminCreateUserOnly  bool
	UnusedAccountValidityDays int             `json:",omitzero" min:"0" max:"365"`
	InviteMessageTemplate     *InviteTemplate `json:",omitzero"`
}

// InviteTemplate words invitations.
type InviteTemplate struct {
	SMSMessage   string `json:",omitempty" min:"6" max:"140"`
	EmailMessage string `json:",omitempty" min:"6" max:"20000"`
	EmailSubject string `json:",omitempty" min:"1" max:"140"`
}

// AccountRecoverySetting lists over what people may reset a password.
type AccountRecoverySetting struct {
	RecoveryMechanisms []RecoveryOption `min:"1" max:"2"`
}

// RecoveryOption is one way, the smaller number first.
type RecoveryOption struct {
	Priority int    `required:"true" min:"1" max:"2"`
	Name     string `required:"true" enum:"verified_email verified_phone_number admin_only"`
}

// write turns what an API call says into the settings of a pool. It leaves alone what only creation
// decides: id, schema, kinds of username, which are read without a lock.
func (in PoolSettings) write(p *account.UserPool) {
	p.DeletionProtection = in.DeletionProtection == "ACTIVE"
	p.AutoVerify = in.AutoVerifiedAttributes
	p.MFA = in.MfaConfiguration
	p.Tier = in.UserPoolTier
	p.PasswordPolicy, p.FirstFactors = nil, nil
	if in.Policies != nil {
		p.PasswordPolicy = in.Policies.PasswordPolicy.settings()
		if in.Policies.SignInPolicy != nil {
			p.FirstFactors = in.Policies.SignInPolicy.AllowedFirstAuthFactors
		}
	}
	p.VerifyBeforeUpdate = nil
	if in.UserAttributeUpdateSettings != nil {
		p.VerifyBeforeUpdate = in.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate
	}
	p.DeviceTracking, p.DeviceSkipsMFA, p.DeviceAsks = in.DeviceConfiguration != nil, false, false
	if d := in.DeviceConfiguration; d != nil {
		p.DeviceSkipsMFA, p.DeviceAsks = d.ChallengeRequiredOnNewDevice, d.DeviceOnlyRememberedOnUserPrompt
	}
	p.AdminCreateOnly = in.AdminCreateUserConfig != nil && in.AdminCreateUserConfig.AllowAdminCreateUserOnly
	p.Recovery = in.AccountRecoverySetting.settings()
	p.Messages = in.messages()
}

// settings is nil where the call brings no policy, which means AWS's default.
func (in *PasswordPolicy) settings() *account.PasswordPolicy {
	if in == nil {
		return nil
	}
	return &account.PasswordPolicy{
		MinimumLength: number(in.MinimumLength), Uppercase: in.RequireUppercase, Lowercase: in.RequireLowercase,
		Numbers: in.RequireNumbers, Symbols: in.RequireSymbols,
		History: number(in.PasswordHistorySize), TemporaryValidityDays: in.TemporaryPasswordValidityDays,
	}
}

// settings lists the ways by priority.
func (in *AccountRecoverySetting) settings() []string {
	if in == nil {
		return nil
	}
	options := slices.Clone(in.RecoveryMechanisms)
	slices.SortStableFunc(options, func(a, b RecoveryOption) int { return a.Priority - b.Priority })
	var names []string
	for _, o := range options {
		names = append(names, o.Name)
	}
	return names
}

// messages are the pool's own words. The template and the older members say the same; the
// template wins.
func (in PoolSettings) messages() account.Messages {
	m := account.Messages{
		VerificationSubject: in.EmailVerificationSubject, VerificationEmail: in.EmailVerificationMessage, VerificationSMS: in.SmsVerificationMessage,
	}
	if t := in.VerificationMessageTemplate; t != nil {
		m.VerificationSubject = first(t.EmailSubject, m.VerificationSubject)
		m.VerificationEmail = first(t.EmailMessage, m.VerificationEmail)
		m.VerificationSMS = first(t.SmsMessage, m.VerificationSMS)
	}
	if c := in.AdminCreateUserConfig; c != nil && c.InviteMessageTemplate != nil {
		m.InviteSubject, m.InviteEmail, m.InviteSMS = c.InviteMessageTemplate.EmailSubject, c.InviteMessageTemplate.EmailMessage, c.InviteMessageTemplate.SMSMessage
	}
	return m
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// described turns settings into what describing a pool shows, defaults included. Callers hold mu.
func (p *pool) described() PoolSettings {
	policy := p.policy()
	out := PoolSettings{
		Policies: &Policies{PasswordPolicy: &PasswordPolicy{
			MinimumLength: &policy.MinimumLength, RequireUppercase: policy.Uppercase, RequireLowercase: policy.Lowercase,
			RequireNumbers: policy.Numbers, RequireSymbols: policy.Symbols, TemporaryPasswordValidityDays: policy.TemporaryValidityDays,
		}, SignInPolicy: &SignInPolicy{AllowedFirstAuthFactors: p.FirstFactors}},
		DeletionProtection: "INACTIVE", AutoVerifiedAttributes: p.AutoVerify, MfaConfiguration: p.mfaMode(),
		SmsAuthenticationMessage: p.mfaTexts.sms, SmsVerificationMessage: p.Messages.VerificationSMS, EmailVerificationMessage: p.Messages.VerificationEmail, EmailVerificationSubject: p.Messages.VerificationSubject,
		VerificationMessageTemplate: &VerificationMessageTemplate{
			DefaultEmailOption: "CONFIRM_WITH_CODE", EmailMessage: p.Messages.VerificationEmail, EmailSubject: p.Messages.VerificationSubject, SmsMessage: p.Messages.VerificationSMS,
		},
		UserAttributeUpdateSettings: &UserAttributeUpdateSettings{AttributesRequireVerificationBeforeUpdate: append([]string{}, p.VerifyBeforeUpdate...)},
		AdminCreateUserConfig:       &AdminCreateUserConfig{AllowAdminCreateUserOnly: p.AdminCreateOnly, UnusedAccountValidityDays: policy.TemporaryValidityDays},
		UserPoolTier:                first(p.Tier, "ESSENTIALS"),
		UserPoolTags:                p.shown.UserPoolTags, IssuerConfiguration: p.shown.IssuerConfiguration, LambdaConfig: p.shown.LambdaConfig, EmailConfiguration: p.shown.EmailConfiguration,
		SmsConfiguration: p.shown.SmsConfiguration, UserPoolAddOns: p.shown.UserPoolAddOns,
	}
	if t := p.shown.VerificationMessageTemplate; t != nil {
		out.VerificationMessageTemplate.DefaultEmailOption = first(t.DefaultEmailOption, "CONFIRM_WITH_CODE")
		out.VerificationMessageTemplate.EmailMessageByLink, out.VerificationMessageTemplate.EmailSubjectByLink = t.EmailMessageByLink, t.EmailSubjectByLink
	}
	if len(p.FirstFactors) == 0 {
		out.Policies.SignInPolicy.AllowedFirstAuthFactors = []string{"PASSWORD"}
	}
	if policy.History > 0 {
		out.Policies.PasswordPolicy.PasswordHistorySize = &policy.History
	}
	if p.UserPool.DeletionProtection {
		out.DeletionProtection = "ACTIVE"
	}
	if p.DeviceTracking {
		out.DeviceConfiguration = &DeviceConfiguration{ChallengeRequiredOnNewDevice: p.DeviceSkipsMFA, DeviceOnlyRememberedOnUserPrompt: p.DeviceAsks}
	}
	if m := p.Messages; m.InviteEmail+m.InviteSMS+m.InviteSubject != "" {
		out.AdminCreateUserConfig.InviteMessageTemplate = &InviteTemplate{SMSMessage: m.InviteSMS, EmailMessage: m.InviteEmail, EmailSubject: m.InviteSubject}
	}
	if len(p.Recovery) > 0 {
		out.AccountRecoverySetting = &AccountRecoverySetting{}
		for i, name := range p.Recovery {
			out.AccountRecoverySetting.RecoveryMechanisms = append(out.AccountRecoverySetting.RecoveryMechanisms, RecoveryOption{Priority: i + 1, Name: name})
		}
	}
	return out
}
