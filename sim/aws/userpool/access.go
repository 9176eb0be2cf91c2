package userpool

import (
	"context"
	"crypto/rsa"
	"errors"
	"slices"
	"strings"
	"time"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// bearer is who an access token speaks for.
type bearer struct {
	pool    *pool
	user    *user
	client  *client
	session *session
}

// bearer checks an access token as the user pool's own API does: genuine, of this kind, not
// expired, not revoked, with the scope that lets a user serve themselves.
func (s *Service) bearer(ctx context.Context, raw string) (bearer, error) {
	return s.bearerWith(ctx, raw, apiScope)
}

// bearerWith is the same for another scope: the domain's userInfo wants openid.
func (s *Service) bearerWith(ctx context.Context, raw, scope string) (bearer, error) {
	var home *pool
	t, err := token.Verify(ctx, raw, token.Rules{
		Name:       "access token",
		Algorithms: []string{token.RS256},
		Keys: func(_ context.Context, kid string) (*rsa.PublicKey, error) {
			var key *rsa.PublicKey
			var err error
			home, key, err = s.accessKey(kid)
			return key, err
		},
	})
	if err != nil {
		return bearer{}, errBadToken.Because("%v", err)
	}
	if use := t.Claims.Text("token_use"); use != "access" {
		trace.Failed(ctx, "token_use is %q; this API wants an access token", use)
		return bearer{}, errBadToken.Because("token_use is %q: an access token is wanted here", use)
	}
	if expires, ok := t.Claims.Time("exp"); !ok || !s.Clock.Now().Before(expires) {
		trace.Failed(ctx, "not expired: it was good until %s", expires.Format(time.TimeOnly))
		return bearer{}, errTokenExpired.Because("it was good until %s", expires.Format(time.TimeOnly))
	}
	trace.Passed(ctx, "token_use is access, and it is not expired")
	s.mu.RLock()
	defer s.mu.RUnlock()
	b := bearer{pool: home, user: home.subs[t.Claims.Text("sub")]}
	if b.user == nil {
		return bearer{}, errNoUser.Because("the user of this token was deleted")
	}
	b.client = s.clients[t.Claims.Text("client_id")]
	b.session = b.user.session(t.Claims.Text("origin_jti"), t.Claims.Text("event_id"))
	if b.client == nil || b.user.disabled || b.session == nil || b.session.revoked {
		trace.Failed(ctx, "its session is still open in the pool")
		return bearer{}, errTokenRevoked.Because("the session that it comes from was ended")
	}
	if !slices.Contains(strings.Fields(t.Claims.Text("scope")), scope) {
		trace.Failed(ctx, "scope holds %s", scope)
		return bearer{}, errTokenScope.Because("its scopes are %q; this call needs %s", t.Claims.Text("scope"), scope)
	}
	trace.Passed(ctx, "its session is open, and scope holds %s", scope)
	return b, nil
}

// accessKey finds the pool whose access tokens carry that key id.
func (s *Service) accessKey(kid string) (*pool, *rsa.PublicKey, error) {
	s.mu.RLock()
	i := slices.IndexFunc(s.order, func(p *pool) bool { return p.accessKey.kid == kid || p.idKey.kid == kid })
	if i < 0 {
		s.mu.RUnlock()
		return nil, nil, token.ErrUnknownKey
	}
	p := s.order[i]
	s.mu.RUnlock()
	name := p.accessKey.name
	if kid == p.idKey.kid {
		name = p.idKey.name // an ID token is genuine too; token_use tells it apart
	}
	key, err := s.signingKey(name)
	if err != nil {
		return nil, nil, errors.Join(token.ErrUnknownKey, err)
	}
	return p, &key.PublicKey, nil
}

// session finds a session by the claims of its tokens. Clients that have turned token revocation off give out
// tokens without origin_jti; the event id, which names the sign-in, tells theirs. Callers hold mu.
func (u *user) session(originJTI, eventID string) *session {
	if sess := u.sessions[originJTI]; sess != nil || originJTI != "" {
		return sess
	}
	for _, sess := range u.sessions {
		if sess.eventID == eventID {
			return sess
		}
	}
	return nil
}

// SessionOpen reports whether the sign-in behind a token still counts: what an identity pool asks when
// ServerSideTokenCheck is on. It does not when the user is gone or disabled, or the session was
// revoked or signed out. A token without origin_jti is held to its user only.
//
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html
func (s *Service) SessionOpen(poolID, sub, originJTI string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, ok := s.pools[poolID]
	if !ok {
		return false
	}
	u := p.subs[sub]
	if u == nil || u.disabled {
		return false
	}
	sess := u.sessions[originJTI]
	return originJTI == "" || sess != nil && !sess.revoked
}
