package userpool

import (
	"slices"

	"poolschool/sim/account"
)

// provider is the place of an outside provider in the pool's list; -1 when it has none of that
// name. Callers hold mu.
func (p *pool) provider(name string) int {
	return slices.IndexFunc(p.Providers, func(x account.SocialProvider) bool { return x.Name == name })
}

// providerType is "Google", "OIDC" and so on. Social providers are named for their type.
func providerType(p account.SocialProvider) string {
	if p.Type == "" {
		return p.Name
	}
	return p.Type
}
