package userpool

import (
	"context"
	"errors"
	"strings"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// tokens is the answer of /oauth2/token.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
type tokens struct {
	IDToken      string `json:"id_token,omitempty"`
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token,omitempty"`
	ExpiresIn    int    `json:"expires_in"` // seconds that the access token is good for
	TokenType    string `json:"token_type"` // "Bearer"
}

// token exchanges a code, a refresh token or the client's own secret for tokens.
func (v *visit) token() {
	v.shared()
	ctx := v.r.Context()
	out, err := v.exchangeGrant(ctx)
	if err != nil {
		oauth2.Refuse(v.w, v.r, err)
		return
	}
	v.secret(out.IDToken, out.AccessToken, out.RefreshToken)
	oauth2.Answer(v.w, out)
}

func (v *visit) exchangeGrant(ctx context.Context) (tokens, error) {
	form, err := oauth2.Body(v.r)
	if err == nil {
		err = form.Need("grant_type")
	}
	if err != nil {
		trace.Failed(ctx, "the form has a grant_type, and each parameter once")
		return tokens{}, err
	}
	v.secret(form.Get("code"), form.Get("code_verifier"), form.Get("refresh_token"), form.Get("client_secret"))
	grants := map[string]func(context.Context, *client, oauth2.Form) (tokens, error){
		"authorization_code": v.exchangeCode, "refresh_token": v.exchangeRefresh, "client_credentials": v.clientCredentials,
	}
	exchange, known := grants[form.Get("grant_type")]
	if !known {
		trace.Failed(ctx, "the grant type is one of three")
		return tokens{}, oauth2.ErrUnsupportedGrantType.Because("grant_type is %q", form.Get("grant_type"))
	}
	c, err := v.clientOfForm(ctx, form)
	if err != nil {
		return tokens{}, err
	}
	return exchange(ctx, c, form)
}

// clientOfForm finds the client that asks, and holds its secret against the one that is kept.
func (v *visit) clientOfForm(ctx context.Context, form oauth2.Form) (*client, error) {
	who, err := oauth2.ClientOf(v.r, form)
	if err != nil {
		trace.Failed(ctx, "the client says who it is")
		return nil, err
	}
	v.secret(who.Secret)
	c, err := v.clientOfPool(ctx, who.ID)
	if err != nil {
		return nil, oauth2.ErrInvalidClient.Because("client %q is not one of this pool", who.ID)
	}
	if !c.knows(who.Secret) {
		trace.Failed(ctx, "the client's secret is right")
		why := "another secret was sent"
		switch {
		case !c.confidential():
			why = "this client has no secret, and must not send one"
		case who.Secret == "":
			why = "this client has a secret, and none was sent"
		}
		return nil, oauth2.ErrInvalidClient.Because("%s", why)
	}
	if c.confidential() {
		trace.Passed(ctx, "the client's secret is right")
	}
	return c, nil
}

// exchangeCode takes a code, once.
func (v *visit) exchangeCode(ctx context.Context, c *client, form oauth2.Form) (tokens, error) {
	if err := form.Need("code", "redirect_uri"); err != nil {
		trace.Failed(ctx, "code and redirect_uri are sent")
		return tokens{}, err
	}
	if !c.oauth("code") {
		trace.Failed(ctx, "the client may use the code flow")
		return tokens{}, oauth2.ErrUnauthorizedClient.Because("AllowedOAuthFlows of this client lack code")
	}
	g, err := v.takeGrant(ctx, c, form)
	if err != nil {
		return tokens{}, err
	}
	result, err := v.open(ctx, c.ID, g)
	if err != nil {
		return tokens{}, oauth2.ErrInvalidGrant.Because("%v", err)
	}
	trace.Summarize(ctx, "tokens for %s", g.user.name)
	return tokens{result.IdToken, result.AccessToken, result.RefreshToken, result.ExpiresIn, result.TokenType}, nil
}

// takeGrant uses a code up. A call that proves neither the address nor the verifier leaves it as it is.
func (v *visit) takeGrant(ctx context.Context, c *client, form oauth2.Form) (grant, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.Clock.Now()
	g := v.pool.hosted.grants[fingerprint(form.Get("code"))]
	verifier := form.Get("code_verifier")
	switch {
	case g == nil:
		trace.Failed(ctx, "the code is one of this domain's")
		return grant{}, oauth2.ErrInvalidGrant.Because("this domain has never given out this code, or has forgotten it")
	case g.clientID != c.ID:
		trace.Failed(ctx, "the code was given to this client")
		return grant{}, oauth2.ErrInvalidGrant.Because("the code was given to another client of the pool")
	case g.used:
		trace.Failed(ctx, "the code was not used before")
		return grant{}, oauth2.ErrInvalidGrant.Because("a code is good once, and this one was exchanged already")
	case !now.Before(g.expires):
		trace.Failed(ctx, "the code is not expired: it was good until %s", g.expires.Format(time.TimeOnly))
		return grant{}, oauth2.ErrInvalidGrant.Because("the code was good until %s", g.expires.Format(time.TimeOnly))
	case g.redirect != form.Get("redirect_uri"):
		trace.Failed(ctx, "redirect_uri is the one of /oauth2/authorize")
		return grant{}, oauth2.Describe(oauth2.ErrUnauthorizedClient.Because("the code was sent to %s; that address must be said again", g.redirect), "invalid_redirect")
	case g.challenge != "" && !oauth2.ProvesChallenge(verifier, g.challenge):
		trace.Failed(ctx, "PKCE: SHA-256 of code_verifier is the code_challenge")
		return grant{}, oauth2.ErrInvalidGrant.Because("S256(code_verifier) is %s, the challenge was %s: whoever sends this did not start the sign-in", oauth2.S256(verifier), g.challenge)
	case g.challenge == "" && verifier != "":
		trace.Failed(ctx, "PKCE: a verifier comes only after a challenge")
		return grant{}, oauth2.ErrInvalidGrant.Because("/oauth2/authorize was called without code_challenge, so there is nothing that a code_verifier could prove")
	case c.hides(g.scopes) != "":
		trace.Failed(ctx, "the client may read what the scopes cover")
		return grant{}, oauth2.ErrInvalidGrant.Because("the scopes are %q, and this client may not read %s (ReadAttributes)", strings.Join(g.scopes, " "), c.hides(g.scopes))
	}
	g.used = true
	trace.Passed(ctx, "the code is this client's, unused, good until %s; redirect_uri is the same as before", g.expires.Format(time.TimeOnly))
	if g.challenge != "" {
		trace.Passed(ctx, "PKCE: SHA-256 of code_verifier is the code_challenge")
	}
	return *g, nil
}

// exchangeRefresh renews the tokens of a session, with a new refresh token where the client rotates them.
func (v *visit) exchangeRefresh(ctx context.Context, c *client, form oauth2.Form) (tokens, error) {
	if err := form.Need("refresh_token"); err != nil {
		trace.Failed(ctx, "refresh_token is sent")
		return tokens{}, err
	}
	in := GetTokensFromRefreshTokenRequest{RefreshToken: form.Get("refresh_token")}
	v.mu.RLock()
	r, err := v.findRefresh(ctx, c, in.RefreshToken, "")
	v.mu.RUnlock()
	if err != nil {
		return tokens{}, invalidGrant(err)
	}
	result, err := v.mint(ctx, "TokenGeneration_RefreshTokens", r.session, nil)
	if err != nil {
		return tokens{}, invalidGrant(err)
	}
	if c.RefreshRotation {
		if result.RefreshToken, err = v.rotate(ctx, c, in); err != nil {
			return tokens{}, invalidGrant(err)
		}
	}
	trace.Summarize(ctx, "new tokens")
	return tokens{result.IdToken, result.AccessToken, result.RefreshToken, result.ExpiresIn, result.TokenType}, nil
}

// invalidGrant puts the API's refusal of a token into OAuth's one word.
func invalidGrant(err error) error {
	if errors.Is(err, errInternal) {
		return oauth2.ErrServerError.Because("%v", err)
	}
	e := oauth2.As(err)
	why := e.Why
	if why == "" {
		why = e.Message
	}
	return oauth2.ErrInvalidGrant.Because("%s", why)
}
