package identitypool

import (
	"context"
	"slices"

	"poolschool/sim/wire/awsjson"
)

// DeleteIdentityPool deletes a pool with its identities. Credentials that are out stay valid.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentityPool.html
func (s *Service) DeleteIdentityPool(_ context.Context, in PoolRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.poolLocked(in.IdentityPoolId); err != nil {
		return awsjson.None{}, err
	}
	for _, i := range s.identitiesOf(in.IdentityPoolId) {
		s.remove(i)
	}
	delete(s.pools, in.IdentityPoolId)
	s.poolOrder = slices.DeleteFunc(s.poolOrder, func(id string) bool { return id == in.IdentityPoolId })
	return awsjson.None{}, nil
}
