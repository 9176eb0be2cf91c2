package identitypool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// UnlinkDeveloperIdentityRequest takes one of the developer's users off an identity.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html
type UnlinkDeveloperIdentityRequest struct {
	IdentityId              string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityPoolId          string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	DeveloperProviderName   string `required:"true" min:"1" max:"128" pattern:"[\\w._-]+"`
	DeveloperUserIdentifier string `required:"true" min:"1" max:"1024"`
}

// UnlinkDeveloperIdentity takes a user off an identity; the user's next token is for a new one.
func (s *Service) UnlinkDeveloperIdentity(ctx context.Context, in UnlinkDeveloperIdentityRequest) (awsjson.None, error) {
	p, err := s.developerPool(ctx, in.IdentityPoolId, in.DeveloperProviderName)
	if err != nil {
		return awsjson.None{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.identities[in.IdentityId]
	if !ok || i.pool != in.IdentityPoolId {
		return awsjson.None{}, ErrNoIdentity.Saying(in.IdentityId)
	}
	l := developerLink(p, in.DeveloperUserIdentifier)
	if s.linked[l] != i.id {
		trace.Failed(ctx, "the user is linked to identity %s", i.id)
		return awsjson.None{}, ErrConflict.Saying("The developer user identifier does not belong to identity '" + i.id + "'.")
	}
	s.untie(i, l)
	return awsjson.None{}, nil
}
