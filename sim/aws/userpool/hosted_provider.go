package userpool

import (
	"context"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// ownChoice is the pool itself as a value of identity_provider.
const ownChoice = "COGNITO"

// native reports whether the pool's own users may sign in to a client. A client without a list takes them.
func (c *client) native() bool {
	return len(c.IdentityProviders) == 0 || slices.Contains(c.IdentityProviders, ownChoice)
}

// offered are the outside providers that a client takes, in the pool's order.
func (v *visit) offered(c *client) []account.SocialProvider {
	var out []account.SocialProvider
	for _, x := range v.settings.Providers {
		if slices.Contains(c.IdentityProviders, x.Name) {
			out = append(out, x)
		}
	}
	return out
}

// providerByIdentifier finds a provider by one of its IdpIdentifiers; "" when there is none.
func (v *visit) providerByIdentifier(id string) string {
	for _, x := range v.settings.Providers {
		if slices.Contains(x.Aliases, id) {
			return x.Name
		}
	}
	return ""
}

// checkProviderChoice refuses a provider that the client does not take.
func (v *visit) checkProviderChoice(ctx context.Context, a *authorization) error {
	if a.provider == "" {
		return nil
	}
	if a.provider == ownChoice && a.client.native() {
		return nil
	}
	if _, ok := v.choice(a.client, a.provider); ok {
		trace.Passed(ctx, "the client takes people from %s", a.provider)
		return nil
	}
	trace.Failed(ctx, "the client takes people from %s", a.provider)
	return oauth2.ErrInvalidRequest.Because("SupportedIdentityProviders of this client, or the pool, lack %q", a.provider)
}

func (v *visit) choice(c *client, name string) (account.SocialProvider, bool) {
	offered := v.offered(c)
	i := slices.IndexFunc(offered, func(x account.SocialProvider) bool { return x.Name == name })
	if i < 0 {
		return account.SocialProvider{}, false
	}
	return offered[i], true
}

// outside sends the browser to an outside provider, if that is where this sign-in has to go: the application has
// named one, or the client takes no others.
func (v *visit) outside(a authorization) bool {
	name := a.provider
	if offered := v.offered(a.client); name == "" && !a.client.native() && len(offered) == 1 {
		name = offered[0].Name
	}
	x, ok := v.choice(a.client, name)
	if !ok {
		return false
	}
	v.leave(a, x)
	return true
}
