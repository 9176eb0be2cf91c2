package sim

import (
	"slices"
	"strings"

	"poolschool/sim/account"
)

// providers is the one table of issuers: how a login is called in Logins and in policies, what its
// tokens carry as iss, and where its keys are published. The three are not derived from one another, because
// behind a listener they differ.
type providers struct {
	config   Config
	branches func() []*branch // whose user pools exist now
}

// provider is one row.
type provider struct{ key, issuer, keys string }

func (p providers) rows() []provider {
	rows := []provider{
		{"cognito-identity.amazonaws.com", "https://cognito-identity.amazonaws.com", "https://cognito-identity.amazonaws.com/.well-known/jwks_uri"},
		{"accounts.google.com", "https://accounts.google.com", "https://www.googleapis.com/oauth2/v3/certs"},
	}
	for _, b := range p.branches() {
		for _, id := range b.userpool.PoolIDs() {
			key := b.config.providerKey(id)
			// Keys are fetched at AWS's own address, which World answers without a socket.
			rows = append(rows, provider{key, b.userpool.IssuerOf(id), "https://" + key + "/.well-known/jwks.json"})
		}
	}
	for _, o := range p.config.Account.OIDCProviders {
		host := strings.TrimSuffix(strings.TrimPrefix(o.URL, "https://"), "/")
		rows = append(rows, provider{host, "https://" + host, "https://" + host + "/.well-known/jwks.json"})
	}
	return rows
}

// Name is the key of a provider. Behind a listener a user pool is also known by its issuer without the scheme, as
// client libraries derive it from iss.
func (p providers) Name(key string) string {
	for _, row := range p.rows() {
		if _, address, ok := strings.Cut(row.issuer, "://"); ok && address == key {
			return row.key
		}
	}
	return key
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

// appTrust is whose tokens the application accepts: those of an issuer that the file names, else of its user pool.
func (w *World) appTrust() (issuer, keysURL string, clientIDs []string) {
	c := w.config
	if own := c.Account.App.Issuer; own != "" {
		return own, own + "/.well-known/jwks.json", []string{c.Account.App.Audience}
	}
	pool, clientIDs := appPool(c.Account)
	return c.Issuer(pool), "https://" + c.providerKey(pool) + "/.well-known/jwks.json", clientIDs
}

// appPool is the user pool whose tokens the application accepts, and the clients for which they may be made: the one that
// the file names, or else the first, and the pool's machine clients. A machine is no stranger to the API that its
// scopes are for.
func appPool(a account.Account) (poolID string, clientIDs []string) {
	pool, named := a.Pool(a.App.Pool)
	if !named && len(a.UserPools) > 0 {
		pool = a.UserPools[0]
	}
	for i, c := range pool.Clients {
		if c.Name == a.App.Client || !named && i == 0 || slices.Contains(c.OAuthFlows, "client_credentials") {
			clientIDs = append(clientIDs, c.ID)
		}
	}
	return pool.ID, clientIDs
}
