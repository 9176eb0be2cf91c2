package userpool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
)

const challengeCustom = "CUSTOM_CHALLENGE"

// customRounds is how far a custom sign-in has come.
type customRounds struct {
	rounds   []Round
	public   string // SRP_A, when it begins with a password
	private  map[string]string
	metadata string
}

// customAuth is CUSTOM_AUTH: three functions of the pool decide what is asked, what the question is and whether the
// answer is right.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
func (s *Service) customAuth(ctx context.Context, c *client, in start) (InitiateAuthResponse, error) {
	var needed []string
	if in.parameters["CHALLENGE_NAME"] == "SRP_A" {
		needed = []string{"SRP_A"}
	}
	if s.triggersOf(c.pool).DefineAuthChallenge == nil {
		trace.Failed(ctx, "the pool has functions for custom authentication")
		return InitiateAuthResponse{}, errNoCustomTrigger
	}
	a, err := s.begin(ctx, c, in, needed...)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := s.preAuthenticate(ctx, a); err != nil {
		return InitiateAuthResponse{}, err
	}
	if err := s.mayChoose(ctx, a); err != nil {
		return InitiateAuthResponse{}, err
	}
	if len(needed) > 0 {
		a.custom.public = in.parameters["SRP_A"]
		a.custom.rounds = []Round{{ChallengeName: "SRP_A", ChallengeResult: true}}
	}
	return s.define(ctx, a)
}

// define asks the pool's function what comes next.
func (s *Service) define(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	p := a.client.pool
	e := &DefineAuthChallenge{
		Event:   s.event("DefineAuthChallenge_Authentication", p, a.client, a.name, a.user, a.metadata),
		Session: slices.Clone(a.custom.rounds), UserNotFound: a.user == nil,
	}
	if err := run(ctx, "DefineAuthChallenge", s.triggersOf(p).DefineAuthChallenge, e); err != nil {
		return InitiateAuthResponse{}, err
	}
	switch {
	case e.FailAuthentication:
		trace.Failed(ctx, "DefineAuthChallenge goes on")
		return InitiateAuthResponse{}, errWrongPassword.Because("DefineAuthChallenge answered failAuthentication")
	case e.IssueTokens && a.user == nil:
		return InitiateAuthResponse{}, errWrongPassword.Because("DefineAuthChallenge wants tokens for somebody who does not exist")
	case e.IssueTokens:
		// Custom challenges take the place of a second factor.
		return s.afterFactor(ctx, a)
	case e.ChallengeName == challengeCustom:
		return s.create(ctx, a)
	case e.ChallengeName == challengePassword && a.custom.public != "":
		return s.verifier(ctx, a, a.custom.public)
	}
	return InitiateAuthResponse{}, errTriggerOutput.Because(
		"DefineAuthChallenge must answer CUSTOM_CHALLENGE, PASSWORD_VERIFIER after SRP_A, issueTokens or failAuthentication; it answered %q", e.ChallengeName)
}

// create lets the pool's function make the question.
func (s *Service) create(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	p := a.client.pool
	e := &CreateAuthChallenge{
		Event:         s.event("CreateAuthChallenge_Authentication", p, a.client, a.name, a.user, a.metadata),
		ChallengeName: challengeCustom, Session: slices.Clone(a.custom.rounds), UserNotFound: a.user == nil,
	}
	if err := run(ctx, "CreateAuthChallenge", s.triggersOf(p).CreateAuthChallenge, e); err != nil {
		return InitiateAuthResponse{}, err
	}
	a.custom.private, a.custom.metadata = maps.Clone(e.Private), e.Metadata
	parameters := map[string]string{"USERNAME": a.name}
	if a.user != nil {
		parameters["USERNAME"] = a.user.name
	}
	maps.Copy(parameters, e.Public)
	return s.ask(ctx, a, challengeCustom, parameters), nil
}

// answerCustom lets the pool's function judge the answer, and asks what comes next. Right or
// wrong, the session is spent: the next round has one of its own.
func (s *Service) answerCustom(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("ANSWER"); err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	p := next.client.pool
	e := &VerifyAuthChallenge{
		Event:   s.event("VerifyAuthChallengeResponse_Authentication", p, next.client, next.name, next.user, next.metadata),
		Private: maps.Clone(next.custom.private), Answer: in.responses["ANSWER"], UserNotFound: next.user == nil,
	}
	if err := run(ctx, "VerifyAuthChallengeResponse", s.triggersOf(p).VerifyAuthChallenge, e); err != nil {
		return InitiateAuthResponse{}, err
	}
	trace.Checked(ctx, e.AnswerCorrect, "VerifyAuthChallengeResponse takes the answer", "")
	next.custom.rounds = append(slices.Clone(next.custom.rounds), Round{
		ChallengeName: challengeCustom, ChallengeResult: e.AnswerCorrect, ChallengeMetadata: next.custom.metadata,
	})
	return s.define(ctx, next)
}
