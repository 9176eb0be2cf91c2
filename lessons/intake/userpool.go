package intake

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// userPool has the members of describe-user-pool's answer and of AWS::Cognito::UserPool together.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
type userPool struct {
	Id, Name, UserPoolName, Domain text
	Policies                       struct {
		PasswordPolicy *passwordPolicy
		SignInPolicy   struct{ AllowedFirstAuthFactors texts }
	}
	AutoVerifiedAttributes, AliasAttributes, UsernameAttributes, EnabledMfas texts
	UsernameConfiguration                                                    struct{ CaseSensitive *flag }
	MfaConfiguration, UserPoolTier, DeletionProtection                       text
	AdminCreateUserConfig                                                    struct{ AllowAdminCreateUserOnly flag }
	DeviceConfiguration                                                      *struct {
		ChallengeRequiredOnNewDevice, DeviceOnlyRememberedOnUserPrompt flag
	}
	AccountRecoverySetting struct {
		RecoveryMechanisms []struct {
			Name     text
			Priority number
		}
	}
	UserAttributeUpdateSettings struct{ AttributesRequireVerificationBeforeUpdate texts }
	SchemaAttributes, Schema    []attribute
	Rest                        rest `json:",embed"`
}

type passwordPolicy struct {
	MinimumLength, PasswordHistorySize, TemporaryPasswordValidityDays  number
	RequireUppercase, RequireLowercase, RequireNumbers, RequireSymbols flag
}

type attribute struct {
	Name, AttributeDataType    text
	Required                   flag
	Mutable                    *flag
	StringAttributeConstraints struct{ MinLength, MaxLength text }
	NumberAttributeConstraints struct{ MinValue, MaxValue text }
}

func (d *draft) describedUserPool(data []byte) error {
	var answer struct{ UserPool userPool }
	if err := decode(data, &answer); err != nil {
		return err
	}
	if answer.UserPool.Name == "" && answer.UserPool.Id == "" {
		return errors.New("a user pool without Name and Id; print it again with aws cognito-idp describe-user-pool")
	}
	d.userPool(answer.UserPool)
	return nil
}

func (d *draft) userPool(from userPool) {
	name := string(cmp.Or(from.Name, from.UserPoolName, from.Id))
	what := "user pool " + name
	d.unread(what, from.Rest, "Arn", "CreationDate", "LastModifiedDate", "EstimatedNumberOfUsers", "Status", "SmsConfiguration", "EmailConfiguration",
		"SmsConfigurationFailure", "EmailConfigurationFailure", "VerificationMessageTemplate", "EmailVerificationMessage", "EmailVerificationSubject",
		"SmsVerificationMessage", "SmsAuthenticationMessage", "UserPoolTags")
	p := &pool{file: d.file, UserPool: account.UserPool{
		ID: string(from.Id), Name: name, Domain: string(from.Domain),
		AutoVerify: from.AutoVerifiedAttributes, AliasAttributes: from.AliasAttributes, UsernameAttributes: from.UsernameAttributes,
		CaseInsensitive: from.UsernameConfiguration.CaseSensitive != nil && !bool(*from.UsernameConfiguration.CaseSensitive),
		MFA:             string(from.MfaConfiguration), MFAMethods: from.EnabledMfas, AdminCreateOnly: bool(from.AdminCreateUserConfig.AllowAdminCreateUserOnly),
		FirstFactors: from.Policies.SignInPolicy.AllowedFirstAuthFactors, VerifyBeforeUpdate: from.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate,
		Tier: string(from.UserPoolTier), DeletionProtection: from.DeletionProtection == "ACTIVE",
	}}
	if p.MFA == "ON" && len(p.MFAMethods) == 0 {
		p.MFAMethods = []string{"SOFTWARE_TOKEN_MFA"}
		d.left("%s: which second factors are on does not stand here; SOFTWARE_TOKEN_MFA is assumed", what)
	}
	if c := from.DeviceConfiguration; c != nil {
		p.DeviceTracking, p.DeviceSkipsMFA, p.DeviceAsks = true, bool(c.ChallengeRequiredOnNewDevice), bool(c.DeviceOnlyRememberedOnUserPrompt)
	}
	if w := from.Policies.PasswordPolicy; w != nil {
		p.PasswordPolicy = &account.PasswordPolicy{
			MinimumLength: int(w.MinimumLength), Uppercase: bool(w.RequireUppercase), Lowercase: bool(w.RequireLowercase), Numbers: bool(w.RequireNumbers),
			Symbols: bool(w.RequireSymbols), History: int(w.PasswordHistorySize), TemporaryValidityDays: int(w.TemporaryPasswordValidityDays),
		}
	}
	slices.SortStableFunc(from.AccountRecoverySetting.RecoveryMechanisms, func(a, b struct {
		Name     text
		Priority number
	}) int {
		return cmp.Compare(a.Priority, b.Priority)
	})
	for _, m := range from.AccountRecoverySetting.RecoveryMechanisms {
		p.Recovery = append(p.Recovery, string(m.Name))
	}
	for _, a := range slices.Concat(from.SchemaAttributes, from.Schema) {
		p.attribute(a)
	}
	d.pools = append(d.pools, p)
	d.things++
}

// attribute takes over what differs from the standard schema.
func (p *pool) attribute(a attribute) {
	name := string(a.Name)
	mutable := a.Mutable == nil || bool(*a.Mutable)
	own, custom := strings.CutPrefix(name, "custom:")
	switch {
	case name == "sub" || strings.HasPrefix(name, "identities") || strings.Contains(name, "dev:"):
	case custom || !slices.Contains(standardAttributes(), name):
		p.Custom = append(p.Custom, account.Attribute{
			Name: own, Type: string(a.AttributeDataType), Mutable: mutable,
			Min: string(cmp.Or(a.StringAttributeConstraints.MinLength, a.NumberAttributeConstraints.MinValue)),
			Max: string(cmp.Or(a.StringAttributeConstraints.MaxLength, a.NumberAttributeConstraints.MaxValue)),
		})
	default:
		if a.Required {
			p.Required = append(p.Required, name)
		}
		if !mutable {
			p.Immutable = append(p.Immutable, name)
		}
	}
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
func standardAttributes() []string {
	return []string{"address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname",
		"phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"}
}
