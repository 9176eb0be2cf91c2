package userpool

import (
	"context"
	"strings"

	"poolschool/sim/trace"
)

// Refusals of password resets.
var (
	errNoChannel = refusal("InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number")
	errBadState  = refusal("NotAuthorizedException", "User password cannot be reset in the current state.")
	// AWS's text is not recorded.
	errAdminOnlyReset = refusal("NotAuthorizedException", "Contact administrator to reset password.")
)

// adminOnly is the recovery setting that leaves people no way to help themselves.
const adminOnly = "admin_only"

// channels are the attributes over which the pool lets people reset a password, best first. A
// pool without a setting prefers the phone number.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
func (p *pool) channels() []string {
	recovery := p.Recovery
	if len(recovery) == 0 {
		recovery = []string{"verified_phone_number", "verified_email"}
	}
	var out []string
	for _, option := range recovery {
		if attribute, ok := strings.CutPrefix(option, "verified_"); ok {
			out = append(out, attribute)
		}
	}
	return out
}

// resetChannel is the attribute to which a user's reset code goes. Callers hold mu.
func (p *pool) resetChannel(ctx context.Context, u *user) (string, error) {
	switch {
	case len(p.channels()) == 0:
		trace.Failed(ctx, "people may reset their passwords here (AccountRecoverySetting)")
		return "", errAdminOnlyReset.Because("AccountRecoverySetting is admin_only")
	case u.disabled:
		trace.Failed(ctx, "the user is enabled")
		return "", errDisabled
	case u.status == statusForceChange || u.status == statusExternal:
		trace.Failed(ctx, "the user is in a state with a password of their own: it is %s", u.status)
		return "", errBadState.Because("the user is %s", u.status)
	}
	for _, attribute := range p.channels() {
		if u.attributes[attribute] == "" || !u.verified(attribute) {
			continue
		}
		if p.secondFactor(u, attribute) {
			trace.Failed(ctx, "%s is not the user's second factor", attribute)
			continue
		}
		trace.Passed(ctx, "the user's %s is verified, so the code can go there", attribute)
		return attribute, nil
	}
	trace.Failed(ctx, "the user has a verified e-mail or phone number")
	return "", errNoChannel.Because("confirmed is not verified: email_verified is %q, phone_number_verified is %q",
		u.attributes["email_verified"], u.attributes["phone_number_verified"])
}

// secondFactor reports whether an address receives the user's MFA codes: one stolen mailbox must
// not be enough for both.
func (p *pool) secondFactor(u *user, attribute string) bool {
	for _, method := range p.usable(u) {
		if method != factorTOTP && attributeOf(method) == attribute {
			return true
		}
	}
	return false
}
