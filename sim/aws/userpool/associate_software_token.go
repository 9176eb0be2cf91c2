package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
)

// AssociateSoftwareTokenRequest starts the set-up of an authenticator app: by a signed-in user, or with
// the session of the challenge MFA_SETUP.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
type AssociateSoftwareTokenRequest struct {
	AccessToken string `pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	Session     string `min:"20" max:"2048" secret:"true"`
}

// AssociateSoftwareTokenResponse holds the secret that the app is fed with, in base32.
type AssociateSoftwareTokenResponse struct {
	SecretCode string `secret:"true"`
	Session    string `json:",omitempty" secret:"true"`
}

// Refusals of the set-up of an authenticator app.
var (
	errTOTPOff   = refusal("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool")
	errOneOf     = refusal("InvalidParameterException", "Exactly one of AccessToken and Session must be sent")
	errTOTPSetup = refusal("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA")
)

// AssociateSoftwareToken hands out a new secret. An app that works already goes on working until the
// new one is proven.
func (s *Service) AssociateSoftwareToken(ctx context.Context, in AssociateSoftwareTokenRequest) (AssociateSoftwareTokenResponse, error) {
	who, err := s.enroller(ctx, in.AccessToken, in.Session)
	if err != nil {
		return AssociateSoftwareTokenResponse{}, err
	}
	out := AssociateSoftwareTokenResponse{SecretCode: s.newSecret()}
	if who.attempt != nil {
		if out.Session, err = s.renew(ctx, who.attempt, false); err != nil {
			return AssociateSoftwareTokenResponse{}, err
		}
	}
	s.mu.Lock()
	who.user.factors.totp.pending = out.SecretCode
	s.mu.Unlock()
	trace.Summarize(ctx, "a secret for the app")
	return out, nil
}

// enroller is a user who sets an authenticator app up.
type enroller struct {
	user    *user
	attempt *attempt // of MFA_SETUP; nil for a signed-in user
}

// enroller finds out who it is, by token or by session. Only a session that waits for MFA_SETUP will do: any
// other would let a password alone replace the second factor.
func (s *Service) enroller(ctx context.Context, accessToken, session string) (enroller, error) {
	if (accessToken == "") == (session == "") {
		return enroller{}, errOneOf
	}
	var who enroller
	var p *pool
	if accessToken != "" {
		b, err := s.bearer(ctx, accessToken)
		if err != nil {
			return enroller{}, err
		}
		who, p = enroller{user: b.user}, b.pool
	} else {
		a, err := s.anywhere(ctx, session, challengeSetup)
		if err != nil {
			return enroller{}, err
		}
		who, p = enroller{user: a.user, attempt: a}, a.client.pool
	}
	s.mu.RLock()
	offered := slices.Contains(p.methods(), factorTOTP)
	s.mu.RUnlock()
	if !offered {
		trace.Failed(ctx, "the pool offers authenticator apps")
		return enroller{}, errTOTPOff
	}
	trace.Passed(ctx, "the pool offers authenticator apps")
	return who, nil
}

// anywhere finds the attempt of a session in whichever pool: these calls name no client.
func (s *Service) anywhere(ctx context.Context, session, challenge string) (*attempt, error) {
	s.mu.RLock()
	print := fingerprint(session)
	i := slices.IndexFunc(s.order, func(p *pool) bool { return p.attempts[print] != nil })
	var c *client
	if i >= 0 {
		c = s.order[i].attempts[print].client
	}
	s.mu.RUnlock()
	if c == nil {
		trace.Failed(ctx, "the session is one of a pool here")
		return nil, errBadSession
	}
	return s.resume(ctx, c, session, challenge, "")
}

// renew gives an attempt a new session string, as every answer does.
func (s *Service) renew(ctx context.Context, a *attempt, verified bool) (string, error) {
	next, err := s.spend(a, nil)
	if err != nil {
		return "", err
	}
	next.verified = verified
	return s.ask(ctx, next, next.challenge, nil).Session, nil
}
