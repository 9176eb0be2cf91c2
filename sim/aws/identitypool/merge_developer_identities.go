package identitypool

import (
	"context"

	"poolschool/sim/trace"
)

// MergeDeveloperIdentitiesRequest names two users of the developer who are one person.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html
type MergeDeveloperIdentitiesRequest struct {
	SourceUserIdentifier      string `required:"true" min:"1" max:"1024"`
	DestinationUserIdentifier string `required:"true" min:"1" max:"1024"`
	DeveloperProviderName     string `required:"true" min:"1" max:"128" pattern:"[\\w._-]+"`
	IdentityPoolId            string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
}

// MergeDeveloperIdentitiesResponse is the identity that both have now.
type MergeDeveloperIdentitiesResponse struct {
	IdentityId string // the destination's
}

// MergeDeveloperIdentities moves the source's logins to the destination's identity and disables
// the source's.
func (s *Service) MergeDeveloperIdentities(ctx context.Context, in MergeDeveloperIdentitiesRequest) (MergeDeveloperIdentitiesResponse, error) {
	var none MergeDeveloperIdentitiesResponse
	p, err := s.developerPool(ctx, in.IdentityPoolId, in.DeveloperProviderName)
	if err != nil {
		return none, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var found [2]*identity
	for n, user := range []string{in.SourceUserIdentifier, in.DestinationUserIdentifier} {
		id, ok := s.linked[developerLink(p, user)]
		if !ok {
			trace.Failed(ctx, "%q is a user of the developer with an identity", user)
			return none, ErrNoDeveloperUser.Saying(user)
		}
		found[n] = s.identities[id]
	}
	source, destination := found[0], found[1]
	if source == destination {
		return MergeDeveloperIdentitiesResponse{destination.id}, nil
	}
	id, err := s.join(ctx, destination, []*identity{source}, p.IdentityPoolId, nil)
	return MergeDeveloperIdentitiesResponse{id}, err
}
