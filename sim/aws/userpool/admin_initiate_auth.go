package userpool

import "context"

// AdminInitiateAuthRequest starts a sign-in from a server that has credentials of its own.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html
type AdminInitiateAuthRequest struct {
	UserPoolId     string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientId       string            `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	AuthFlow       string            `required:"true" enum:"USER_SRP_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN CUSTOM_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH ADMIN_USER_PASSWORD_AUTH USER_AUTH"`
	AuthParameters map[string]string `secret:"PASSWORD REFRESH_TOKEN SECRET_HASH"`
	ClientMetadata map[string]string
	Session        string `min:"20" max:"2048" secret:"true"`
}

// AdminInitiateAuthResponse is either a result or the next challenge.
type AdminInitiateAuthResponse = InitiateAuthResponse

// AdminInitiateAuth signs a user in for a server. It has a password flow of its own; the other flows are those of
// InitiateAuth.
func (s *Service) AdminInitiateAuth(ctx context.Context, in AdminInitiateAuthRequest) (AdminInitiateAuthResponse, error) {
	c, err := s.frozenIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.initiate(ctx, c, start{flow: in.AuthFlow, parameters: in.AuthParameters, metadata: in.ClientMetadata, session: in.Session, admin: true})
}

// frozenIn is frozen for the operations that name the pool too: a client of another pool is none. It
// takes and gives back mu.
func (s *Service) frozenIn(ctx context.Context, poolID, clientID string) (*client, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, err := s.clientIn(ctx, poolID, clientID)
	if err != nil {
		return nil, err
	}
	settings := *c
	return &settings, nil
}
