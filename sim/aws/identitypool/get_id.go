package identitypool

import (
	"context"

	"poolschool/sim/trace"
)

// GetIdRequest asks for the identity of the logins, or for a new guest without any.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html
type GetIdRequest struct {
	IdentityPoolId string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	Logins         map[string]string `max:"10" secret:"true"`            // provider → token
	AccountId      string            `min:"1" max:"15" pattern:"[\\d]+"` // not needed
}

// GetIdResponse names the identity.
type GetIdResponse struct {
	IdentityId string // "us-east-1:UUID"
}

// GetId answers the identity of a login, always the same; a guest is a new one each time.
func (s *Service) GetId(ctx context.Context, in GetIdRequest) (GetIdResponse, error) {
	p, err := s.pool(in.IdentityPoolId)
	if err != nil {
		trace.Failed(ctx, "identity pool %s exists", in.IdentityPoolId)
		return GetIdResponse{}, err
	}
	trace.Passed(ctx, "identity pool %q exists", p.IdentityPoolName)
	if len(in.Logins) == 0 {
		if err := p.guestsAllowed(ctx); err != nil {
			return GetIdResponse{}, err
		}
	}
	if _, own := in.Logins[cognito]; own {
		trace.Failed(ctx, "login token: not one of Cognito's own")
		return GetIdResponse{}, ErrCognitoToken.Because("a developer's token already says which identity it is for; go on to GetCredentialsForIdentity")
	}
	logins, err := s.verify(ctx, p, in.Logins)
	if err != nil {
		return GetIdResponse{}, err
	}
	id, err := s.resolve(ctx, p.IdentityPoolId, logins)
	if err != nil {
		return GetIdResponse{}, err
	}
	trace.Summarize(ctx, "%s", short(id))
	return GetIdResponse{IdentityId: id}, nil
}

// guestsAllowed reports whether the pool takes calls without logins.
func (p *pool) guestsAllowed(ctx context.Context) error {
	if !p.guests() {
		trace.Checked(ctx, false, "the call brings a login, or the pool allows guests", "no Logins in this call, and guests are off")
		return ErrNoGuests.Because("the call has no Logins, which makes it a guest's, and AllowUnauthenticatedIdentities is false")
	}
	trace.Passed(ctx, "no login in this call: the pool allows guests")
	return nil
}
