package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AdminUserRequest names a user of a pool: the whole request of several operations. The username may
// also be the sub or an alias.
type AdminUserRequest struct {
	UserPoolId     string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Username       string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	ClientMetadata map[string]string
}

// User is a profile as administrators' operations list it.
type User struct {
	Username             string
	Attributes           []Attribute
	UserCreateDate       awsjson.Epoch
	UserLastModifiedDate awsjson.Epoch
	Enabled              bool
	UserStatus           string
}

// shown is the profile as an administrator sees it. Callers hold mu.
func (u *user) shown() User {
	return User{
		Username: u.name, Attributes: u.listed(func(string) bool { return true }), UserStatus: u.status, Enabled: !u.disabled,
		UserCreateDate: awsjson.Epoch{Time: u.created}, UserLastModifiedDate: awsjson.Epoch{Time: u.modified},
	}
}

// userIn finds a pool and a user in it. An administrator is always told that a user is missing.
// Callers hold mu.
func (s *Service) userIn(ctx context.Context, poolID, name string) (*pool, *user, error) {
	p, err := s.poolIn(ctx, poolID)
	if err != nil {
		return nil, nil, err
	}
	u, ok := p.find(name)
	if !ok {
		trace.Failed(ctx, "user %q is in the pool", name)
		return nil, nil, errNoUser
	}
	trace.Passed(ctx, "user %q is in the pool", name)
	return p, u, nil
}

// poolIn finds a pool by id. Callers hold mu.
func (s *Service) poolIn(ctx context.Context, id string) (*pool, error) {
	p, err := s.findPool(id)
	if err != nil {
		trace.Failed(ctx, "user pool %s exists", id)
		return nil, err
	}
	trace.Passed(ctx, "user pool %s exists", id)
	return p, nil
}

// poolARN is what IAM is asked about: the pool that the operation names.
func (s *Service) poolARN(id string) string {
	return "arn:aws:cognito-idp:" + s.Region + ":" + s.AccountID + ":userpool/" + id
}

func (s *Service) arnOfUser(in AdminUserRequest) string { return s.poolARN(in.UserPoolId) }
