package identitypool

import (
	"fmt"
	"strings"

	"poolschool/sim/account"
)

// Load puts the identity pools of an account file in. Names of user pools, clients and roles
// become what AWS calls them. Ids must be filled in (account.Complete).
func (s *Service) Load(a account.Account) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, from := range a.IdentityPools {
		if _, taken := s.pools[from.ID]; taken {
			return fmt.Errorf("identity pool %q: the id %s stands twice", from.Name, from.ID)
		}
		p := &pool{IdentityPool: s.settings(a, from), roles: map[string]string{}, mappings: map[string]RoleMapping{}, tagMaps: map[string]tagMap{}}
		for state, name := range map[string]string{authenticated: from.Authenticated, unauthenticated: from.Unauthenticated} {
			if arn := a.RoleARN(s.AccountID, name); arn != "" {
				p.roles[state] = arn
			}
		}
		for _, m := range from.Mappings {
			p.mappings[s.providerKey(a, m.Provider)] = s.mapping(a, m)
		}
		for _, m := range from.TagMaps {
			p.tagMaps[tagKeyOf(s.providerKey(a, m.Provider))] = tagMap{defaults: m.Defaults, tags: m.Tags}
		}
		s.addPool(p)
	}
	return nil
}

func (s *Service) settings(a account.Account, from account.IdentityPool) IdentityPool {
	guests := from.AllowGuests
	p := IdentityPool{
		IdentityPoolId: from.ID, IdentityPoolName: from.Name, AllowUnauthenticatedIdentities: &guests,
		AllowClassicFlow: from.ClassicFlow, SupportedLoginProviders: from.Social, DeveloperProviderName: from.Developer,
	}
	for _, login := range from.UserPools {
		userPool, _ := a.Pool(login.Pool) // the file was checked: both are there
		client, _ := a.Client(login.Pool, login.Client)
		p.CognitoIdentityProviders = append(p.CognitoIdentityProviders, CognitoIdentityProvider{
			ProviderName: s.userPoolKey(userPool.ID), ClientId: client.ID, ServerSideTokenCheck: login.CheckPool,
		})
	}
	for _, url := range from.OIDC {
		p.OpenIdConnectProviderARNs = append(p.OpenIdConnectProviderARNs, s.oidcARN(url))
	}
	for _, name := range from.SAML {
		p.SamlProviderARNs = append(p.SamlProviderARNs, "arn:aws:iam::"+s.AccountID+":saml-provider/"+name)
	}
	return p
}

func (s *Service) userPoolKey(poolID string) string {
	return "cognito-idp." + s.Region + ".amazonaws.com/" + poolID
}

func (s *Service) oidcARN(url string) string {
	return "arn:aws:iam::" + s.AccountID + ":oidc-provider/" + bare(url)
}

// bare is an address without scheme and closing slash.
func bare(url string) string { return strings.TrimSuffix(strings.TrimPrefix(url, "https://"), "/") }

// providerKey turns "POOL/CLIENT" or "POOL", by the names of the file, into AWS's key, and the
// address of an OpenID Connect provider into its ARN. Anything else is AWS's key already.
func (s *Service) providerKey(a account.Account, name string) string {
	poolName, clientName, _ := strings.Cut(name, "/")
	if p, ok := a.Pool(poolName); ok {
		if c, ok := a.Client(poolName, clientName); ok {
			return s.userPoolKey(p.ID) + ":" + c.ID
		}
		return s.userPoolKey(p.ID)
	}
	for _, provider := range a.OIDCProviders {
		if bare(provider.URL) == bare(name) {
			return s.oidcARN(name)
		}
	}
	return name
}

func (s *Service) mapping(a account.Account, from account.Mapping) RoleMapping {
	m := RoleMapping{Type: from.Type, AmbiguousRoleResolution: from.Ambiguous}
	if from.Type != "Rules" {
		return m
	}
	m.RulesConfiguration = &RulesConfiguration{}
	for _, r := range from.Rules {
		m.RulesConfiguration.Rules = append(m.RulesConfiguration.Rules, MappingRule{
			Claim: r.Claim, MatchType: r.Match, Value: r.Value, RoleARN: a.RoleARN(s.AccountID, r.Role),
		})
	}
	return m
}
