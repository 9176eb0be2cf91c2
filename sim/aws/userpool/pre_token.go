package userpool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/token"
	"poolschool/sim/trace"
)

// fixed are the claims that no function can change. In an access token those that say whose
// it is are fixed as well.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
func fixed(name string, access bool) bool {
	always := []string{
		"acr", "amr", "aud", "at_hash", "auth_time", "azp", "cognito:username", "exp", "iat", "identities", "iss", "jti", "nbf",
		"nonce", "origin_jti", "sub", "token_use",
	}
	inAccess := []string{"client_id", "device_key", "event_id", "scope", "username", "version"}
	return slices.Contains(always, name) || access && slices.Contains(inAccess, name)
}

// generate lets the pool's own function change tokens before they are signed.
func (s *Service) generate(ctx context.Context, source string, sess *session, t unsigned, metadata map[string]string) (unsigned, error) {
	p := sess.client.pool
	triggers := s.triggersOf(p)
	newer := triggers.PreTokenGenerationV2
	if triggers.PreTokenGenerationV3 != nil {
		newer = triggers.PreTokenGenerationV3
	}
	if triggers.PreTokenGeneration == nil && newer == nil {
		return t, nil
	}
	event := s.event(source, p, sess.client, sess.user.name, sess.user, metadata)
	groups := Groups{Names: t.id.Strings("cognito:groups"), Roles: t.id.Strings("cognito:roles"), Preferred: t.id.Text("cognito:preferred_role")}
	if newer != nil {
		e := &PreTokenGenerationV2{Event: event, Groups: groups, Scopes: strings.Fields(sess.scope)}
		if err := run(ctx, "PreTokenGeneration", newer, e); err != nil {
			return unsigned{}, err
		}
		t = t.regrouped(e.Override)
		t.id = change(ctx, t.id, e.ID, false)
		t.access = change(ctx, rescope(t.access, e.Access), e.Access, true)
		return t, nil
	}
	e := &PreTokenGeneration{Event: event, Groups: groups}
	if err := run(ctx, "PreTokenGeneration", triggers.PreTokenGeneration, e); err != nil {
		return unsigned{}, err
	}
	changes := ClaimChanges{AddOrOverride: map[string]any{}, Suppress: e.Suppress}
	for name, value := range e.AddOrOverride {
		changes.AddOrOverride[name] = value
	}
	t = t.regrouped(e.Override)
	t.id = change(ctx, t.id, changes, false)
	return t, nil
}

// generateForMachine lets a function of version 3 change the access token of an application. Older versions are not
// asked.
func (s *Service) generateForMachine(ctx context.Context, c *client, access token.Claims, metadata map[string]string) (token.Claims, error) {
	f := s.triggersOf(c.pool).PreTokenGenerationV3
	if f == nil {
		return access, nil
	}
	e := &PreTokenGenerationV2{
		Event: s.event("TokenGeneration_ClientCredentials", c.pool, c, "", nil, metadata), Scopes: strings.Fields(access.Text("scope")),
	}
	if err := run(ctx, "PreTokenGeneration", f, e); err != nil {
		return nil, err
	}
	return change(ctx, rescope(access, e.Access), e.Access, true), nil
}

// regrouped replaces what the groups of a user put into the tokens.
func (t unsigned) regrouped(g *Groups) unsigned {
	if g == nil {
		return t
	}
	t.id = set(t.id, "cognito:groups", g.Names)
	t.id = set(t.id, "cognito:roles", g.Roles)
	t.id = set(t.id, "cognito:preferred_role", g.Preferred)
	t.access = set(t.access, "cognito:groups", g.Names)
	return t
}

func rescope(access token.Claims, c ClaimChanges) token.Claims {
	scopes := strings.Fields(access.Text("scope"))
	for _, scope := range c.AddScopes {
		if !slices.Contains(scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	scopes = slices.DeleteFunc(scopes, func(scope string) bool { return slices.Contains(c.SuppressScopes, scope) })
	return set(access, "scope", strings.Join(scopes, " "))
}

// change applies what a function answered. What it may not change stays as it is, without
// an error.
func change(ctx context.Context, claims token.Claims, c ClaimChanges, access bool) token.Claims {
	names := make([]string, 0, len(c.AddOrOverride))
	for name := range c.AddOrOverride {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if fixed(name, access) {
			trace.Failed(ctx, "%s may be changed by a function", name)
			continue
		}
		claims = set(claims, name, c.AddOrOverride[name])
	}
	for _, name := range c.Suppress {
		if !fixed(name, access) {
			claims = set(claims, name, nil)
		}
	}
	return claims
}

// set gives a claim another value where it stands, or at the end; an empty value takes it out.
func set(claims token.Claims, name string, value any) token.Claims {
	i := slices.IndexFunc(claims, func(c token.Claim) bool { return c.Name == name })
	fresh := token.Claims{}.With(name, value)
	switch {
	case i < 0:
		return append(claims, fresh...)
	case len(fresh) == 0:
		return slices.Delete(claims, i, i+1)
	}
	claims[i] = fresh[0]
	return claims
}
