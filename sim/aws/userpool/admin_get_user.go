package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminGetUserResponse is a whole profile. Its attributes stand in UserAttributes, where other
// administrators' operations say Attributes.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
type AdminGetUserResponse struct {
	Username             string
	UserAttributes       []Attribute
	UserCreateDate       awsjson.Epoch
	UserLastModifiedDate awsjson.Epoch
	Enabled              bool
	UserStatus           string
	UserMFASettingList   []string `json:",omitempty"`
	PreferredMfaSetting  string   `json:",omitempty"`
}

// AdminGetUser returns a profile.
func (s *Service) AdminGetUser(ctx context.Context, in AdminUserRequest) (AdminGetUserResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return AdminGetUserResponse{}, err
	}
	trace.Summarize(ctx, "%s is %s", u.name, u.status)
	shown := u.shown()
	list, preferred := u.mfaSettings()
	return AdminGetUserResponse{
		Username: shown.Username, UserAttributes: shown.Attributes, UserCreateDate: shown.UserCreateDate,
		UserLastModifiedDate: shown.UserLastModifiedDate, Enabled: shown.Enabled, UserStatus: shown.UserStatus,
		UserMFASettingList: list, PreferredMfaSetting: preferred,
	}, nil
}
