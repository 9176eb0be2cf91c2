package userpool

import (
	"context"
	"strings"

	"poolschool/sim/trace"
)

// RespondToAuthChallengeRequest answers the challenge that a sign-in has come to.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
type RespondToAuthChallengeRequest struct {
	ClientId           string            `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ChallengeName      string            `required:"true" enum:"SMS_MFA EMAIL_OTP SOFTWARE_TOKEN_MFA SELECT_MFA_TYPE MFA_SETUP PASSWORD_VERIFIER CUSTOM_CHALLENGE SELECT_CHALLENGE DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER ADMIN_NO_SRP_AUTH NEW_PASSWORD_REQUIRED SMS_OTP PASSWORD WEB_AUTHN PASSWORD_SRP"`
	ChallengeResponses map[string]string `secret:"PASSWORD NEW_PASSWORD SECRET_HASH SMS_MFA_CODE EMAIL_OTP_CODE SMS_OTP_CODE SOFTWARE_TOKEN_MFA_CODE"`
	Session            string            `min:"20" max:"2048" secret:"true"`
	ClientMetadata     map[string]string
}

// RespondToAuthChallengeResponse is either a result or the next challenge.
type RespondToAuthChallengeResponse = InitiateAuthResponse

// RespondToAuthChallenge takes a sign-in on by one step.
func (s *Service) RespondToAuthChallenge(ctx context.Context, in RespondToAuthChallengeRequest) (RespondToAuthChallengeResponse, error) {
	c, err := s.frozen(ctx, in.ClientId)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.respond(ctx, c, answer{challenge: in.ChallengeName, responses: in.ChallengeResponses, session: in.Session, metadata: in.ClientMetadata})
}

// answer is what the two operations that answer a challenge share.
type answer struct {
	challenge string
	responses map[string]string
	session   string
	metadata  map[string]string
}

// errUnsupportedChallenge answers challenges that nobody was given.
var errUnsupportedChallenge = refusal("InvalidParameterException", "Unsupported challenge %s")

func (s *Service) respond(ctx context.Context, c *client, in answer) (InitiateAuthResponse, error) {
	username := in.responses["USERNAME"]
	if username == "" {
		trace.Failed(ctx, "USERNAME is sent")
		return InitiateAuthResponse{}, errMissing.Saying("USERNAME")
	}
	if err := c.checkSecretHash(ctx, username, in.responses["SECRET_HASH"]); err != nil {
		return InitiateAuthResponse{}, err
	}
	judge := s.challenge(in.challenge)
	if judge == nil {
		return InitiateAuthResponse{}, errUnsupportedChallenge.Saying(in.challenge)
	}
	a, err := s.continued(ctx, c, in, username)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return judge(ctx, a, in)
}

// challenge is who judges the answers to a challenge; nil for those that are never asked.
func (s *Service) challenge(name string) func(context.Context, *attempt, answer) (InitiateAuthResponse, error) {
	switch name {
	case challengePassword:
		return s.answerVerifier
	case challengeNewPassword:
		return s.answerNewPassword
	case factorTOTP:
		return s.answerTOTP
	case factorSMS, factorEmail, "SMS_OTP":
		return s.answerCode
	case challengeSelectMFA:
		return s.answerSelectMFA
	case challengeSetup:
		return s.answerSetup
	case challengeSelect:
		return s.answerSelect
	case "PASSWORD", "PASSWORD_SRP":
		return s.answerChosen
	case challengeCustom:
		return s.answerCustom
	case challengeDeviceSRP:
		return s.answerDeviceSRP
	case challengeDevice:
		return s.answerDevice
	}
	return nil
}

// needs names the first response that is missing.
func (in answer) needs(names ...string) error {
	for _, name := range names {
		if in.responses[name] == "" {
			return errMissing.Saying(name)
		}
	}
	return nil
}

// continued finds the sign-in that is being answered: by its session or, for a password
// verifier, by the secret block, which is enough alone.
func (s *Service) continued(ctx context.Context, c *client, in answer, username string) (*attempt, error) {
	if !strings.HasSuffix(in.challenge, challengePassword) {
		return s.resume(ctx, c, in.session, in.challenge, username)
	}
	if err := in.needs("PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"); err != nil {
		return nil, err
	}
	a, err := s.resume(ctx, c, in.responses["PASSWORD_CLAIM_SECRET_BLOCK"], in.challenge, username)
	if err != nil {
		return nil, errWrongPassword.Because("PASSWORD_CLAIM_SECRET_BLOCK leads to no exchange that is open: %v", err)
	}
	if in.session == "" {
		return a, nil
	}
	other, err := s.resume(ctx, c, in.session, in.challenge, username)
	if err != nil {
		return nil, err
	}
	if other != a {
		trace.Failed(ctx, "session and PASSWORD_CLAIM_SECRET_BLOCK belong together")
		return nil, errBadSession.Because("the session was opened with another secret block")
	}
	return a, nil
}
