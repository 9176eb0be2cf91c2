package userpool

import (
	"crypto/rsa"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"sync"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/token"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsjson"
	"poolschool/sim/wire/rpc"
)

// Config is what the service is given.
type Config struct {
	Region    string
	AccountID string
	Clock     clock.Clock
	Chance    chance.Chance
	Keys      *keyring.Ring
	Guard     rpc.Guard
	// Issuer is the URL that a pool's tokens carry as iss.
	Issuer func(poolID string) string
	// UpdatedIssuer is the same for pools that chose the newer form; nil: they have the same.
	UpdatedIssuer func(poolID string) string
	// LoginURL is the base address of a pool's login pages; "" when it has no domain.
	LoginURL func(domain string) string
	// Client reaches outside login servers: codes are exchanged and keys fetched over it. nil where no pool
	// has an outside provider.
	Client *http.Client
	// EmailsADay is how many e-mails Cognito's own sender sends between two mornings; 0 is any number.
	EmailsADay int
	// Triggers are a pool's Lambda functions, by the pool's name; nil when no pool has any.
	Triggers func(pool string) Triggers
}

// Service is the user pools of one account in one Region.
//
// mu guards everything below it, pools and users included. It is never held across a
// call to another service, nor while a password is hashed or a token signed.
type Service struct {
	Config
	api     *awsjson.Handler
	domains http.Handler       // paths of every pool's domain
	pages   *template.Template // of the domain
	keys    *token.Fetcher     // of outside login servers

	mu      sync.RWMutex
	pools   map[string]*pool   // by id
	order   []*pool            // as created
	made    int                // pools ever made: each has keys of its own
	clients map[string]*client // by client id: the API finds the pool by its client
	inbox   []Message
	mailDay string // on which mailed e-mails were sent
	mailed  int
}

// New returns a service without pools.
func New(c Config) *Service {
	s := &Service{
		Config: c, pools: map[string]*pool{}, clients: map[string]*client{},
		domains: domainMux(), pages: parsePages(), keys: &token.Fetcher{Client: c.Client},
	}
	s.api = awsjson.New(awsjson.Config{Service: "cognito-idp", Target: "AWSCognitoIdentityProviderService", Guard: c.Guard}, s.rows()...)
	return s
}

// rows is the table of operations. Each half of the service keeps its own part.
func (s *Service) rows() []*rpc.Row {
	return slices.Concat(s.userRows(), s.authRows(), s.adminRows(), s.groupRows(), s.poolRows())
}

// Operations is the service's table.
func (s *Service) Operations() []wire.Operation { return s.api.Operations() }

// Handler answers at cognito-idp.REGION.amazonaws.com: the API, and each pool's discovery
// document and keys.
func (s *Service) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, wellKnown) {
			s.serveWellKnown(w, r)
			return
		}
		s.api.ServeHTTP(w, r)
	})
}

// IssuerHandler answers at issuer-cognito-idp.REGION.amazonaws.com, where pools of the newer form publish the same.
func (s *Service) IssuerHandler() http.Handler { return http.HandlerFunc(s.serveWellKnown) }

// findClient returns the client and its pool. Callers hold mu.
func (s *Service) findClient(id string) (*client, error) {
	c, ok := s.clients[id]
	if !ok {
		return nil, errNoClient.Saying(id)
	}
	return c, nil
}

// findPool returns a pool by id. Callers hold mu.
func (s *Service) findPool(id string) (*pool, error) {
	p, ok := s.pools[id]
	if !ok {
		return nil, errNoPool.Saying(id)
	}
	return p, nil
}

// signingKey returns one of a pool's two keys; it may have to wait until the key is made.
func (s *Service) signingKey(name string) (*rsa.PrivateKey, error) {
	key, err := s.Keys.Key(name)
	if err != nil {
		return nil, errInternal.Because("%v", err)
	}
	return key, nil
}
