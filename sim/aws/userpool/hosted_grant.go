package userpool

import (
	"context"
	"strconv"
	"strings"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/oauth2"
)

// grant is an authorization code: who signed in, for which application, and what it asked for.
type grant struct {
	clientID  string
	user      *user
	redirect  string
	scopes    []string
	nonce     string
	challenge string
	resource  string
	since     time.Time // of the sign-in: auth_time
	expires   time.Time
	used      bool
}

// codeLife is how long a code is good.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
const codeLife = 5 * time.Minute

// grantTo sends a browser that has signed in back to the application: with a code or, in the implicit flow,
// with tokens in the fragment.
func (v *visit) grantTo(a authorization, b *browser) {
	g := grant{
		clientID: a.client.ID, user: b.user, redirect: a.redirect, scopes: a.scopes, nonce: a.nonce, challenge: a.challenge,
		resource: a.resource, since: b.since,
	}
	if g.nonce == "" && b.outside {
		g.nonce = v.Chance.ID() // AWS adds one where the sign-in was at an outside provider
	}
	if a.kind == "token" {
		v.grantTokens(a, g)
		return
	}
	code := v.Chance.ID()
	now := v.Clock.Now()
	g.expires = now.Add(codeLife)
	v.mu.Lock()
	sweep(v.pool.hosted.grants, now, func(g *grant) time.Time { return g.expires })
	v.pool.hosted.grants[fingerprint(code)] = &g
	v.mu.Unlock()
	v.secret(code)
	trace.Passed(v.r.Context(), "%s is signed in: a code for the application, good once and for %d minutes", b.user.name, int(codeLife/time.Minute))
	trace.Summarize(v.r.Context(), "back to the app, with a code")
	oauth2.Redirect(v.w, oauth2.Address(a.redirect, false, oauth2.Parameter{Name: "code", Value: code}, oauth2.Parameter{Name: "state", Value: a.state}))
}

// grantTokens answers the implicit flow. It brings no refresh token.
func (v *visit) grantTokens(a authorization, g grant) {
	result, err := v.open(v.r.Context(), a.client.ID, g)
	if err != nil {
		oauth2.RedirectError(v.w, v.r, a.redirect, a.state, asRedirect(err))
		return
	}
	v.secret(result.IdToken, result.AccessToken)
	trace.Summarize(v.r.Context(), "back to the app, with tokens")
	oauth2.Redirect(v.w, oauth2.Address(a.redirect, true,
		oauth2.Parameter{Name: "id_token", Value: result.IdToken}, oauth2.Parameter{Name: "access_token", Value: result.AccessToken},
		oauth2.Parameter{Name: "token_type", Value: "bearer"}, oauth2.Parameter{Name: "expires_in", Value: strconv.Itoa(result.ExpiresIn)},
		oauth2.Parameter{Name: "state", Value: a.state}))
}

// open starts the session of a sign-in at the domain and signs its tokens.
func (s *Service) open(ctx context.Context, clientID string, g grant) (AuthenticationResult, error) {
	sess, err := s.newSession(clientID, g.user)
	if err != nil {
		return AuthenticationResult{}, err
	}
	const domainTokens = 2
	sess.version, sess.scope, sess.nonce, sess.authTime, sess.resource = domainTokens, strings.Join(g.scopes, " "), g.nonce, g.since, g.resource
	s.mu.RLock()
	gone := sess.client.pool.subs[g.user.sub] != g.user
	err = s.checkState(ctx, sess.client.pool, g.user)
	s.mu.RUnlock()
	if gone {
		err = errNoUser
	}
	if err != nil {
		return AuthenticationResult{}, err
	}
	return s.issue(ctx, "TokenGeneration_HostedAuth", sess, nil)
}

// asRedirect puts a refusal of the pool into OAuth's words: an application learns what is wrong from the
// description.
func asRedirect(err error) *wire.Error {
	e := oauth2.As(err)
	if strings.HasSuffix(e.Code, "Exception") {
		return oauth2.Describe(oauth2.ErrInvalidRequest.Because("%s: %s", e.Code, e.Why), e.Message)
	}
	return e
}
