package userpool

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"poolschool/sim/token"
)

// AuthenticationResult is what a finished sign-in brings.
type AuthenticationResult struct {
	AccessToken  string `json:",omitempty" secret:"true"`
	ExpiresIn    int    // seconds that the access token is good for
	TokenType    string // "Bearer"
	RefreshToken string `json:",omitempty" secret:"true"`
	IdToken      string `json:",omitempty" secret:"true"`

	NewDeviceMetadata *NewDeviceMetadata `json:",omitzero"`
}

// unsigned are the two tokens of a sign-in before they are signed. They are put together
// under the lock and signed after it.
type unsigned struct {
	id, access       token.Claims
	idKey, accessKey signer
	life             time.Duration
	noID             bool // a session of the domain without openid
	hashed           bool // the ID token names its access token (at_hash)
}

// claims puts the tokens of a session together. Callers hold mu.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
func (s *Service) claims(sess *session) unsigned {
	u, c, p := sess.user, sess.client, sess.client.pool
	return unsigned{
		id: s.idClaims(u, sess), access: s.accessClaims(u, sess),
		idKey: p.idKey, accessKey: p.accessKey, life: c.accessLife(),
		noID: !sess.identifies(), hashed: sess.version != 0,
	}
}

func (s *Service) idClaims(u *user, sess *session) token.Claims {
	c, p, now := sess.client, sess.client.pool, s.Clock.Now()
	roles, preferred := p.roles(u)
	claims := token.Claims{}.
		With("sub", u.sub).
		With("cognito:groups", slices.Clone(u.groups))
	claims = withVerified(claims, u, sess, "email_verified")
	claims = withVerified(claims, u, sess, "phone_number_verified").
		With("cognito:preferred_role", preferred).
		With("iss", s.issuer(p)).
		With("cognito:username", u.name)
	if !c.NoRevocation {
		claims = claims.With("origin_jti", sess.originJTI)
	}
	claims = claims.
		With("cognito:roles", roles).
		With("aud", c.ID).
		With("nonce", sess.nonce).
		With("event_id", sess.eventID).
		With("token_use", "id").
		With("auth_time", sess.authTime.Unix()).
		With("exp", now.Add(c.idLife()).Unix()).
		With("iat", now.Unix())
	if !c.NoRevocation {
		claims = claims.With("jti", s.Chance.ID())
	}
	for _, a := range u.listed(sess.shows) {
		if a.Name != "sub" && a.Name != "identities" && !strings.HasSuffix(a.Name, "_verified") {
			claims = claims.With(a.Name, a.Value)
		}
	}
	if len(u.links) > 0 {
		claims = claims.With("identities", u.identityClaims())
	}
	return claims
}

// withVerified adds e-mail or phone verification, which is text in the API and a boolean in the
// token.
func withVerified(claims token.Claims, u *user, sess *session, name string) token.Claims {
	value, ok := u.attributes[name]
	if !ok || !sess.shows(name) {
		return claims
	}
	return claims.With(name, value == "true")
}

func (s *Service) accessClaims(u *user, sess *session) token.Claims {
	c, p, now := sess.client, sess.client.pool, s.Clock.Now()
	claims := token.Claims{}.
		With("sub", u.sub).
		With("device_key", sess.deviceKey).
		With("cognito:groups", slices.Clone(u.groups)).
		With("iss", s.issuer(p)).
		With("aud", sess.resource)
	if sess.version != 0 {
		claims = claims.With("version", sess.version)
	}
	claims = claims.With("client_id", c.ID)
	if !c.NoRevocation {
		claims = claims.With("origin_jti", sess.originJTI)
	}
	claims = claims.
		With("event_id", sess.eventID).
		With("token_use", "access").
		With("scope", sess.scope).
		With("auth_time", sess.authTime.Unix()).
		With("exp", now.Add(c.accessLife()).Unix()).
		With("iat", now.Unix())
	if !c.NoRevocation {
		claims = claims.With("jti", s.Chance.ID())
	}
	return claims.With("username", u.name)
}

// sign signs both tokens, each with its own key. The access token comes first: an ID token of the domain's
// endpoints carries half of its hash.
//
// https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
func (s *Service) sign(t unsigned) (AuthenticationResult, error) {
	access, err := s.signOne(t.accessKey, t.access)
	if err != nil {
		return AuthenticationResult{}, err
	}
	out := AuthenticationResult{AccessToken: access, TokenType: "Bearer", ExpiresIn: int(t.life / time.Second)}
	if t.noID {
		return out, nil
	}
	if t.hashed {
		sum := sha256.Sum256([]byte(access))
		half := base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
		t.id = append(token.Claims{{Name: "at_hash", Value: half}}, t.id...)
	}
	out.IdToken, err = s.signOne(t.idKey, t.id)
	if err != nil {
		return AuthenticationResult{}, err
	}
	return out, nil
}

func (s *Service) signOne(k signer, claims token.Claims) (string, error) {
	key, err := s.signingKey(k.name)
	if err != nil {
		return "", err
	}
	signed, err := token.Sign(token.RS256, key, token.Claims{{Name: "kid", Value: k.kid}, {Name: "alg", Value: token.RS256}}, claims)
	if err != nil {
		return "", errInternal.Because("%v", err)
	}
	return signed, nil
}
