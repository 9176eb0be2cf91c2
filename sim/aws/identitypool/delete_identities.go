package identitypool

import "context"

// DeleteIdentitiesRequest names identities of any pools.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html
type DeleteIdentitiesRequest struct {
	IdentityIdsToDelete []string `required:"true" min:"1" max:"60"`
}

// DeleteIdentitiesResponse names those that could not be deleted.
type DeleteIdentitiesResponse struct {
	UnprocessedIdentityIds []UnprocessedIdentityId
}

// UnprocessedIdentityId is an identity that is still there.
type UnprocessedIdentityId struct {
	IdentityId string
	ErrorCode  string // "AccessDenied" or "InternalServerError"
}

// DeleteIdentities deletes identities. Credentials that are out stay valid; the login's next
// call makes a new identity.
func (s *Service) DeleteIdentities(_ context.Context, in DeleteIdentitiesRequest) (DeleteIdentitiesResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := DeleteIdentitiesResponse{UnprocessedIdentityIds: []UnprocessedIdentityId{}}
	for _, id := range in.IdentityIdsToDelete {
		i, ok := s.identities[id]
		if !ok {
			// An identity of another account answers the same as one that never was.
			out.UnprocessedIdentityIds = append(out.UnprocessedIdentityIds, UnprocessedIdentityId{id, "AccessDenied"})
			continue
		}
		s.remove(i)
	}
	return out, nil
}

// remove deletes an identity and remembers that there was one. The caller holds the lock.
func (s *Service) remove(i *identity) {
	for _, l := range i.links {
		delete(s.linked, l)
	}
	delete(s.identities, i.id)
	s.deleted[i.id] = i.pool
}
