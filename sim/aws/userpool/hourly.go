package userpool

import (
	"context"
	"time"

	"poolschool/sim/trace"
)

// hourlyCap is how often operations may be called for one user within an hour.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
type hourlyCap struct {
	name string // operations with the same name share it
	most int
}

// The caps. AWS moves the one of password resets between 5 and 20 by risk; a user of the simulator
// is no risk.
var (
	confirmSignUpCap   = hourlyCap{"ConfirmSignUp", 15}
	resendCap          = hourlyCap{"ResendConfirmationCode", 5}
	verifyAttributeCap = hourlyCap{"VerifyUserAttribute", 15}
	attributeCodeCap   = hourlyCap{"GetUserAttributeVerificationCode", 5}
	resetCap           = hourlyCap{"ForgotPassword and ConfirmForgotPassword", 20}
	changePasswordCap  = hourlyCap{"ChangePassword", 5}
)

// within counts one more call for the user, or refuses it. Callers hold mu.
func (s *Service) within(ctx context.Context, u *user, limit hourlyCap) error {
	now := s.Clock.Now()
	calls := lately(u.calls[limit.name], now)
	if u.calls == nil {
		u.calls = map[string][]time.Time{}
	}
	if len(calls) >= limit.most {
		u.calls[limit.name] = calls
		trace.Failed(ctx, "%s: fewer than %d calls for this user within the hour", limit.name, limit.most)
		return errTooOften.Because("%d calls within an hour; %d are allowed, the next from %s on",
			len(calls), limit.most, calls[0].Add(time.Hour).Format(time.TimeOnly))
	}
	u.calls[limit.name] = append(calls, now)
	return nil
}

// lately keeps the times of the last hour.
func lately(times []time.Time, now time.Time) []time.Time {
	kept := times[:0:0]
	for _, t := range times {
		if now.Sub(t) < time.Hour {
			kept = append(kept, t)
		}
	}
	return kept
}
