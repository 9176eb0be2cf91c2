package userpool

import (
	"strings"
	"unicode"

	"poolschool/sim/account"
)

// defaultPolicy is what CreateUserPool gives a pool without a policy of its own.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
func defaultPolicy() account.PasswordPolicy {
	return account.PasswordPolicy{MinimumLength: defaultLength, Uppercase: true, Lowercase: true, Numbers: true, Symbols: true}
}

const defaultLength = 8

// symbols are the characters that count as a symbol. A space counts inside a password.
const symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "

// policyPrefix differs between operations: SignUp says "policy", administrators and the
// first-password challenge "password policy".
const (
	selfPrefix  = "Password did not conform with policy: "
	adminPrefix = "Password did not conform with password policy: "
)

func (p *pool) policy() account.PasswordPolicy {
	if p.PasswordPolicy == nil {
		return defaultPolicy()
	}
	policy := *p.PasswordPolicy
	if policy.MinimumLength == 0 {
		policy.MinimumLength = defaultLength
	}
	return policy
}

// conforms refuses a password that breaks the policy, naming the first rule that it breaks.
func (p *pool) conforms(password, prefix string) error {
	policy := p.policy()
	has := func(f func(rune) bool) bool { return strings.ContainsFunc(password, f) }
	for _, rule := range []struct {
		on, kept bool
		message  string
	}{
		{true, len([]rune(password)) >= policy.MinimumLength, "Password not long enough"},
		{policy.Uppercase, has(func(r rune) bool { return 'A' <= r && r <= 'Z' }), "Password must have uppercase characters"},
		{policy.Lowercase, has(func(r rune) bool { return 'a' <= r && r <= 'z' }), "Password must have lowercase characters"},
		{policy.Numbers, has(func(r rune) bool { return '0' <= r && r <= '9' }), "Password must have numeric characters"},
		{policy.Symbols, has(isSymbol) && strings.TrimFunc(password, unicode.IsSpace) == password, "Password must have symbol characters"},
	} {
		if rule.on && !rule.kept {
			return refusal("InvalidPasswordException", prefix+rule.message)
		}
	}
	return nil
}

func isSymbol(r rune) bool { return strings.ContainsRune(symbols, r) }
