package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

const challengeSelect = "SELECT_CHALLENGE"

// First factors of choice-based sign-in.
const (
	firstPassword = "PASSWORD"
	firstSRP      = "PASSWORD_SRP"
	firstSMS      = "SMS_OTP"
)

// choiceAuth is USER_AUTH: the user, or the client for them, chooses how to sign in.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
func (s *Service) choiceAuth(ctx context.Context, c *client, in start) (InitiateAuthResponse, error) {
	a, err := s.begin(ctx, c, in)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if in.session != "" {
		return s.afterSignUp(ctx, a, in)
	}
	if err := s.mayChoose(ctx, a); err != nil {
		return InitiateAuthResponse{}, err
	}
	a.offered = s.firstFactors(a)
	preferred := in.parameters["PREFERRED_CHALLENGE"]
	if slices.Contains(a.offered, preferred) {
		trace.Passed(ctx, "%s is preferred, and this user has it", preferred)
		return s.choose(ctx, a, preferred, in.parameters)
	}
	out := s.ask(ctx, a, challengeSelect, map[string]string{})
	out.AvailableChallenges = a.offered
	return out, nil
}

// firstFactors are the ways in which a user can begin. Codes are none for those who have a
// temporary password, nor where a second factor would have to follow. For a user who does not
// exist it is what the pool offers.
func (s *Service) firstFactors(a attempt) []string {
	p, u := a.client.pool, a.user
	s.mu.RLock()
	defer s.mu.RUnlock()
	offers := p.FirstFactors
	if len(offers) == 0 {
		offers = []string{firstPassword}
	}
	codes := p.mfaMode() != mfaOn && (u == nil || u.status != statusForceChange && len(p.usable(u)) == 0)
	var out []string
	for _, f := range offers {
		switch {
		case f == firstPassword && (u == nil || u.password.Verifier != nil):
			out = append(out, firstSRP, firstPassword)
		case (f == factorEmail || f == firstSMS) && codes && (u == nil || u.attributes[attributeOf(f)] != ""):
			out = append(out, f)
		}
	}
	return out
}

// choose goes on with one first factor. What it needs may have come along.
func (s *Service) choose(ctx context.Context, a attempt, choice string, parameters map[string]string) (InitiateAuthResponse, error) {
	switch choice {
	case firstPassword:
		if password := parameters["PASSWORD"]; password != "" {
			if err := s.checkPassword(ctx, a, password); err != nil {
				return InitiateAuthResponse{}, err
			}
			return s.proceed(ctx, a)
		}
		return s.ask(ctx, a, firstPassword, map[string]string{}), nil
	case firstSRP:
		if public := parameters["SRP_A"]; public != "" {
			return s.verifier(ctx, a, public)
		}
		return s.ask(ctx, a, firstSRP, map[string]string{}), nil
	}
	if err := s.preAuthenticate(ctx, a); err != nil {
		return InitiateAuthResponse{}, err
	}
	if a.user != nil {
		s.mu.RLock()
		err := s.checkState(ctx, a.client.pool, a.user)
		s.mu.RUnlock()
		if err != nil {
			return InitiateAuthResponse{}, err
		}
	}
	a.firstFactor = true
	return s.sendOTP(ctx, a, choice)
}

// answerSelect takes the choice.
func (s *Service) answerSelect(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("ANSWER"); err != nil {
		return InitiateAuthResponse{}, err
	}
	choice := in.responses["ANSWER"]
	if !slices.Contains(a.offered, choice) {
		trace.Failed(ctx, "ANSWER is one of %s", strings.Join(a.offered, ", "))
		return InitiateAuthResponse{}, errNotOffered.Saying(choice)
	}
	needed := map[string]string{firstPassword: "PASSWORD", firstSRP: "SRP_A"}[choice]
	if needed != "" {
		if err := in.needs(needed); err != nil {
			return InitiateAuthResponse{}, err
		}
	}
	return s.chosen(ctx, a, choice, in)
}

// answerChosen answers the challenges PASSWORD and PASSWORD_SRP, which a preferred choice
// without its parameter leads to.
func (s *Service) answerChosen(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	needed := map[string]string{firstPassword: "PASSWORD", firstSRP: "SRP_A"}[in.challenge]
	if err := in.needs(needed); err != nil {
		return InitiateAuthResponse{}, err
	}
	return s.chosen(ctx, a, in.challenge, in)
}

func (s *Service) chosen(ctx context.Context, a *attempt, choice string, in answer) (InitiateAuthResponse, error) {
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if key := in.responses["DEVICE_KEY"]; key != "" {
		next.deviceKey = key
	}
	return s.choose(ctx, next, choice, in.responses)
}
