package userpool

import (
	"context"
	"slices"
	"strings"
	"time"

	"poolschool/sim/trace"
)

const (
	challengeSelectMFA = "SELECT_MFA_TYPE"
	challengeSetup     = "MFA_SETUP"
)

// standing is what counts for the way on after the first factor.
type standing struct {
	name, mode               string
	usable, canSetUp         []string
	preferred                string
	tracks, skips            bool // devices
	deviceKnown, deviceTrust bool
}

func (s *Service) standing(a *attempt) standing {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, u := a.client.pool, a.user
	d := u.device(a.deviceKey)
	return standing{
		name: u.name, mode: p.mfaMode(), usable: p.usable(u), canSetUp: p.canSetUp(), preferred: u.factors.preferred,
		tracks: p.DeviceTracking, skips: p.DeviceSkipsMFA, deviceKnown: d != nil, deviceTrust: d != nil && d.confirmed && d.remembered,
	}
}

// secondFactor decides what comes after the first: a remembered device, a code, setting a
// second factor up, or tokens.
func (s *Service) secondFactor(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	is := s.standing(&a)
	switch {
	case is.tracks && a.deviceKey != "" && !is.deviceKnown:
		trace.Failed(ctx, "DEVICE_KEY is one of this user's devices")
		return InitiateAuthResponse{}, errNoDevice.Because("the user has no device with that key; it may have been forgotten")
	case is.tracks && is.deviceTrust && a.device == nil:
		trace.Passed(ctx, "the device is remembered: it must prove itself")
		return s.ask(ctx, a, challengeDeviceSRP, map[string]string{"USERNAME": is.name, "DEVICE_KEY": a.deviceKey}), nil
	case a.device != nil && is.skips:
		trace.Passed(ctx, "the device stands for the second factor")
		return s.finish(ctx, a)
	case a.passwordless || is.mode == mfaOff:
		return s.finish(ctx, a)
	case len(is.usable) == 0 && is.mode == mfaOn:
		return s.ask(ctx, a, challengeSetup, map[string]string{"USER_ID_FOR_SRP": is.name, "MFAS_CAN_SETUP": asJSON(is.canSetUp)}), nil
	case len(is.usable) == 0:
		trace.Passed(ctx, "the user has no second factor, and the pool does not require one")
		return s.finish(ctx, a)
	case slices.Contains(is.usable, is.preferred):
		return s.askFactor(ctx, a, is.preferred)
	case len(is.usable) == 1:
		return s.askFactor(ctx, a, is.usable[0])
	}
	a.offered = is.usable
	return s.ask(ctx, a, challengeSelectMFA, map[string]string{"USER_ID_FOR_SRP": is.name, "MFAS_CAN_CHOOSE": asJSON(is.usable)}), nil
}

// canSetUp are the factors that a user can set up on the way in.
func (p *pool) canSetUp() []string {
	return slices.DeleteFunc(slices.Clone(p.methods()), func(m string) bool { return m == factorSMS })
}

// askFactor asks for one second factor.
func (s *Service) askFactor(ctx context.Context, a attempt, method string) (InitiateAuthResponse, error) {
	if method != factorTOTP {
		return s.sendOTP(ctx, a, method)
	}
	s.mu.RLock()
	parameters := map[string]string{"USER_ID_FOR_SRP": a.user.name}
	if label := a.user.factors.totp.name; label != "" {
		parameters["FRIENDLY_DEVICE_NAME"] = label
	}
	s.mu.RUnlock()
	trace.Passed(ctx, "a second factor is asked for")
	return s.ask(ctx, a, factorTOTP, parameters), nil
}

// Refusals of second factors.
var (
	errWrongTOTP       = refusal("CodeMismatchException", "Invalid code received for user")
	errTOTPAgain       = refusal("ExpiredCodeException", "Your software token has already been used once.")
	errCodesLocked     = refusal("NotAuthorizedException", "Too many invalid credentials attempts. User temporarily locked. Please try again after few seconds.")
	errNotOffered      = refusal("InvalidParameterException", "%s is not one of the choices")
	errSetupUnverified = refusal("InvalidParameterException", "User has not verified software token mfa")
)

// codesOpen refuses codes while the user is locked out by wrong ones. Callers hold mu.
func (s *Service) codesOpen(ctx context.Context, u *user) error {
	left, locked := u.codeFailures.locked(s.Clock.Now())
	if !locked {
		return nil
	}
	trace.Failed(ctx, "not locked out by wrong codes: %s to go", left.Round(time.Second))
	return errCodesLocked.Because("five wrong codes or more; the lock ends in %s", left.Round(time.Second))
}

// answerTOTP checks the code of an authenticator app. A wrong one leaves the session as it is.
func (s *Service) answerTOTP(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("SOFTWARE_TOKEN_MFA_CODE"); err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := s.takeTOTP(ctx, a.user, in.responses["SOFTWARE_TOKEN_MFA_CODE"]); err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.afterFactor(ctx, next)
}

func (s *Service) takeTOTP(ctx context.Context, u *user, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.codesOpen(ctx, u); err != nil {
		return err
	}
	app := &u.factors.totp
	fits, again := false, false
	if app.verified {
		fits, again = app.take(app.secret, code, s.times())
	}
	switch {
	case !fits:
		u.codeFailures.wrong(s.Clock.Now())
		trace.Failed(ctx, "the code is the app's for this half minute, or the one before or after")
		return errWrongTOTP.Because("now the app shows another code (failure %d)", u.codeFailures.count)
	case again:
		trace.Failed(ctx, "the code was not used before")
		return errTOTPAgain.Because("each code counts once; the next comes within 30 seconds")
	}
	u.codeFailures = failures{}
	trace.Passed(ctx, "the code is the app's, and was not used before")
	return nil
}

// afterFactor ends a sign-in whose second factor was right, unless something became of the user
// in the meantime.
func (s *Service) afterFactor(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	s.mu.RLock()
	err := s.checkState(ctx, a.client.pool, a.user)
	s.mu.RUnlock()
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.finish(ctx, a)
}

// answerSelectMFA takes the user's choice among several second factors. AWS's guide says
// EMAIL_OTP, its model EMAIL_MFA: both are taken.
func (s *Service) answerSelectMFA(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("ANSWER"); err != nil {
		return InitiateAuthResponse{}, err
	}
	choice := strings.Replace(in.responses["ANSWER"], "EMAIL_MFA", factorEmail, 1)
	if !slices.Contains(a.offered, choice) {
		trace.Failed(ctx, "ANSWER is one of %s", strings.Join(a.offered, ", "))
		return InitiateAuthResponse{}, errNotOffered.Saying(in.responses["ANSWER"])
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.askFactor(ctx, next, choice)
}

// answerSetup ends MFA_SETUP: with the session of VerifySoftwareToken it brings tokens; with an
// e-mail address it sends the code that proves the address.
func (s *Service) answerSetup(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if email := in.responses["EMAIL"]; email != "" && slices.Contains(s.standing(a).canSetUp, factorEmail) {
		return s.setUpEmail(ctx, a, in, email)
	}
	s.mu.RLock()
	verified := a.verified
	s.mu.RUnlock()
	if !verified {
		trace.Failed(ctx, "the session comes from VerifySoftwareToken")
		return InitiateAuthResponse{}, errSetupUnverified.Because("AssociateSoftwareToken and VerifySoftwareToken come first, each with the newest session")
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	s.mu.Lock()
	next.user.factors.turnOn(factorTOTP)
	s.mu.Unlock()
	trace.Passed(ctx, "the authenticator app is the user's second factor from now on")
	return s.afterFactor(ctx, next)
}

// turnOn makes a factor the user's; the first becomes the preferred one. Callers hold mu.
func (f *factors) turnOn(method string) {
	if !slices.Contains(f.enabled, method) {
		f.enabled = append(f.enabled, method)
	}
	if f.preferred == "" {
		f.preferred = method
	}
}
