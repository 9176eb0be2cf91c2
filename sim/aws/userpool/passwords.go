package userpool

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/trace"
)

// defaultPolicy is what CreateUserPool gives a pool without a policy of its own.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
func defaultPolicy() account.PasswordPolicy {
	return account.PasswordPolicy{
		MinimumLength: defaultLength, Uppercase: true, Lowercase: true, Numbers: true, Symbols: true,
		TemporaryValidityDays: defaultTemporaryDays,
	}
}

const (
	defaultLength = 8
	// saltLength of a password record, in bytes.
	saltLength = 16
)

// symbols are the characters that count as a symbol. A space counts inside a password.
const symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "

// The prefix of a broken rule differs between operations: what people set themselves breaks the
// "policy", what administrators and the first-password challenge set breaks the "password policy".
const (
	selfPrefix  = "Password did not conform with policy: "
	adminPrefix = "Password did not conform with password policy: "
)

// Refusals of passwords.
var (
	errPassword = refusal("InvalidPasswordException", "%s")
	// AWS's text is not recorded.
	errPasswordReused = refusal("PasswordHistoryPolicyViolationException", "Password has previously been used.")
)

func (p *pool) policy() account.PasswordPolicy {
	if p.PasswordPolicy == nil {
		return defaultPolicy()
	}
	policy := *p.PasswordPolicy
	if policy.MinimumLength == 0 {
		policy.MinimumLength = defaultLength
	}
	if policy.TemporaryValidityDays == 0 {
		policy.TemporaryValidityDays = defaultTemporaryDays
	}
	return policy
}

// conforms refuses a password that breaks the policy, naming the first rule that it breaks.
// Callers hold mu.
func (p *pool) conforms(ctx context.Context, password, prefix string) error {
	if broken := brokenRule(p.policy(), password); broken != "" {
		trace.Failed(ctx, "the password keeps the pool's policy")
		return errPassword.Saying(prefix + broken)
	}
	trace.Passed(ctx, "the password keeps the pool's policy")
	return nil
}

// brokenRule names the first rule that a password breaks; "" if it breaks none.
func brokenRule(policy account.PasswordPolicy, password string) string {
	has := func(f func(rune) bool) bool { return strings.ContainsFunc(password, f) }
	for _, rule := range []struct {
		on, kept bool
		message  string
	}{
		{true, len([]rune(password)) >= policy.MinimumLength, "Password not long enough"},
		{policy.Uppercase, has(func(r rune) bool { return 'A' <= r && r <= 'Z' }), "Password must have uppercase characters"},
		{policy.Lowercase, has(func(r rune) bool { return 'a' <= r && r <= 'z' }), "Password must have lowercase characters"},
		{policy.Numbers, has(func(r rune) bool { return '0' <= r && r <= '9' }), "Password must have numeric characters"},
		{policy.Symbols, hasSymbol(password), "Password must have symbol characters"},
	} {
		if rule.on && !rule.kept {
			return rule.message
		}
	}
	return ""
}

// hasSymbol looks past spaces at both ends: only one inside counts.
func hasSymbol(password string) bool {
	return strings.ContainsAny(strings.TrimFunc(password, unicode.IsSpace), symbols)
}

// hash makes the record of a password. It takes a millisecond or more, so callers do not hold mu.
// No password at all, where a pool allows that, has an empty record, which nothing fits.
func (s *Service) hash(p *pool, u *user, password string) srp.Password {
	if password == "" {
		return srp.Password{}
	}
	return srp.NewPassword(p.who(u), password, s.Chance.Bytes(saltLength))
}

// replacement holds a new password against policy and history and makes its record. It takes
// and gives back mu.
func (s *Service) replacement(ctx context.Context, p *pool, u *user, password, prefix string) (srp.Password, error) {
	s.mu.RLock()
	err := p.conforms(ctx, password, prefix)
	remembered := p.remembered(u)
	s.mu.RUnlock()
	if err != nil {
		return srp.Password{}, err
	}
	for _, old := range remembered {
		if old.Matches(p.who(u), password) {
			trace.Failed(ctx, "the password is none of the last %d", len(remembered))
			return srp.Password{}, errPasswordReused.Because("the pool remembers the last %d passwords; this is one of them", len(remembered))
		}
	}
	return s.hash(p, u, password), nil
}

// remembered are the passwords that may not be used again: with a history of n, the present one
// and n-1 before it. Callers hold mu.
func (p *pool) remembered(u *user) []srp.Password {
	n := p.policy().History
	if n == 0 || u.password.Verifier == nil {
		return nil
	}
	all := append([]srp.Password{u.password}, u.oldPasswords...)
	return all[:min(n, len(all))]
}

// setPassword puts a new record in the place of the present one. Callers hold mu.
func (s *Service) setPassword(p *pool, u *user, record srp.Password) {
	now := s.Clock.Now()
	u.oldPasswords = slices.Clip(p.remembered(u))
	u.password, u.passwordSet, u.modified = record, now, now
	u.failures = failures{}
}
