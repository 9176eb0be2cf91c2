package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// GetUserRequest asks who an access token speaks for.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
type GetUserRequest struct {
	AccessToken string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
}

// GetUserResponse is the profile, as far as the client may read it.
type GetUserResponse struct {
	Username            string
	UserAttributes      []Attribute
	UserMFASettingList  []string `json:",omitempty"`
	PreferredMfaSetting string   `json:",omitempty"`
}

// GetUser returns the profile of the token's user.
func (s *Service) GetUser(ctx context.Context, in GetUserRequest) (GetUserResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return GetUserResponse{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	trace.Summarize(ctx, "%s", b.user.name)
	list, preferred := b.user.mfaSettings()
	return GetUserResponse{
		Username: b.user.name, UserAttributes: b.user.listed(b.client.readable),
		UserMFASettingList: list, PreferredMfaSetting: preferred,
	}, nil
}
