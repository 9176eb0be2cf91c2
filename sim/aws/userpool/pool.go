package userpool

import (
	"fmt"
	"strings"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/keyring"
)

// pool is one user pool. Its settings are the account file's shape: what the API creates and
// what a file describes is the same thing.
type pool struct {
	account.UserPool
	shown             PoolSettings // as last sent: members that are only kept and shown
	created, modified time.Time

	idKey, accessKey signer
	clients          []*client
	groups           map[string]*group
	users            map[string]*user // by immutable username
	subs             map[string]*user
	aliases          map[string]*user   // verified e-mail, phone number, preferred username
	list             []*user            // as created: what ListUsers walks through
	last             int                // number of the newest user
	refresh          map[string]refresh // by hash of the token
	ghosts           ghosts
	links            map[login]*user  // outside logins that lead to a profile
	providerDates    map[string]dates // by name
	loginVersion     int              // 1: classic hosted UI, 2: managed login
	arn              string

	hosted   hosted              // what its domain remembers
	attempts map[string]*attempt // sign-ins that are under way, by hash of their session string
	sweepAt  int                 // number of attempts at which expired ones are dropped

	sweepRefreshAt int    // the same for refresh tokens
	salt           []byte // makes what is shown of users who do not exist
	mfaTexts       mfaTexts
	webAuthn       *WebAuthnConfiguration // kept and shown
}

// signer is one of the two keys of a pool: ID tokens and access tokens are signed by
// different ones, so their key ids differ.
type signer struct {
	kid  string // 44 characters of base64
	name string // in the key ring
}

// client is an app client.
type client struct {
	account.Client
	shown             ClientSettings // as last sent: units of lifetimes
	life              lives
	secrets           *secrets
	pool              *pool
	created, modified time.Time
}

// newPool makes an empty pool from its settings, whose id must be filled in. Callers hold mu.
func (s *Service) newPool(settings account.UserPool) *pool {
	s.made++
	n := s.made
	p := &pool{
		UserPool:      settings,
		created:       s.Clock.Now(),
		modified:      s.Clock.Now(),
		idKey:         signer{kid: s.kid(), name: keyring.UserPoolID},
		accessKey:     signer{kid: s.kid(), name: keyring.UserPoolAccess},
		groups:        map[string]*group{},
		users:         map[string]*user{},
		subs:          map[string]*user{},
		aliases:       map[string]*user{},
		refresh:       map[string]refresh{},
		attempts:      map[string]*attempt{},
		hosted:        newHosted(),
		salt:          s.Chance.Bytes(saltLength),
		ghosts:        ghosts{},
		links:         map[login]*user{},
		providerDates: map[string]dates{},
		arn:           fmt.Sprintf("arn:aws:cognito-idp:%s:%s:userpool/%s", s.Region, s.AccountID, settings.ID),
	}
	if n > 1 {
		p.idKey.name, p.accessKey.name = fmt.Sprintf("userpool-%d/id", n), fmt.Sprintf("userpool-%d/access", n)
	}
	s.pools[p.ID] = p
	s.order = append(s.order, p)
	return p
}

// newClient adds a client to a pool. Callers hold mu.
func (s *Service) newClient(p *pool, settings account.Client) *client {
	now := s.Clock.Now()
	c := &client{Client: settings, shown: sentBy(settings), secrets: &secrets{}, pool: p, created: now, modified: now}
	if c.Secret != "" {
		c.secrets.kept = []secret{newSecret(c.ID, c.Secret, now)}
		c.Secret = "" // secrets has it
	}
	c.life = lives{
		id: minutes(c.IDTokenMinutes, defaultTokenLife), access: minutes(c.AccessMinutes, defaultTokenLife),
		refresh: minutes(c.RefreshMinutes, defaultRefreshLife),
	}
	p.clients = append(p.clients, c)
	s.clients[c.ID] = c
	return c
}

// short is the pool's name in SRP and in the default domain: what follows "_".
func (p *pool) short() string {
	_, name, _ := strings.Cut(p.ID, "_")
	return name
}

// who binds a password record to a user of this pool.
func (p *pool) who(u *user) srp.User { return srp.User{Pool: p.short(), Name: u.name} }

// fold is how usernames and aliases are compared.
func (p *pool) fold(name string) string {
	if p.CaseInsensitive {
		return strings.ToLower(name)
	}
	return name
}

// find returns a user by username, sub or alias. Callers hold mu.
func (p *pool) find(name string) (*user, bool) {
	for _, index := range []map[string]*user{p.users, p.subs, p.aliases} {
		if u, ok := index[p.fold(name)]; ok {
			return u, true
		}
	}
	return nil, false
}

// PoolIDs lists the ids of all pools, oldest first.
func (s *Service) PoolIDs() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	ids := make([]string, len(s.order))
	for i, p := range s.order {
		ids[i] = p.ID
	}
	return ids
}
