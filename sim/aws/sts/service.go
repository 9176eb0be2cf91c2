package sts

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/gate"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsquery"
	"poolschool/sim/wire/rpc"
)

// Providers knows whose tokens there are. World implements it with one table, because an
// issuer's address may differ from the name by which policies call the provider.
type Providers interface {
	// ByIssuer finds the provider that signs as issuer (a token's iss): its key as policies
	// write it ("accounts.google.com"), and where its keys are published.
	ByIssuer(issuer string) (key, jwksURL string, ok bool)
}

// Opaque asks providers whose access tokens are no JWTs about one: graph.facebook.com and
// www.amazon.com. It may be nil, then there are no such providers.
type Opaque interface {
	// Introspect returns whose token it is and for which app id it was made. An error means that
	// the provider does not vouch for it.
	Introspect(ctx context.Context, provider, token string) (subject, app string, err error)
}

// Config is what the service needs. All fields but Opaque are required.
type Config struct {
	Region, AccountID string
	Clock             clock.Clock
	Chance            chance.Chance
	Client            *http.Client // to fetch the keys of issuers
	Guard             rpc.Guard
	Principals        *principal.Store
	Providers         Providers
	Opaque            Opaque
}

// Service is STS. It keeps nothing itself: sessions go to the store, where the gate finds them. It
// is safe for concurrent use.
type Service struct {
	region, accountID string
	clock             clock.Clock
	chance            chance.Chance
	principals        *principal.Store
	providers         Providers
	opaque            Opaque
	keys              *token.Fetcher
	handler           *awsquery.Handler
	opened            atomic.Int64 // sessions so far
}

// New returns the service.
func New(c Config) *Service {
	s := &Service{
		region: c.Region, accountID: c.AccountID, clock: c.Clock, chance: c.Chance,
		principals: c.Principals, providers: c.Providers, opaque: c.Opaque,
		keys: &token.Fetcher{Client: c.Client},
	}
	s.handler = awsquery.New(
		awsquery.Config{Service: "sts", Version: "2011-06-15", Namespace: "https://sts.amazonaws.com/doc/2011-06-15/", Guard: c.Guard},
		rpc.Open("AssumeRoleWithWebIdentity", s.AssumeRoleWithWebIdentity),
		rpc.Signed("AssumeRole", s.AssumeRole, nil),
		rpc.Signed("GetCallerIdentity", s.GetCallerIdentity, nil),
	)
	return s
}

// Handler serves the query API. Trust policies ask about the request too, signed or not.
func (s *Service) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.handler.ServeHTTP(w, r.WithContext(gate.WithRequest(r.Context(), r, s.region)))
	})
}

// Operations is the service's table.
func (s *Service) Operations() []wire.Operation { return s.handler.Operations() }

// Load does nothing: an account starts without sessions.
func (s *Service) Load(account.Account) error { return nil }

// Snapshot shows the sessions that have not expired.
func (s *Service) Snapshot() []account.Node {
	now := s.clock.Now()
	var nodes []account.Node
	for _, x := range s.principals.Sessions() {
		if x.Expires.After(now) {
			nodes = append(nodes, account.Node{
				Side: account.IdentitySide, Kind: "session", ID: x.AccessKeyID,
				Label: x.AccessKeyID + ", role " + principal.RoleName(x.RoleARN), Note: "until " + x.Expires.Format(time.TimeOnly),
			})
		}
	}
	return nodes
}
