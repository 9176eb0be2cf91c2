package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// ConfirmSignUpRequest brings the code that a new user received.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
type ConfirmSignUpRequest struct {
	ClientId           string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	SecretHash         string `min:"1" max:"128" pattern:"[\\w+=/]+" secret:"true"`
	Username           string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" sensitive:"true"`
	ConfirmationCode   string `required:"true" min:"1" max:"2048" pattern:"[\\S]+"`
	ForceAliasCreation bool
	ClientMetadata     map[string]string
	Session            string `min:"20" max:"2048" secret:"true"`
}

// ConfirmSignUpResponse holds a session with which the user signs in at once, where SignUp gave one.
type ConfirmSignUpResponse struct {
	Session string `json:",omitempty" secret:"true"`
}

// Refusals of ConfirmSignUp.
var (
	errAlreadyConfirmed = refusal("NotAuthorizedException", "User cannot be confirmed. Current status is %s")
	errAliasTaken       = refusal("AliasExistsException", "An account with the %s already exists.")
)

// ConfirmSignUp confirms the user and, in the same step, verifies the address to which the
// code was sent.
func (s *Service) ConfirmSignUp(ctx context.Context, in ConfirmSignUpRequest) (ConfirmSignUpResponse, error) {
	if err := s.checkSignUpSession(ctx, in); err != nil {
		return ConfirmSignUpResponse{}, err
	}
	c, u, err := s.confirmByCode(ctx, in)
	if err != nil {
		return ConfirmSignUpResponse{}, err
	}
	var out ConfirmSignUpResponse
	if in.Session != "" {
		out.Session = s.signUpSession(c, u, in.Username, waitsForSignIn)
	}
	return out, s.confirmed(ctx, c.pool, c, u, in.ClientMetadata)
}

// confirmByCode takes and gives back mu.
func (s *Service) confirmByCode(ctx context.Context, in ConfirmSignUpRequest) (*client, *user, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.clientOf(ctx, in.ClientId, in.Username, in.SecretHash)
	if err != nil {
		return nil, nil, err
	}
	u, err := c.person(ctx, in.Username, errExpiredCode)
	if err != nil {
		return nil, nil, err
	}
	if err := s.checkConfirmable(ctx, u); err != nil {
		return nil, nil, err
	}
	typed, err := s.look(ctx, u, forSignUp, in.ConfirmationCode)
	if err != nil {
		return nil, nil, err
	}
	if err := c.pool.checkAlias(ctx, u, typed, in.ForceAliasCreation); err != nil {
		return nil, nil, err
	}
	delete(u.codes, forSignUp)
	c.pool.unindex(u)
	u.status, u.modified = statusConfirmed, s.Clock.Now()
	if u.attributes[typed.attribute] == typed.value {
		u.attributes[typed.attribute+"_verified"] = "true"
	}
	c.pool.takeAliases(u)
	c.pool.index(u)
	trace.Summarize(ctx, "%s is CONFIRMED", u.name)
	return c, u, nil
}

// checkConfirmable refuses a user who is not waiting to be confirmed. Callers hold mu.
func (s *Service) checkConfirmable(ctx context.Context, u *user) error {
	if u.status != statusUnconfirmed {
		trace.Failed(ctx, "the user is UNCONFIRMED")
		return errAlreadyConfirmed.Saying(u.status)
	}
	trace.Passed(ctx, "the user is UNCONFIRMED")
	return s.within(ctx, u, confirmSignUpCap)
}

// checkAlias refuses to verify an address that is somebody else's alias, unless it shall move. The
// code stays good for that. Callers hold mu.
func (p *pool) checkAlias(ctx context.Context, u *user, typed *code, force bool) error {
	other := p.holder(u, typed.value)
	if other == nil || !slices.Contains(p.AliasAttributes, typed.attribute) {
		return nil
	}
	if force {
		trace.Passed(ctx, "the %s moves here from %s (ForceAliasCreation)", typed.attribute, other.name)
		return nil
	}
	trace.Failed(ctx, "the %s is nobody else's alias", typed.attribute)
	return errAliasTaken.Saying(typed.attribute).Because("%s has verified the same address; ForceAliasCreation would move it", other.name)
}
