package userpool

import (
	"slices"
	"strings"

	"poolschool/sim/wire/oauth2"
)

// Scopes of OpenID Connect.
const (
	scopeOpenID  = "openid"
	scopeProfile = "profile"
	scopeEmail   = "email"
	scopePhone   = "phone"
)

// grantScopes turns the scope parameter into what is granted: everything that the client has when
// nothing is asked for; otherwise what is asked for and is the client's. A scope that the pool has never
// heard of is refused, one that is only not this client's is passed over. Callers hold mu.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
func (c *client) grantScopes(asked string) ([]string, error) {
	needsOpenID := []string{scopePhone, scopeEmail, scopeProfile}
	if strings.TrimSpace(asked) == "" {
		if slices.Contains(c.Scopes, scopeOpenID) {
			return slices.Clone(c.Scopes), nil
		}
		return slices.DeleteFunc(slices.Clone(c.Scopes), func(s string) bool { return slices.Contains(needsOpenID, s) }), nil
	}
	var granted []string
	for scope := range strings.FieldsSeq(asked) {
		if !c.pool.hasScope(scope) {
			return nil, oauth2.ErrInvalidScope.Because("neither OpenID Connect nor a resource server of this pool has the scope %q", scope)
		}
		if slices.Contains(c.Scopes, scope) && !slices.Contains(granted, scope) {
			granted = append(granted, scope)
		}
	}
	if len(granted) == 0 {
		return nil, oauth2.ErrInvalidScope.Because("AllowedOAuthScopes of this client hold none of %q", asked)
	}
	if !slices.Contains(granted, scopeOpenID) {
		for _, scope := range granted {
			if slices.Contains(needsOpenID, scope) {
				return nil, oauth2.ErrInvalidScope.Because("%s can be asked for together with openid only", scope)
			}
		}
	}
	return granted, nil
}

// hides names an attribute that a scope covers and the client may not read; "" when there is none. profile covers what
// the client may read, so it hides nothing.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
func (c *client) hides(scopes []string) string {
	covered := map[string]string{scopeEmail: "email", scopePhone: "phone_number"}
	for _, scope := range scopes {
		kind := covered[scope]
		for _, attribute := range []string{kind, kind + "_verified"} {
			if kind != "" && !c.readable(attribute) {
				return attribute
			}
		}
	}
	return ""
}

// identifies reports whether a session has an ID token: one of the domain's endpoints needs openid for that.
func (sess *session) identifies() bool {
	return sess.version == 0 || slices.Contains(strings.Fields(sess.scope), scopeOpenID)
}

// shows reports whether an attribute is the session's to see: readable by the client, and covered by the
// scopes that were granted. openid alone, and profile, cover all of them.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
func (sess *session) shows(attribute string) bool {
	if !sess.client.readable(attribute) {
		return false
	}
	scopes := strings.Fields(sess.scope)
	email, phone := slices.Contains(scopes, scopeEmail), slices.Contains(scopes, scopePhone)
	if sess.version == 0 || slices.Contains(scopes, scopeProfile) || !email && !phone {
		return true
	}
	return email && strings.HasPrefix(attribute, "email") || phone && strings.HasPrefix(attribute, "phone_number")
}
