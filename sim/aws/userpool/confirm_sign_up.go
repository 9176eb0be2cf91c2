package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
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
}

// Refusals of ConfirmSignUp.
var (
	errAlreadyConfirmed = refusal("NotAuthorizedException", "User cannot be confirmed. Current status is %s")
	errAliasTaken       = refusal("AliasExistsException", "An account with the email already exists.")
)

// ConfirmSignUp confirms the user and, in the same step, verifies the address to which the
// code was sent.
func (s *Service) ConfirmSignUp(ctx context.Context, in ConfirmSignUpRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findClient(in.ClientId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if err := c.checkSecretHash(ctx, in.Username, in.SecretHash); err != nil {
		return awsjson.Empty{}, err
	}
	u, ok := c.pool.find(in.Username)
	if !ok {
		if c.HideUnknownUsers {
			return awsjson.Empty{}, errExpiredCode.Because("there is no such user; this client hides that")
		}
		return awsjson.Empty{}, errNoUserForClient
	}
	if u.status != statusUnconfirmed {
		trace.Failed(ctx, "the user is UNCONFIRMED")
		return awsjson.Empty{}, errAlreadyConfirmed.Saying(u.status)
	}
	if taken := c.pool.aliasHolder(u); taken != nil && !in.ForceAliasCreation {
		return awsjson.Empty{}, errAliasTaken.Because("%s has verified the same address", taken.name)
	}
	entered, err := s.enter(u, forSignUp, in.ConfirmationCode, confirmSignUpCap)
	if err != nil {
		trace.Failed(ctx, "the code is the one that was sent, and still good")
		return awsjson.Empty{}, err
	}
	trace.Passed(ctx, "the code is the one that was sent to the user's %s", entered.attribute)
	c.pool.takeAlias(u)
	u.status, u.modified = statusConfirmed, s.Clock.Now()
	u.attributes[entered.attribute+"_verified"] = "true"
	c.pool.index(u)
	trace.Summarize(ctx, "%s is CONFIRMED", u.name)
	return awsjson.Empty{}, nil
}

// aliasHolder is the other user who already signs in with this user's address. Callers hold mu.
func (p *pool) aliasHolder(u *user) *user {
	for _, kind := range p.AliasAttributes {
		if address := u.attributes[kind]; address != "" {
			if other := p.aliases[p.fold(address)]; other != nil && other != u {
				return other
			}
		}
	}
	return nil
}

// takeAlias moves an address to this user; for its former holder it is no longer verified.
// Callers hold mu.
func (p *pool) takeAlias(u *user) {
	for other := p.aliasHolder(u); other != nil; other = p.aliasHolder(u) {
		for _, kind := range p.AliasAttributes {
			if other.attributes[kind] == u.attributes[kind] && u.attributes[kind] != "" {
				other.attributes[kind+"_verified"] = "false"
				delete(p.aliases, p.fold(u.attributes[kind]))
			}
		}
	}
}
