package sim

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/social"
	"poolschool/sim/token"
)

// composeSocial makes the login servers of others. Whatever the account names as a client of theirs counts as registered
// there.
func (w *World) composeSocial() {
	c := w.config
	w.social = social.New(social.Config{Clock: c.Clock, Chance: c.Chance, Keys: c.Keys, Apps: w.socialApps, Domains: func() []string {
		var bases []string
		for _, domain := range w.userpool.Domains() {
			bases = append(bases, c.LoginURL(domain))
		}
		return bases
	}, AWSRoles: awsRoles(c.Account, c.AccountID)})
}

// awsRoles are the roles that the company's SAML provider gives its people, each with the provider's own name in IAM.
func awsRoles(a account.Account, accountID string) []string {
	var pairs []string
	for _, p := range a.SAMLProviders {
		for _, role := range p.Roles {
			pairs = append(pairs, a.RoleARN(accountID, role)+",arn:aws:iam::"+accountID+":saml-provider/"+p.Name)
		}
	}
	return pairs
}

// published fills in the metadata of SAML providers that the account file leaves to the company's.
func (w *World) published(a account.Account) (account.Account, error) {
	a.SAMLProviders = slices.Clone(a.SAMLProviders)
	for i := range a.SAMLProviders {
		if p := &a.SAMLProviders[i]; p.Metadata == "" {
			text, err := social.Metadata(w.config.Keys)
			if err != nil {
				return a, err
			}
			p.Metadata = text
		}
	}
	return a, nil
}

// socialApps are the applications that this account has at outside login servers: with their secrets those of user pools,
// without one those that an identity pool or IAM only accepts tokens for.
func (w *World) socialApps() []social.App {
	var apps []social.App
	for _, p := range w.userpool.OutsideProviders() {
		if server := serverOf(p); server != "" {
			apps = append(apps, social.App{Server: server, ID: p.Client, Secret: p.Secret})
		}
	}
	for _, pool := range w.config.Account.IdentityPools {
		for key, server := range map[string]string{"accounts.google.com": social.Google, "graph.facebook.com": social.Facebook} {
			if id := pool.Social[key]; id != "" {
				apps = append(apps, social.App{Server: server, ID: id})
			}
		}
	}
	for _, p := range w.config.Account.OIDCProviders {
		if strings.TrimPrefix(p.URL, "https://") == social.CompanyHost {
			for _, id := range p.Clients {
				apps = append(apps, social.App{Server: social.Company, ID: id})
			}
		}
	}
	return apps
}

// serverOf is the login server behind a user pool's provider; "" when none of ours is.
func serverOf(p account.SocialProvider) string {
	kind := p.Type
	if kind == "" {
		kind = p.Name
	}
	switch {
	case kind == social.Google, kind == social.Facebook:
		return kind
	case kind == "OIDC" && p.Issuer == "https://"+social.CompanyHost:
		return social.Company
	}
	return ""
}

// standing answers identity pools that ask whether a user pool still stands by a token (ServerSideTokenCheck).
type standing struct{ w *World }

// Revoked implements identitypool.UserPools.
func (s standing) Revoked(_ context.Context, provider, idToken string) (reason string, revoked bool) {
	t, err := token.Decode(idToken)
	if err != nil {
		return "", false
	}
	for _, b := range s.w.branches() {
		poolID, ok := strings.CutPrefix(provider, b.config.host(idp)+"/")
		if ok && !b.userpool.SessionOpen(poolID, t.Claims.Text("sub"), t.Claims.Text("origin_jti")) {
			return "its user has signed out everywhere, or is disabled or deleted", true
		}
	}
	return "", false // or not a user pool's: there is nobody to ask
}
