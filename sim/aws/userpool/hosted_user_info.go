package userpool

import (
	"errors"
	"net/http"

	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/oauth2"
)

// Refusals of /oauth2/userInfo.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
var (
	errUserInfoRequest = oauth2.Describe(oauth2.ErrInvalidRequest, "Bad OAuth2 request at UserInfo Endpoint")
	errUserInfoToken   = oauth2.Describe(oauth2.ErrInvalidToken, "Access token is expired, disabled, or deleted, or the user has globally signed out.")
	errUserInfoScope   = oauth2.Describe(oauth2.ErrInvalidToken, "Access token does not contain openid scope")
)

// userInfo tells the bearer of an access token about its user: what the scopes cover and the client may read. All
// values are text here, also whether an address is verified.
func (v *visit) userInfo() {
	v.shared()
	claims, err := v.userClaims()
	if err != nil {
		e := oauth2.As(err)
		oauth2.Refuse(v.w, v.r, e.WithHeader("WWW-Authenticate", `error="`+e.Code+`", error_description="`+e.Message+`"`))
		return
	}
	trace.Summarize(v.r.Context(), "%d attributes", len(claims))
	oauth2.Answer(v.w, claims)
}

func (v *visit) userClaims() (token.Claims, error) {
	ctx := v.r.Context()
	raw, ok := oauth2.Bearer(v.r)
	if !ok {
		trace.Failed(ctx, "the header Authorization holds Bearer and an access token")
		return nil, errUserInfoRequest
	}
	v.secret(raw)
	b, err := v.bearerWith(ctx, raw, scopeOpenID)
	switch {
	case errors.Is(err, errTokenScope):
		return nil, errUserInfoScope.Because("%s", because(err))
	case err != nil:
		return nil, errUserInfoToken.Because("%s", because(err))
	case b.pool != v.pool:
		trace.Failed(ctx, "the token is of the pool of this domain")
		return nil, errUserInfoToken.Because("the token is another pool's")
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	claims := token.Claims{{Name: "sub", Value: b.user.sub}}
	for _, a := range b.user.listed(b.session.shows) {
		if a.Name != "sub" {
			claims = append(claims, token.Claim{Name: a.Name, Value: a.Value})
		}
	}
	return append(claims, token.Claim{Name: "username", Value: b.user.name}), nil
}

// because is what a refusal hides, or what it says.
func because(err error) string {
	var e *wire.Error
	if errors.As(err, &e) && e.Why != "" {
		return e.Why
	}
	return err.Error()
}

// revoke ends the session of a refresh token. A token that is unknown or revoked already is no error.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
func (v *visit) revoke() {
	v.shared()
	ctx := v.r.Context()
	form, err := oauth2.Body(v.r)
	if err == nil {
		err = form.Need("token")
	}
	if err != nil {
		trace.Failed(ctx, "the form has a token, and each parameter once")
		oauth2.Refuse(v.w, v.r, err)
		return
	}
	v.secret(form.Get("token"), form.Get("client_secret"))
	c, err := v.clientOfForm(ctx, form)
	if err != nil {
		e := *oauth2.As(err)
		if e.Code == oauth2.ErrInvalidClient.Code {
			e.Status = http.StatusUnauthorized
		}
		oauth2.Refuse(v.w, v.r, &e)
		return
	}
	if _, err := v.RevokeToken(ctx, RevokeTokenRequest{Token: form.Get("token"), ClientId: c.ID, ClientSecret: c.secrets.oldest()}); err != nil {
		oauth2.Refuse(v.w, v.r, revokeRefusal(err))
		return
	}
	v.w.WriteHeader(http.StatusOK)
}

func revokeRefusal(err error) error {
	switch {
	case errors.Is(err, errNotRefresh):
		return oauth2.ErrUnsupportedTokenType.Because("%s", because(err))
	case errors.Is(err, errRevokeOff):
		return oauth2.ErrInvalidRequest.Because("%s", because(err))
	case errors.Is(err, errOtherClient):
		e := *oauth2.ErrInvalidClient
		e.Status = http.StatusUnauthorized
		return e.Because("the token was given to another client")
	}
	return err
}
