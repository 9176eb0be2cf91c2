package identitypool

import (
	"context"
	"crypto/rsa"
	"slices"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// verifyOwn checks a token that an identity pool gave a developer's backend.
// https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
func (s *Service) verifyOwn(ctx context.Context, p *pool, raw string) (login, error) {
	t, err := token.Verify(ctx, raw, token.Rules{
		Algorithms: []string{token.RS512}, Name: "login token",
		Keys: func(_ context.Context, kid string) (*rsa.PublicKey, error) { return s.publicKey(kid) },
	})
	switch {
	case err == nil:
	case t.Raw == "" && !isJWT(raw):
		return login{}, ErrNotOpenID.Because("%v", err)
	default:
		return login{}, ErrSignature.Because("%v", err)
	}
	if t.Claims.Text("iss") != issuer || t.Claims.Text("aud") != p.IdentityPoolId {
		trace.Failed(ctx, "login token: made by this identity pool")
		return login{}, ErrLogins.Because("the token is for the identity pool %s", t.Claims.Text("aud"))
	}
	if err := s.checkExpiry(ctx, t, 0); err != nil {
		return login{}, err
	}
	amr := t.Claims.Strings("amr")
	if len(amr) < 2 || !slices.Contains(amr, authenticated) {
		trace.Failed(ctx, "login token: made for somebody who signed in")
		return login{}, ErrLogins.Because("the token is a guest's")
	}
	return login{
		provider: cognito, identity: t.Claims.Text("sub"), amr: amr[1:], claims: t.Claims,
		mappingKey: amr[1], tags: tagsIn(t),
	}, nil
}

func isJWT(raw string) bool {
	_, err := token.Decode(raw)
	return err == nil
}
