package identitypool

import (
	"context"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// GetCredentialsForIdentityRequest trades an identity, with its logins, for credentials.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
type GetCredentialsForIdentityRequest struct {
	IdentityId    string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	Logins        map[string]string `max:"10" secret:"true"` // provider → token
	CustomRoleArn string            `min:"20" max:"2048"`
}

// GetCredentialsForIdentityResponse holds the credentials. The id may be another one after a merge.
type GetCredentialsForIdentityResponse struct {
	IdentityId  string
	Credentials Credentials
}

// Credentials are temporary AWS credentials. STS calls the second member SecretAccessKey.
type Credentials struct {
	AccessKeyId  string
	SecretKey    string        `secret:"true"`
	SessionToken string        `secret:"true"`
	Expiration   awsjson.Epoch // seconds since 1970
}

func at(t time.Time) awsjson.Epoch { return awsjson.At(t) }

// GetCredentialsForIdentity is the enhanced flow: the identity pool chooses the role and asks STS
// itself.
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
func (s *Service) GetCredentialsForIdentity(ctx context.Context, in GetCredentialsForIdentityRequest) (GetCredentialsForIdentityResponse, error) {
	var none GetCredentialsForIdentityResponse
	p, id, logins, err := s.enter(ctx, in.IdentityId, in.Logins)
	if err != nil {
		return none, err
	}
	role, err := s.chooseRole(ctx, p, logins, in.CustomRoleArn)
	if err != nil {
		return none, err
	}
	openID, err := s.mint(p, id, amrOf(logins), p.principalTags(ctx, logins), tokenLife)
	if err != nil {
		return none, err
	}
	credentials, err := s.assume(ctx, role, openID, len(logins) == 0)
	if err != nil {
		return none, err
	}
	trace.Summarize(ctx, "role %s", nameOf(role))
	return GetCredentialsForIdentityResponse{IdentityId: id, Credentials: credentials}, nil
}

// enter is what every call with an identity id begins with: the identity's pool, true logins,
// and the identity that they lead to.
func (s *Service) enter(ctx context.Context, identityID string, tokens map[string]string) (*pool, string, []login, error) {
	p, err := s.poolOf(identityID)
	if err != nil {
		trace.Failed(ctx, "identity %s exists", identityID)
		return nil, "", nil, err
	}
	trace.Passed(ctx, "identity %s is of identity pool %q", short(identityID), p.IdentityPoolName)
	if len(tokens) == 0 {
		if err := p.guestsAllowed(ctx); err != nil {
			return nil, "", nil, err
		}
	}
	logins, err := s.verify(ctx, p, tokens)
	if err != nil {
		return nil, "", nil, err
	}
	id, err := s.claim(ctx, identityID, logins)
	return p, id, logins, err
}

// amrOf says in the OpenID token how the identity proved itself.
func amrOf(logins []login) []string {
	if len(logins) == 0 {
		return []string{unauthenticated}
	}
	amr := []string{authenticated}
	for _, l := range logins {
		amr = append(amr, l.amr...)
	}
	return amr
}
