package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// NewDeviceMetadata tells a machine the key under which the pool knows it from now on.
type NewDeviceMetadata struct {
	DeviceKey      string
	DeviceGroupKey string
}

// finish opens a session for a user who has shown everything that was asked for, and signs
// its tokens.
func (s *Service) finish(ctx context.Context, a attempt) (InitiateAuthResponse, error) {
	at := arrivalOf(ctx)
	fresh, key := s.machine(a, at)
	if f := s.triggersOf(a.client.pool).PostAuthentication; f != nil {
		e := s.event("PostAuthentication_Authentication", a.client.pool, a.client, a.name, a.user, a.metadata)
		if err := run(ctx, "PostAuthentication", f, &PostAuthentication{Event: e, NewDeviceUsed: fresh != nil}); err != nil {
			return InitiateAuthResponse{}, err
		}
	}
	if at != nil {
		at.user = a.user // a page of the domain: the application gets a code, and tokens for it
		return InitiateAuthResponse{}, nil
	}
	source := "TokenGeneration_Authentication"
	switch {
	case a.newPassword:
		source = "TokenGeneration_NewPasswordChallenge"
	case a.device != nil:
		source = "TokenGeneration_AuthenticateDevice"
	}
	sess, err := s.newSession(a.client.ID, a.user)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	sess.deviceKey = key
	result, err := s.issue(ctx, source, sess, a.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	result.NewDeviceMetadata = fresh
	trace.Summarize(ctx, "3 tokens")
	return InitiateAuthResponse{AuthenticationResult: &result, ChallengeParameters: map[string]string{}}, nil
}

// machine notes the machine of a sign-in, in a pool that tracks devices: a known one is seen
// again, an unknown one gets a key. Browsers at the domain are not tracked.
func (s *Service) machine(a attempt, at *arrival) (*NewDeviceMetadata, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at != nil || !a.client.pool.DeviceTracking {
		return nil, ""
	}
	if d := a.user.device(a.deviceKey); d != nil {
		d.seen = s.Clock.Now()
		return nil, d.key
	}
	d := s.newDevice(a.user)
	return &NewDeviceMetadata{DeviceKey: d.key, DeviceGroupKey: d.group}, d.key
}

// issue signs a session's first tokens and keeps the session. Nothing is kept when that fails.
func (s *Service) issue(ctx context.Context, source string, sess *session, metadata map[string]string) (AuthenticationResult, error) {
	result, err := s.mint(ctx, source, sess, metadata)
	if err != nil {
		return AuthenticationResult{}, err
	}
	s.mu.Lock()
	result.RefreshToken = s.keepSession(sess)
	s.mu.Unlock()
	return result, nil
}

// mint makes a session's ID and access token: put together under the lock, changed by the
// pool's own function, signed.
func (s *Service) mint(ctx context.Context, source string, sess *session, metadata map[string]string) (AuthenticationResult, error) {
	s.mu.RLock()
	tokens := s.claims(sess)
	s.mu.RUnlock()
	tokens, err := s.generate(ctx, source, sess, tokens, metadata)
	if err != nil {
		return AuthenticationResult{}, err
	}
	result, err := s.sign(tokens)
	if err != nil {
		return AuthenticationResult{}, err
	}
	trace.Passed(ctx, "ID and access token signed, each with its own key of the pool")
	return result, nil
}
