package identitypool

import (
	"context"
	"net/http"
	"sync"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsjson"
	"poolschool/sim/wire/rpc"
)

// Providers knows the outside world's issuers. World implements it with one table, because an
// issuer's address may differ from the name by which Logins calls it.
type Providers interface {
	// Lookup returns what tokens of a provider carry as iss, and where its keys are published.
	// provider is as Logins writes it: "cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh",
	// "accounts.google.com", host and path of an OpenID Connect provider.
	Lookup(provider string) (issuer, jwksURL string, ok bool)
	// Name turns another name of a provider into the one that settings and policies use; any
	// other text stays as it is.
	Name(provider string) string
}

// Opaque asks providers whose access tokens are no JWTs about one: graph.facebook.com,
// www.amazon.com, api.twitter.com, www.digits.com. It may be nil, then none of them answers.
type Opaque interface {
	// Introspect returns whose token it is and for which app id it was made. An error means that
	// the provider does not vouch for it.
	Introspect(ctx context.Context, provider, token string) (subject, app string, err error)
}

// UserPools is asked where ServerSideTokenCheck is on. It may be nil, then nothing is revoked.
type UserPools interface {
	// Revoked tells whether a user pool has meanwhile signed the token's user out everywhere, or
	// disabled or deleted it, and says which for the learner. provider is as Logins writes it.
	Revoked(ctx context.Context, provider, idToken string) (reason string, revoked bool)
}

// Config is what the service needs. All fields but Opaque and UserPools are required.
type Config struct {
	Region, AccountID string
	Clock             clock.Clock
	Chance            chance.Chance
	Keys              *keyring.Ring
	Client            *http.Client // World's own door: keys of issuers, and STS
	Guard             rpc.Guard
	Principals        *principal.Store
	Providers         Providers
	Opaque            Opaque
	UserPools         UserPools
	STS               string // endpoint: "https://sts.us-east-1.amazonaws.com"
}

// Service holds the identity pools of one account in one region. It is safe for concurrent use.
type Service struct {
	Config
	fetcher *token.Fetcher
	handler *awsjson.Handler

	// mu guards what follows. It is never held across a call over Client.
	mu         sync.Mutex
	pools      map[string]*pool     // by id
	poolOrder  []string             // ids, oldest first
	identities map[string]*identity // by id
	linked     map[link]string      // login → identity id
	deleted    map[string]string    // identity id → pool id, so that a deleted one is forbidden rather than unknown
}

// New returns the service without any pool.
func New(c Config) *Service {
	s := &Service{
		Config: c, fetcher: &token.Fetcher{Client: c.Client},
		pools: map[string]*pool{}, identities: map[string]*identity{}, linked: map[link]string{}, deleted: map[string]string{},
	}
	s.handler = awsjson.New(awsjson.Config{Service: "cognito-identity", Target: "AWSCognitoIdentityService", Guard: c.Guard}, s.rows()...)
	return s
}

func (s *Service) rows() []*rpc.Row {
	// Some operations have no resource that a policy could name, only "*".
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html
	onPool := func(in PoolRequest) string { return s.poolARN(in.IdentityPoolId) }
	return []*rpc.Row{
		rpc.Open("GetId", s.GetId),
		rpc.Open("GetCredentialsForIdentity", s.GetCredentialsForIdentity),
		rpc.Open("GetOpenIdToken", s.GetOpenIdToken),
		rpc.Open("UnlinkIdentity", s.UnlinkIdentity),

		rpc.Signed("GetOpenIdTokenForDeveloperIdentity", s.GetOpenIdTokenForDeveloperIdentity,
			func(in GetOpenIdTokenForDeveloperIdentityRequest) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("LookupDeveloperIdentity", s.LookupDeveloperIdentity,
			func(in LookupDeveloperIdentityRequest) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("MergeDeveloperIdentities", s.MergeDeveloperIdentities,
			func(in MergeDeveloperIdentitiesRequest) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("UnlinkDeveloperIdentity", s.UnlinkDeveloperIdentity,
			func(in UnlinkDeveloperIdentityRequest) string { return s.poolARN(in.IdentityPoolId) }),

		rpc.Signed("DescribeIdentity", s.DescribeIdentity, func(DescribeIdentityRequest) string { return "*" }),
		rpc.Signed("ListIdentities", s.ListIdentities, func(in ListIdentitiesRequest) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("DeleteIdentities", s.DeleteIdentities, func(DeleteIdentitiesRequest) string { return "*" }),

		rpc.Signed("CreateIdentityPool", s.CreateIdentityPool, func(CreateIdentityPoolRequest) string { return "*" }),
		rpc.Signed("UpdateIdentityPool", s.UpdateIdentityPool, func(in IdentityPool) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("DescribeIdentityPool", s.DescribeIdentityPool, onPool),
		rpc.Signed("DeleteIdentityPool", s.DeleteIdentityPool, onPool),
		rpc.Signed("ListIdentityPools", s.ListIdentityPools, func(ListIdentityPoolsRequest) string { return "*" }),
		rpc.Signed("SetIdentityPoolRoles", s.SetIdentityPoolRoles,
			func(in SetIdentityPoolRolesRequest) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("GetIdentityPoolRoles", s.GetIdentityPoolRoles, onPool),
		rpc.Signed("SetPrincipalTagAttributeMap", s.SetPrincipalTagAttributeMap,
			func(in PrincipalTagAttributeMap) string { return s.poolARN(in.IdentityPoolId) }),
		rpc.Signed("GetPrincipalTagAttributeMap", s.GetPrincipalTagAttributeMap,
			func(in TagMapRequest) string { return s.poolARN(in.IdentityPoolId) }),
	}
}

// Handler serves the JSON API.
func (s *Service) Handler() http.Handler { return s.handler }

// Operations is the service's table.
func (s *Service) Operations() []wire.Operation { return s.handler.Operations() }

// poolARN names a pool in policies. The region stands in it twice.
func (s *Service) poolARN(id string) string {
	return "arn:aws:cognito-identity:" + s.Region + ":" + s.AccountID + ":identitypool/" + id
}
