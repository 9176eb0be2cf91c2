package userpool

import (
	"context"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// Refusals of attributes and usernames.
var (
	errUsernameIsEmail   = refusal("InvalidParameterException", "Username cannot be of email format, since user pool is configured for email alias.")
	errUsernameIsPhone   = refusal("InvalidParameterException", "Username cannot be of phone number format, since user pool is configured for phone number alias.")
	errUsernameNotEmail  = refusal("InvalidParameterException", "Username should be an email.")
	errUsernameNotPhone  = refusal("InvalidParameterException", "Username should be a phone number.")
	errUsernameNotEither = refusal("InvalidParameterException", "Username should be either an email or a phone number.")
	errBadEmail          = refusal("InvalidParameterException", "Invalid email address format.")
	errBadPhone          = refusal("InvalidParameterException", "Invalid phone number format.")
	errSchema            = refusal("InvalidParameterException", "Attributes did not conform to the schema: %s")
	errImmutable         = refusal("InvalidParameterException", "user.%s: Attribute cannot be updated.\n")
	errVerifyNothing     = refusal("InvalidParameterException", "%s is required to verify/un-verify %s")
)

var phoneNumber = regexp.MustCompile(`^\+[0-9]+$`)

// checkInvited holds the name and attributes of a user against the pool's schema, but for what is
// required: the user is still to be asked for that. Callers hold mu.
func (p *pool) checkInvited(username string, attributes map[string]string) error {
	if err := p.checkUsername(username); err != nil {
		return err
	}
	return p.checkAttributes(attributes)
}

// checkNew holds a new user's name and attributes against the pool's schema. Callers hold mu.
func (p *pool) checkNew(username string, attributes map[string]string) error {
	if err := p.checkInvited(username, attributes); err != nil {
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
	if slices.Contains(p.AliasAttributes, "phone_number") && phone {
		return errUsernameIsPhone
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

// checkAttributes refuses attributes that the pool does not have, and values that are none of
// their type. The order of names is fixed, so that the same mistake has the same answer.
func (p *pool) checkAttributes(attributes map[string]string) error {
	for _, name := range sortedKeys(attributes) {
		value := attributes[name]
		a, ok := p.attribute(name)
		switch {
		case !ok:
			return errSchema.Saying(name + ": Attribute does not exist in the schema.")
		case value == "":
			continue // to delete it
		case name == "email" && !isEmail(value):
			return errBadEmail
		case name == "phone_number" && !phoneNumber.MatchString(value):
			return errBadPhone
		}
		if broken := a.broken(value); broken != "" {
			return errSchema.Saying(name + ": " + broken)
		}
	}
	return nil
}

// checkWritable refuses attributes that are not the client's to write.
func (c *client) checkWritable(ctx context.Context, attributes map[string]string) error {
	for _, name := range sortedKeys(attributes) {
		if !c.writable(name) {
			trace.Failed(ctx, "this client may write %s", name)
			return errWriteDenied.Because("this client may not write %s (WriteAttributes)", name)
		}
	}
	return nil
}

func attributeMap(list []Attribute) map[string]string {
	m := make(map[string]string, len(list))
	for _, a := range list {
		m[a.Name] = a.Value
	}
	return m
}

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}
