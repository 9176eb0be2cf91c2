package identitypool

import (
	"context"
	"maps"
	"time"

	"poolschool/sim/trace"
)

// GetOpenIdTokenForDeveloperIdentityRequest comes from a backend that vouches for a user of
// its own, with its AWS credentials.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html
type GetOpenIdTokenForDeveloperIdentityRequest struct {
	IdentityPoolId string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	IdentityId     string            `min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"` // to link the user to
	Logins         map[string]string `required:"true" max:"10" secret:"true"`        // the developer's name → user, and others as ever
	PrincipalTags  map[string]string `max:"50"`
	TokenDuration  *int              `min:"1" max:"86400"` // seconds; 900 when left out
}

// GetOpenIdTokenForDeveloperIdentityResponse is what the backend gives to its app.
type GetOpenIdTokenForDeveloperIdentityResponse struct {
	IdentityId string
	Token      string `secret:"true"`
}

// developerTokenLife is how long a developer's token is valid unless asked otherwise.
const developerTokenLife = 15 * time.Minute

// GetOpenIdTokenForDeveloperIdentity makes a token for a user whom only the developer knows.
func (s *Service) GetOpenIdTokenForDeveloperIdentity(ctx context.Context, in GetOpenIdTokenForDeveloperIdentityRequest) (GetOpenIdTokenForDeveloperIdentityResponse, error) {
	var none GetOpenIdTokenForDeveloperIdentityResponse
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		return none, err
	}
	if err := checkTags(in.PrincipalTags, "a value"); err != nil {
		return none, err
	}
	user, ok := in.Logins[p.DeveloperProviderName]
	if p.DeveloperProviderName == "" || !ok || user == "" {
		trace.Failed(ctx, "Logins names a user of the developer provider %q", p.DeveloperProviderName)
		return none, ErrLogins.Because("Logins must hold the pool's developer provider, %q, with the user's identifier", p.DeveloperProviderName)
	}
	others := maps.Clone(in.Logins)
	delete(others, p.DeveloperProviderName)
	logins, err := s.verify(ctx, p, others)
	if err != nil {
		return none, err
	}
	logins = append([]login{{
		provider: p.DeveloperProviderName, subject: user,
		amr: []string{p.DeveloperProviderName, p.DeveloperProviderName + ":" + p.IdentityPoolId + ":" + user},
	}}, logins...)
	id, err := s.developerIdentity(ctx, p, in.IdentityId, logins)
	if err != nil {
		return none, err
	}
	life := developerTokenLife
	if in.TokenDuration != nil {
		life = time.Duration(*in.TokenDuration) * time.Second
	}
	tags := p.principalTags(ctx, logins)
	maps.Copy(tags, in.PrincipalTags)
	raw, err := s.mint(p, id, amrOf(logins), tags, life)
	if err != nil {
		return none, err
	}
	trace.Summarize(ctx, "token for %s", short(id))
	return GetOpenIdTokenForDeveloperIdentityResponse{IdentityId: id, Token: raw}, nil
}

// developerIdentity finds or makes the identity of a developer's user, or links the user to a given
// one. The caller is trusted, so a given identity needs no further login.
func (s *Service) developerIdentity(ctx context.Context, p *pool, given string, logins []login) (string, error) {
	if given == "" {
		return s.resolve(ctx, p.IdentityPoolId, logins)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(given)
	if err != nil {
		return "", err
	}
	if i.pool != p.IdentityPoolId {
		return "", ErrLogins.Because("the identity is of another identity pool")
	}
	if i.disabled {
		return "", ErrForbidden.Saying(given).Because("the identity lost a merge")
	}
	if owner, taken := s.linked[developerLink(p, logins[0].subject)]; taken && owner != given {
		trace.Checked(ctx, false, "the developer's user is free, or linked to this identity", "it belongs to identity "+owner)
		return "", ErrRegistered.Because("the user belongs to identity %s", owner)
	}
	owners := s.owners(p.IdentityPoolId, logins)
	var rest []*identity
	for _, o := range owners {
		if o != i {
			rest = append(rest, o)
		}
	}
	return s.join(ctx, i, rest, p.IdentityPoolId, logins)
}
