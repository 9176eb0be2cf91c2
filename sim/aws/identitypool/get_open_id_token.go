package identitypool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
)

// GetOpenIdTokenRequest asks for the token with which a client goes to STS itself.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html
type GetOpenIdTokenRequest struct {
	IdentityId string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	Logins     map[string]string `max:"10" secret:"true"`
}

// GetOpenIdTokenResponse holds the token. The id may be another one after a merge.
type GetOpenIdTokenResponse struct {
	IdentityId string
	Token      string `secret:"true"` // valid for 10 minutes
}

// GetOpenIdToken is the second call of the basic flow.
func (s *Service) GetOpenIdToken(ctx context.Context, in GetOpenIdTokenRequest) (GetOpenIdTokenResponse, error) {
	p, err := s.poolOf(in.IdentityId)
	if err != nil {
		trace.Failed(ctx, "identity %s exists", in.IdentityId)
		return GetOpenIdTokenResponse{}, err
	}
	if err := p.basicAllowed(ctx); err != nil {
		return GetOpenIdTokenResponse{}, err
	}
	if slices.ContainsFunc(slices.Collect(maps.Keys(in.Logins)), isSAML) {
		trace.Failed(ctx, "no login is a SAML provider's: those have the enhanced flow only")
		return GetOpenIdTokenResponse{}, ErrBasicSAML
	}
	p, id, logins, err := s.enter(ctx, in.IdentityId, in.Logins)
	if err != nil {
		return GetOpenIdTokenResponse{}, err
	}
	raw, err := s.mint(p, id, amrOf(logins), p.principalTags(ctx, logins), tokenLife)
	if err != nil {
		return GetOpenIdTokenResponse{}, err
	}
	trace.Summarize(ctx, "OpenID token, 10 min")
	return GetOpenIdTokenResponse{IdentityId: id, Token: raw}, nil
}

// basicAllowed reports whether a client may carry the token to STS itself. It is refused where the
// pool wants to choose roles.
func (p *pool) basicAllowed(ctx context.Context) error {
	if p.AllowClassicFlow != nil && !*p.AllowClassicFlow {
		trace.Failed(ctx, "the pool allows the basic flow")
		return ErrNoBasicFlow.Because("AllowClassicFlow is false")
	}
	if len(p.mappings) > 0 {
		trace.Failed(ctx, "the pool has no role mappings, which the basic flow could go around")
		return ErrBasicMappings.Because("the pool has role mappings; in the basic flow the client would choose the role")
	}
	trace.Passed(ctx, "the pool allows the basic flow")
	return nil
}
