package userpool

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"
)

// session is what one sign-in opened. Every token that comes out of it, also by refresh,
// carries its origin_jti, so revoking it reaches them all.
type session struct {
	originJTI string
	eventID   string
	user      *user
	client    *client
	deviceKey string // of the machine that it belongs to, in a pool that tracks devices
	authTime  time.Time
	expires   time.Time // of the refresh token
	revoked   bool
	scope     string // space-separated
	version   int    // 2 for the domain's endpoints, 0 for the API
	nonce     string
	resource  string // aud of the access token, for the domain's endpoints
}

// refresh is what the pool knows of a refresh token. The token itself is not kept.
type refresh struct {
	session *session
	rotated time.Time // when a newer one took its place; zero while it is the newest
}

// apiScope is what an access token from the API may do: serve its user.
const apiScope = "aws.cognito.signin.user.admin"

// newSession starts a session that is not kept yet. Its client is the living one: a later refresh
// follows its settings of then. It takes and gives back mu.
func (s *Service) newSession(clientID string, u *user) (*session, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, err := s.findClient(clientID)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	return &session{
		originJTI: s.Chance.ID(), eventID: s.Chance.ID(), user: u, client: c,
		authTime: now, expires: now.Add(c.refreshLife()), scope: apiScope,
	}, nil
}

// keepSession keeps a session and draws its refresh token. Callers hold mu.
func (s *Service) keepSession(sess *session) string {
	if sess.user.sessions == nil {
		sess.user.sessions = map[string]*session{}
	}
	sess.user.sessions[sess.originJTI] = sess
	return s.newRefresh(sess)
}

// newRefresh draws one more refresh token for a session. Callers hold mu.
func (s *Service) newRefresh(sess *session) string {
	token := s.refreshToken()
	p := sess.client.pool
	p.sweepRefresh(s.Clock.Now())
	p.refresh[fingerprint(token)] = refresh{session: sess}
	return token
}

// sweepRefresh drops, each time their number has doubled, refresh tokens that ended more than a day ago,
// and their sessions with them. Until then an old one is told apart from one that never was.
// Callers hold mu.
func (p *pool) sweepRefresh(now time.Time) {
	const few = 1024
	if len(p.refresh) < max(p.sweepRefreshAt, few) {
		return
	}
	for key, r := range p.refresh {
		if now.Sub(r.session.expires) > day {
			delete(p.refresh, key)
			delete(r.session.user.sessions, r.session.originJTI)
		}
	}
	p.sweepRefreshAt = 2 * len(p.refresh)
}

// refreshToken draws a token of the shape that Cognito gives out: five parts like a JWE, opaque to
// everyone but the pool. Ours carries chance where AWS's carries encrypted state.
func (s *Service) refreshToken() string {
	const header, keyLength, ivLength, textLength, tagLength = `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, 256, 12, 600, 16
	parts := []string{base64.RawURLEncoding.EncodeToString([]byte(header))}
	for _, n := range []int{keyLength, ivLength, textLength, tagLength} {
		parts = append(parts, base64.RawURLEncoding.EncodeToString(s.Chance.Bytes(n)))
	}
	return strings.Join(parts, ".")
}

func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Lifetimes of tokens where the client does not say otherwise.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
const (
	defaultTokenLife   = time.Hour
	defaultRefreshLife = 30 * 24 * time.Hour
)

func (c *client) idLife() time.Duration      { return c.life.id }
func (c *client) accessLife() time.Duration  { return c.life.access }
func (c *client) refreshLife() time.Duration { return c.life.refresh }

func minutes(n int, otherwise time.Duration) time.Duration {
	if n == 0 {
		return otherwise
	}
	return time.Duration(n) * time.Minute
}
