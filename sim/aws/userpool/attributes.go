package userpool

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
)

// standard are the attributes that every pool has.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
func standard() []string {
	return []string{
		"address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale", "middle_name",
		"name", "nickname", "phone_number", "phone_number_verified", "picture", "preferred_username", "profile", "updated_at",
		"website", "zoneinfo",
	}
}

// Refusals of attributes and usernames.
var (
	errUsernameIsEmail   = refusal("InvalidParameterException", "Username cannot be of email format, since user pool is configured for email alias.")
	errUsernameNotEmail  = refusal("InvalidParameterException", "Username should be an email.")
	errUsernameNotPhone  = refusal("InvalidParameterException", "Username should be a phone number.")
	errUsernameNotEither = refusal("InvalidParameterException", "Username should be either an email or a phone number.")
	errBadEmail          = refusal("InvalidParameterException", "Invalid email address format.")
	errBadPhone          = refusal("InvalidParameterException", "Invalid phone number format.")
	errSchema            = refusal("InvalidParameterException", "Attributes did not conform to the schema: %s")
)

var phoneNumber = regexp.MustCompile(`^\+[0-9]+$`)

// checkNew holds a new user's name and attributes against the pool's schema.
func (p *pool) checkNew(username string, attributes map[string]string) error {
	if err := p.checkUsername(username); err != nil {
		return err
	}
	if err := p.checkAttributes(attributes); err != nil {
		return err
	}
	var missing []string
	for _, name := range p.Required {
		given := attributes[name] != "" || len(p.UsernameAttributes) > 0 && p.addressKind(username) == name
		if !given {
			missing = append(missing, name+": The attribute is required")
		}
	}
	if len(missing) > 0 {
		return errSchema.Saying(strings.Join(missing, " "))
	}
	return nil
}

func (p *pool) checkUsername(name string) error {
	email, phone := isEmail(name), phoneNumber.MatchString(name)
	if slices.Contains(p.AliasAttributes, "email") && email {
		return errUsernameIsEmail
	}
	if len(p.UsernameAttributes) == 0 {
		return nil
	}
	byEmail, byPhone := slices.Contains(p.UsernameAttributes, "email"), slices.Contains(p.UsernameAttributes, "phone_number")
	switch {
	case byEmail && email || byPhone && phone:
		return nil
	case byEmail && byPhone:
		return errUsernameNotEither
	case byPhone:
		return errUsernameNotPhone
	}
	return errUsernameNotEmail
}

// checkAttributes refuses attributes that the pool does not have, and addresses that are none.
func (p *pool) checkAttributes(attributes map[string]string) error {
	for name, value := range attributes {
		if custom, ok := strings.CutPrefix(name, "custom:"); ok {
			if !p.hasCustom(custom) {
				return errSchema.Saying(name + ": Attribute does not exist in the schema.")
			}
			continue
		}
		if !slices.Contains(standard(), name) {
			return errSchema.Saying(name + ": Attribute does not exist in the schema.")
		}
		if name == "email" && !isEmail(value) {
			return errBadEmail
		}
		if name == "phone_number" && !phoneNumber.MatchString(value) {
			return errBadPhone
		}
	}
	return nil
}

func (p *pool) hasCustom(name string) bool {
	for _, a := range p.Custom {
		if a.Name == name {
			return true
		}
	}
	return false
}

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}
