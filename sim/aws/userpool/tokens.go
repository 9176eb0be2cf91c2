package userpool

import (
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
	}
}

func (s *Service) idClaims(u *user, sess *session) token.Claims {
	c, p, now := sess.client, sess.client.pool, s.Clock.Now()
	roles, preferred := p.roles(u)
	claims := token.Claims{}.
		With("sub", u.sub).
		With("cognito:groups", slices.Clone(u.groups))
	claims = withVerified(claims, u, c, "email_verified")
	claims = withVerified(claims, u, c, "phone_number_verified").
		With("cognito:preferred_role", preferred).
		With("iss", s.Issuer(p.ID)).
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
	for _, a := range u.listed(c.readable) {
		if a.Name != "sub" && !strings.HasSuffix(a.Name, "_verified") {
			claims = claims.With(a.Name, a.Value)
		}
	}
	return claims
}

// withVerified adds e-mail or phone verification, which is text in the API and a boolean in the
// token.
func withVerified(claims token.Claims, u *user, c *client, name string) token.Claims {
	value, ok := u.attributes[name]
	if !ok || !c.readable(name) {
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
		With("iss", s.Issuer(p.ID))
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

// sign signs both tokens, each with its own key.
func (s *Service) sign(t unsigned) (AuthenticationResult, error) {
	id, err := s.signOne(t.idKey, t.id)
	if err != nil {
		return AuthenticationResult{}, err
	}
	access, err := s.signOne(t.accessKey, t.access)
	if err != nil {
		return AuthenticationResult{}, err
	}
	return AuthenticationResult{
		AccessToken: access, IdToken: id, TokenType: "Bearer", ExpiresIn: int(t.life / time.Second),
	}, nil
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
