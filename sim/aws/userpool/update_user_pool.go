package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// UpdateUserPoolRequest sets a pool's settings anew.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
type UpdateUserPoolRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	PoolName   string `min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	PoolSettings
}

// UpdateUserPool replaces the settings. What the call leaves out goes back to its default, a surprise
// to many; name and MFA stay.
func (s *Service) UpdateUserPool(ctx context.Context, in UpdateUserPoolRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if in.MfaConfiguration == "" {
		in.MfaConfiguration = p.MFA
	}
	if err := in.check(p.UserPool, p.webAuthn); err != nil {
		trace.Failed(ctx, "the settings fit together")
		return awsjson.Empty{}, err
	}
	trace.Passed(ctx, "the settings fit together")
	in.write(&p.UserPool)
	if in.PoolName != "" {
		p.Name = in.PoolName
	}
	p.shown, p.mfaTexts.sms, p.modified = in.PoolSettings, in.SmsAuthenticationMessage, s.Clock.Now()
	trace.Because(ctx, "settings that the call leaves out are back at their defaults")
	trace.Summarize(ctx, "user pool %s", p.Name)
	return awsjson.Empty{}, nil
}
