package identitypool

import (
	"context"

	"poolschool/sim/wire/awsjson"
)

// DescribeIdentityRequest names an identity.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html
type DescribeIdentityRequest struct {
	IdentityId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
}

// IdentityDescription is all there is to an identity.
type IdentityDescription struct {
	IdentityId       string
	Logins           []string `json:",omitzero"` // names of providers, no person
	CreationDate     awsjson.Epoch
	LastModifiedDate awsjson.Epoch
}

// DescribeIdentity shows an identity: no name, no address, only where its logins come from.
func (s *Service) DescribeIdentity(_ context.Context, in DescribeIdentityRequest) (IdentityDescription, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.identities[in.IdentityId]
	if !ok {
		return IdentityDescription{}, ErrNoIdentity.Saying(in.IdentityId)
	}
	return i.description(), nil
}

func (i *identity) description() IdentityDescription {
	return IdentityDescription{IdentityId: i.id, Logins: i.providers(), CreationDate: at(i.created), LastModifiedDate: at(i.modified)}
}
