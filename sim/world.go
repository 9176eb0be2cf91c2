package sim

import (
	"fmt"
	"net/http"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/app"
	"poolschool/sim/aws/iam"
	"poolschool/sim/aws/identitypool"
	"poolschool/sim/aws/s3"
	"poolschool/sim/aws/sts"
	"poolschool/sim/aws/userpool"
	"poolschool/sim/principal"
	"poolschool/sim/social"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// World is one AWS account. It composes the services and decides nothing itself. A World is
// an http.RoundTripper and safe for concurrent use.
type World struct {
	config Config
	log    *trace.Log
	hosts  map[string]http.Handler // exact names; suffixes are in route
	ops    []wire.Operation

	home   *branch      // of the account's own region; the next three are its services
	abroad abroad       // the other regions
	s3door http.Handler // records its calls

	principals   *principal.Store
	admin        principal.User
	userpool     *userpool.Service
	identitypool *identitypool.Service
	sts          *sts.Service
	iam          *iam.Service
	s3           *s3.Service
	app          *app.App
	social       *social.Service
}

// service is what World needs of each.
type service interface {
	Load(account.Account) error
	Operations() []wire.Operation
	Snapshot() []account.Node
}

// New opens an account. The error says what in its description does not hold.
func New(c Config) (*World, error) {
	c = c.complete()
	w := &World{config: c, log: c.newLog(), principals: principal.New()}
	w.compose()
	if err := w.addAdmin(); err != nil {
		return nil, err
	}
	opened, err := w.published(c.Account)
	if err != nil {
		return nil, fmt.Errorf("account: %w", err)
	}
	for _, s := range w.services() {
		if err := s.Load(opened); err != nil {
			return nil, fmt.Errorf("account: %w", err)
		}
		w.ops = append(w.ops, s.Operations()...)
	}
	w.hosts = w.table()
	return w, nil
}

// compose makes the services. What one needs of another it reaches through Client, as over the
// network.
func (w *World) compose() {
	c := w.config
	w.home = w.branchIn(c)
	w.userpool, w.identitypool, w.sts = w.home.userpool, w.home.identitypool, w.home.sts
	w.iam = iam.New(iam.Config{
		AccountID: c.AccountID, Clock: c.Clock, Chance: c.Chance, Principals: w.principals,
		Guard: w.gateIn(global).Query("iam"),
	})
	w.composeSocial()
	g := w.gateIn(c.Region)
	w.s3 = s3.New(s3.Config{
		Region: c.Region, AccountID: c.AccountID, Clock: c.Clock, Chance: c.Chance, Gate: g, Blobs: c.Blobs,
		Taken: userpool.LoginPaths(), // behind a listener their paths are the login pages'
	})
	w.s3door = w.log.Record("s3", w.s3.Handler())
	issuer, keysURL, clients := w.appTrust()
	w.app = app.New(app.Config{
		Region: c.Region, AccountID: c.AccountID, Clock: c.Clock, Client: w.Client(), Gate: g,
		Issuer: issuer, KeysURL: keysURL, ClientIDs: clients,
	})
}

// services are in the order in which an account file is loaded: roles before what names them.
func (w *World) services() []service {
	return []service{w.iam, w.userpool, w.identitypool, w.sts, w.s3}
}

// Log is the record of every call.
func (w *World) Log() *trace.Log { return w.log }

// Client calls the account, and nothing else.
func (w *World) Client() *http.Client {
	return &http.Client{Transport: w, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// Operations are the rows of all services.
func (w *World) Operations() []wire.Operation { return slices.Clone(w.ops) }

// Operation finds a row: ("cognito-idp", "InitiateAuth").
func (w *World) Operation(service, name string) (wire.Operation, bool) {
	for _, op := range w.ops {
		if op.Service == service && op.Name == name {
			return op, true
		}
	}
	return wire.Operation{}, false
}

// Snapshot is a picture of the whole account.
func (w *World) Snapshot() account.Tree {
	var tree account.Tree
	for _, s := range w.services() {
		tree = append(tree, s.Snapshot()...)
	}
	return tree
}

// Inbox returns the messages that the account has sent.
func (w *World) Inbox() []userpool.Message { return w.userpool.Inbox() }
