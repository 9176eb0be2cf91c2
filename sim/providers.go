package sim

import (
	"strings"

	"poolschool/sim/account"
)

// providers is the one table of issuers: how a login is called in Logins and in policies, what its
// tokens carry as iss, and where its keys are published. The three are not derived from one another, because
// behind a listener they differ.
type providers struct {
	config Config
	pools  func() []string // ids of the user pools that exist now
}

// provider is one row.
type provider struct{ key, issuer, keys string }

func (p providers) rows() []provider {
	rows := []provider{
		{"cognito-identity.amazonaws.com", "https://cognito-identity.amazonaws.com", "https://cognito-identity.amazonaws.com/.well-known/jwks_uri"},
		{"accounts.google.com", "https://accounts.google.com", "https://www.googleapis.com/oauth2/v3/certs"},
	}
	for _, id := range p.pools() {
		key := p.config.providerKey(id)
		// Keys are fetched at AWS's own address, which World answers without a socket.
		rows = append(rows, provider{key, p.config.Issuer(id), "https://" + key + "/.well-known/jwks.json"})
	}
	for _, o := range p.config.Account.OIDCProviders {
		host := strings.TrimSuffix(strings.TrimPrefix(o.URL, "https://"), "/")
		rows = append(rows, provider{host, "https://" + host, "https://" + host + "/.well-known/jwks.json"})
	}
	return rows
}

// Lookup finds a provider by the key that Logins uses.
func (p providers) Lookup(key string) (issuer, jwksURL string, ok bool) {
	for _, row := range p.rows() {
		if row.key == key {
			return row.issuer, row.keys, true
		}
	}
	return "", "", false
}

// ByIssuer finds a provider by the iss of its tokens.
func (p providers) ByIssuer(issuer string) (key, jwksURL string, ok bool) {
	for _, row := range p.rows() {
		if row.issuer == issuer {
			return row.key, row.keys, true
		}
	}
	return "", "", false
}

// appPool is the user pool and client whose tokens the application accepts: those that the file
// names, or the first.
func appPool(a account.Account) (poolID, clientID string) {
	if a.App.Pool == "" && len(a.UserPools) > 0 && len(a.UserPools[0].Clients) > 0 {
		return a.UserPools[0].ID, a.UserPools[0].Clients[0].ID
	}
	pool, _ := a.Pool(a.App.Pool)
	client, _ := a.Client(a.App.Pool, a.App.Client)
	return pool.ID, client.ID
}
