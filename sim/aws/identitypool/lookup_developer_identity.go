package identitypool

import (
	"context"

	"poolschool/sim/trace"
)

// LookupDeveloperIdentityRequest asks by identity, by the developer's user, or whether both
// belong together.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html
type LookupDeveloperIdentityRequest struct {
	IdentityPoolId          string `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityId              string `min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	DeveloperUserIdentifier string `min:"1" max:"1024"`
	MaxResults              *int   `min:"1" max:"60"` // 10 when left out
	NextToken               string `min:"1" max:"65535" pattern:"[\\S]+"`
}

// LookupDeveloperIdentityResponse is the identity with a page of its developer's users.
type LookupDeveloperIdentityResponse struct {
	IdentityId                  string
	DeveloperUserIdentifierList []string
	NextToken                   string `json:",omitzero"`
}

// LookupDeveloperIdentity translates between identities and the developer's users.
func (s *Service) LookupDeveloperIdentity(ctx context.Context, in LookupDeveloperIdentityRequest) (LookupDeveloperIdentityResponse, error) {
	var none LookupDeveloperIdentityResponse
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolLocked(in.IdentityPoolId)
	if err != nil {
		return none, err
	}
	id := in.IdentityId
	if in.DeveloperUserIdentifier != "" {
		owner, ok := s.linked[developerLink(p, in.DeveloperUserIdentifier)]
		switch {
		case !ok:
			return none, ErrNoDeveloperUser.Saying(in.DeveloperUserIdentifier)
		case id != "" && id != owner:
			trace.Checked(ctx, false, "identity and user belong together", "the user belongs to identity "+owner)
			return none, ErrConflict.Saying("The developer user identifier does not belong to identity '" + id + "'.")
		}
		id = owner
	}
	if id == "" {
		return none, ErrParameter.Saying("Either IdentityId or DeveloperUserIdentifier is required.")
	}
	i, ok := s.identities[id]
	if !ok || i.pool != p.IdentityPoolId {
		return none, ErrNoIdentity.Saying(id)
	}
	users := i.subjectsAt(p.DeveloperProviderName)
	most := 10
	if in.MaxResults != nil {
		most = *in.MaxResults
	}
	from, to, next, err := page(len(users), most, in.NextToken)
	if err != nil {
		return none, err
	}
	return LookupDeveloperIdentityResponse{IdentityId: id, DeveloperUserIdentifierList: append([]string{}, users[from:to]...), NextToken: next}, nil
}

// subjectsAt lists who the identity is at a provider.
func (i *identity) subjectsAt(provider string) []string {
	var out []string
	for _, l := range i.links {
		if l.provider == provider {
			out = append(out, l.subject)
		}
	}
	return out
}
