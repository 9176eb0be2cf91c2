package userpool

import (
	"context"
	"encoding/base64"
	"time"

	"poolschool/sim/trace"
)

// attempt is a sign-in that is under way. The caller holds its session string; the pool
// keeps what it stands for. Only used and verified change once it is stored; Service.mu
// guards them.
type attempt struct {
	client  *client
	user    *user  // nil when there is none and the client hides that
	name    string // as the caller typed it
	flow    string
	expires time.Time
	used    bool

	challenge    string // what must be answered next
	offered      []string
	code         string // that was sent
	verified     bool   // an authenticator app was proven with this session
	exchange     *exchange
	passwordless bool // came in by a code: no second factor follows
	firstFactor  bool // the code asked for is the first factor
	setsUp       bool // the code asked for sets a second factor up
	newPassword  bool // has just chosen its first own password
	page         bool // began on a page of the domain, and has to end there

	deviceKey string            // that came with the sign-in
	device    *device           // that has proven itself
	custom    customRounds      // of a CUSTOM_AUTH sign-in
	metadata  map[string]string // ClientMetadata of the call that is being answered
	validated map[string]string // ClientMetadata of InitiateAuth, which other triggers see
}

// Refusals of session strings.
var (
	errBadSession     = refusal("NotAuthorizedException", "Invalid session for the user.")
	errSessionUsed    = refusal("NotAuthorizedException", "Invalid session for the user, session can only be used once.")
	errSessionExpired = refusal("NotAuthorizedException", "Invalid session for the user, session is expired.")
)

// defaultAttemptLife is how long a challenge may stay unanswered (AuthSessionValidity).
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
const defaultAttemptLife = 3 * time.Minute

func (c *client) attemptLife() time.Duration { return minutes(c.SessionMinutes, defaultAttemptLife) }

// ask stores how far a sign-in has come, under a new session string, and answers with the
// next challenge.
func (s *Service) ask(ctx context.Context, a attempt, challenge string, parameters map[string]string) InitiateAuthResponse {
	session := s.hold(a, challenge)
	trace.Secret(ctx, session)
	trace.Summarize(ctx, "challenge %s", challenge)
	return InitiateAuthResponse{ChallengeName: challenge, Session: session, ChallengeParameters: parameters}
}

// hold keeps an attempt until its challenge is answered, and returns the new session string.
func (s *Service) hold(a attempt, challenge string) string {
	session := s.sessionText()
	a.challenge, a.used = challenge, false
	a.expires = s.Clock.Now().Add(a.client.attemptLife())
	s.mu.Lock()
	defer s.mu.Unlock()
	a.client.pool.store(session, &a, s.Clock.Now())
	return session
}

// sessionText draws an opaque string of the length that Cognito's have.
func (s *Service) sessionText() string {
	const length = 1080
	return "AYABe" + base64.RawURLEncoding.EncodeToString(s.Chance.Bytes(length))
}

// store keeps an attempt and, each time their number has doubled, drops those that nobody can
// answer any more. Callers hold mu.
func (p *pool) store(session string, a *attempt, now time.Time) {
	const few = 256
	if len(p.attempts) >= max(p.sweepAt, few) {
		for key, old := range p.attempts {
			// For a while an old one is still told apart from one that never was.
			if now.Sub(old.expires) > forgottenWhen {
				delete(p.attempts, key)
			}
		}
		p.sweepAt = 2 * len(p.attempts)
	}
	p.attempts[fingerprint(session)] = a
}

// resume finds the sign-in that a session string stands for, and holds the call to it.
func (s *Service) resume(ctx context.Context, c *client, session, challenge, username string) (*attempt, error) {
	if session == "" {
		return nil, errMissing.Saying("Session")
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	a := c.pool.attempts[fingerprint(session)]
	var err error
	switch {
	case a == nil:
		err = errBadSession.Because("the pool has never given out this session string, or has forgotten it")
	case a.client.ID != c.ID:
		err = errBadSession.Because("the session was given to another client of the pool")
	case a.page != (arrivalOf(ctx) != nil):
		err = errBadSession.Because("a sign-in on the pages of the domain ends there, one through the API ends in the API")
	case a.used:
		err = errSessionUsed
	case !s.Clock.Now().Before(a.expires):
		err = errSessionExpired.Because("it was good until %s", a.expires.Format(time.TimeOnly))
	case a.challenge != challenge:
		err = errBadSession.Because("the session waits for %s, not for %s", a.challenge, challenge)
	case !a.belongsTo(username):
		err = errBadSession.Because("the session was opened by %q, not by %q", a.name, username)
	}
	if err != nil {
		trace.Failed(ctx, "the session is this user's, unused, not expired, and waits for %s", challenge)
		return nil, err
	}
	trace.Passed(ctx, "the session is this user's, unused, not expired, and waits for %s", challenge)
	return a, nil
}

// belongsTo reports whether a name is that of the user who signs in. "" asks nothing, for the calls that
// do not name the user. Callers hold mu.
func (a *attempt) belongsTo(name string) bool {
	if name == "" {
		return true
	}
	u, ok := a.client.pool.find(name)
	if a.user == nil {
		return !ok && (name == a.name || name == a.client.pool.fakeID(a.name))
	}
	return ok && u == a.user
}

// spend uses a session up, so that of two calls with the same session one is refused, and
// returns the attempt to go on with.
func (s *Service) spend(a *attempt, metadata map[string]string) (attempt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.used {
		return attempt{}, errSessionUsed
	}
	a.used = true
	next := *a
	next.metadata = metadata
	return next, nil
}
