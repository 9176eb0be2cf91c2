package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// GetUserAuthFactorsRequest asks how the caller can sign in.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html
type GetUserAuthFactorsRequest struct {
	AccessToken string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
}

// GetUserAuthFactorsResponse lists first and second factors.
type GetUserAuthFactorsResponse struct {
	Username                  string
	ConfiguredUserAuthFactors []string `json:",omitempty"`
	UserMFASettingList        []string `json:",omitempty"`
	PreferredMfaSetting       string   `json:",omitempty"`
}

// GetUserAuthFactors shows what choice-based sign-in would offer the caller, and the second factors that are
// on.
func (s *Service) GetUserAuthFactors(ctx context.Context, in GetUserAuthFactorsRequest) (GetUserAuthFactorsResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return GetUserAuthFactorsResponse{}, err
	}
	first := s.firstFactors(attempt{client: b.client, user: b.user})
	first = slices.DeleteFunc(first, func(f string) bool { return f == firstSRP }) // one way of using the password
	s.mu.RLock()
	defer s.mu.RUnlock()
	list, preferred := b.user.mfaSettings()
	trace.Summarize(ctx, "%d first factors, %d second ones", len(first), len(list))
	return GetUserAuthFactorsResponse{
		Username: b.user.name, ConfiguredUserAuthFactors: first, UserMFASettingList: list, PreferredMfaSetting: preferred,
	}, nil
}
