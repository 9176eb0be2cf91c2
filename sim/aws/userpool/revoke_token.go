package userpool

import (
	"context"

	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// RevokeTokenRequest ends the session of a refresh token.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
type RevokeTokenRequest struct {
	Token        string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	ClientId     string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientSecret string `min:"1" max:"64" pattern:"[\\w+]+" secret:"true"`
}

// Refusals of RevokeToken. AWS's words are not recorded, its types are.
var (
	errNotRefresh      = refusal("UnsupportedTokenTypeException", "The token type is not supported.")
	errRevokeOff       = refusal("UnsupportedOperationException", "Token revocation is not enabled for this client.")
	errOtherClient     = refusal("UnauthorizedException", "The token was not issued to this client.")
	errRevokeForbidden = refusal("UnauthorizedException", "Invalid client secret.")
)

// RevokeToken revokes a refresh token and every access and ID token of the same session
// (origin_jti). Other sessions of the user go on. A token that is unknown, or revoked already, is
// no error, as RFC 7009 has it.
func (s *Service) RevokeToken(ctx context.Context, in RevokeTokenRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findClient(in.ClientId)
	if err != nil {
		trace.Failed(ctx, "the client id is known")
		return awsjson.Empty{}, err
	}
	if err := c.checkSecret(ctx, in.ClientSecret, errRevokeForbidden); err != nil {
		return awsjson.Empty{}, err
	}
	if c.NoRevocation {
		trace.Failed(ctx, "token revocation is on for this client")
		return awsjson.Empty{}, errRevokeOff.Because("EnableTokenRevocation is off, so its tokens carry no origin_jti")
	}
	if _, err := token.Decode(in.Token); err == nil {
		trace.Failed(ctx, "the token is a refresh token")
		return awsjson.Empty{}, errNotRefresh.Because("only refresh tokens can be revoked; this one can be read, so it is an ID or access token")
	}
	r, known := c.pool.refresh[fingerprint(in.Token)]
	switch {
	case !known:
		trace.Passed(ctx, "the pool knows nothing of this token: there is nothing to revoke")
	case r.session.client != c:
		trace.Failed(ctx, "the token was given to this client")
		return awsjson.Empty{}, errOtherClient
	default:
		r.session.revoked = true
		trace.Passed(ctx, "the session is revoked, with every token that carries its origin_jti")
	}
	trace.Summarize(ctx, "revoked")
	return awsjson.Empty{}, nil
}
