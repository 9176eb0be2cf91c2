package userpool

import (
	"context"

	"poolschool/sim/wire/awsjson"
)

// AdminDeleteUserAttributesRequest removes attributes from anybody's profile.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html
type AdminDeleteUserAttributesRequest struct {
	UserPoolId         string   `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username           string   `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	UserAttributeNames []string `required:"true"`
}

// AdminDeleteUserAttributes removes attributes. One that is not set is no error.
func (s *Service) AdminDeleteUserAttributes(ctx context.Context, in AdminDeleteUserAttributesRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return awsjson.Empty{}, err
	}
	return awsjson.Empty{}, s.deleteAttributes(ctx, p, u, in.UserAttributeNames)
}
