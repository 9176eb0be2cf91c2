package userpool

import "context"

// AdminRespondToAuthChallengeRequest answers a challenge from a server.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html
type AdminRespondToAuthChallengeRequest struct {
	UserPoolId         string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientId           string            `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ChallengeName      string            `required:"true" enum:"SMS_MFA EMAIL_OTP SOFTWARE_TOKEN_MFA SELECT_MFA_TYPE MFA_SETUP PASSWORD_VERIFIER CUSTOM_CHALLENGE SELECT_CHALLENGE DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER ADMIN_NO_SRP_AUTH NEW_PASSWORD_REQUIRED SMS_OTP PASSWORD WEB_AUTHN PASSWORD_SRP"`
	ChallengeResponses map[string]string `secret:"PASSWORD NEW_PASSWORD SECRET_HASH SMS_MFA_CODE EMAIL_OTP_CODE SMS_OTP_CODE SOFTWARE_TOKEN_MFA_CODE"`
	Session            string            `min:"20" max:"2048" secret:"true"`
	ClientMetadata     map[string]string
}

// AdminRespondToAuthChallengeResponse is either a result or the next challenge.
type AdminRespondToAuthChallengeResponse = InitiateAuthResponse

// AdminRespondToAuthChallenge takes a sign-in on by one step. A session that InitiateAuth opened
// can be answered here too, and the other way round.
func (s *Service) AdminRespondToAuthChallenge(ctx context.Context, in AdminRespondToAuthChallengeRequest) (AdminRespondToAuthChallengeResponse, error) {
	c, err := s.frozenIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.respond(ctx, c, answer{challenge: in.ChallengeName, responses: in.ChallengeResponses, session: in.Session, metadata: in.ClientMetadata})
}
