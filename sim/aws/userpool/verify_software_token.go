package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// VerifySoftwareTokenRequest proves that the app was fed with the secret.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
type VerifySoftwareTokenRequest struct {
	AccessToken        string `pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	Session            string `min:"20" max:"2048" secret:"true"`
	UserCode           string `required:"true" min:"6" max:"6" pattern:"[0-9]+" sensitive:"true"`
	FriendlyDeviceName string `max:"131072"`
}

// VerifySoftwareTokenResponse says SUCCESS; the session is for RespondToAuthChallenge.
type VerifySoftwareTokenResponse struct {
	Status  string
	Session string `json:",omitempty" secret:"true"`
}

// errNoPending answers a code before there is a secret. AWS's words are not recorded.
var errNoPending = refusal("EnableSoftwareTokenMFAException", "No software token is associated with the user")

// VerifySoftwareToken takes the first code of the app. For a signed-in user the app then only waits
// to be switched on (SetUserMFAPreference); in MFA_SETUP, answering the challenge does that.
func (s *Service) VerifySoftwareToken(ctx context.Context, in VerifySoftwareTokenRequest) (VerifySoftwareTokenResponse, error) {
	who, err := s.enroller(ctx, in.AccessToken, in.Session)
	if err != nil {
		return VerifySoftwareTokenResponse{}, err
	}
	if err := s.prove(ctx, who.user, in); err != nil {
		return VerifySoftwareTokenResponse{}, err
	}
	out := VerifySoftwareTokenResponse{Status: "SUCCESS"}
	if who.attempt != nil {
		if out.Session, err = s.renew(ctx, who.attempt, true); err != nil {
			return VerifySoftwareTokenResponse{}, err
		}
	}
	trace.Summarize(ctx, "the app is proven")
	return out, nil
}

func (s *Service) prove(ctx context.Context, u *user, in VerifySoftwareTokenRequest) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.codesOpen(ctx, u); err != nil {
		return err
	}
	app := &u.factors.totp
	if app.pending == "" {
		trace.Failed(ctx, "a secret was handed out before")
		return errNoPending.Because("AssociateSoftwareToken comes first")
	}
	if _, fits := step(app.pending, in.UserCode, s.times()); !fits {
		u.codeFailures.wrong(s.Clock.Now())
		trace.Failed(ctx, "the code is the app's for this half minute, or the one before or after")
		return errTOTPSetup.Because("with that secret the app shows another code now")
	}
	u.codeFailures = failures{}
	*app = authenticator{secret: app.pending, verified: true, name: in.FriendlyDeviceName}
	app.take(app.secret, in.UserCode, s.times()) // it counts as used
	trace.Passed(ctx, "the code is the app's: the secret is in use from now on")
	return nil
}
