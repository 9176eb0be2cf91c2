package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// InitiateAuthRequest starts a sign-in.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
type InitiateAuthRequest struct {
	AuthFlow       string            `required:"true" enum:"USER_SRP_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN CUSTOM_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH ADMIN_USER_PASSWORD_AUTH USER_AUTH"`
	AuthParameters map[string]string `secret:"PASSWORD REFRESH_TOKEN SECRET_HASH"`
	ClientId       string            `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientMetadata map[string]string
	Session        string `min:"20" max:"2048" secret:"true"`
}

// InitiateAuthResponse is either a result or the next challenge.
type InitiateAuthResponse struct {
	ChallengeName        string                `json:",omitempty"`
	Session              string                `json:",omitempty" secret:"true"`
	ChallengeParameters  map[string]string     `json:",omitzero"`
	AuthenticationResult *AuthenticationResult `json:",omitzero"`
	AvailableChallenges  []string              `json:",omitempty"`
}

// InitiateAuth signs a user in, as far as the flow and the user's state allow in one step.
func (s *Service) InitiateAuth(ctx context.Context, in InitiateAuthRequest) (InitiateAuthResponse, error) {
	c, err := s.frozen(ctx, in.ClientId)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.initiate(ctx, c, start{flow: in.AuthFlow, parameters: in.AuthParameters, metadata: in.ClientMetadata, session: in.Session})
}

// start is what the two operations that begin a sign-in share.
type start struct {
	flow       string
	parameters map[string]string
	metadata   map[string]string
	session    string
	admin      bool
}

// Authentication flows.
const (
	flowPassword = "USER_PASSWORD_AUTH"
	flowAdmin    = "ADMIN_USER_PASSWORD_AUTH"
	flowSRP      = "USER_SRP_AUTH"
	flowRefresh  = "REFRESH_TOKEN_AUTH"
	flowCustom   = "CUSTOM_AUTH"
	flowChoice   = "USER_AUTH"
)

func (s *Service) initiate(ctx context.Context, c *client, in start) (InitiateAuthResponse, error) {
	switch in.flow {
	case "REFRESH_TOKEN":
		in.flow = flowRefresh
	case "ADMIN_NO_SRP_AUTH":
		in.flow = flowAdmin
	}
	if in.admin && in.flow == flowPassword || !in.admin && in.flow == flowAdmin {
		trace.Failed(ctx, "%s belongs to this operation", in.flow)
		return InitiateAuthResponse{}, errFlowUnsupported.Because("administrators sign users in with %s, everybody else with %s", flowAdmin, flowPassword)
	}
	if err := c.checkFlow(ctx, in); err != nil {
		return InitiateAuthResponse{}, err
	}
	switch in.flow {
	case flowRefresh:
		return s.refreshAuth(ctx, c, in.parameters)
	case flowSRP:
		return s.srpAuth(ctx, c, in)
	case flowCustom:
		return s.customAuth(ctx, c, in)
	case flowChoice:
		return s.choiceAuth(ctx, c, in)
	}
	return s.passwordAuth(ctx, c, in)
}

// frozen finds a client and copies its settings, so that one call sees one state of them: an
// administrator may change them meanwhile. It takes and gives back mu.
func (s *Service) frozen(ctx context.Context, id string) (*client, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, err := s.findClient(id)
	if err != nil {
		trace.Failed(ctx, "the client id is known")
		return nil, err
	}
	trace.Passed(ctx, "client %q belongs to user pool %s", c.Name, c.pool.ID)
	settings := *c
	return &settings, nil
}
