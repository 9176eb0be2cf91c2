package userpool

import (
	"context"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// ResourceServerRequest describes an API that has scopes of its own, for creating and updating it. An
// access token carries them as Identifier/ScopeName.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html
type ResourceServerRequest struct {
	UserPoolId string                `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Identifier string                `required:"true" min:"1" max:"256" pattern:"[\\x21\\x23-\\x5B\\x5D-\\x7E]+"`
	Name       string                `required:"true" min:"1" max:"256" pattern:"[\\w\\s+=,.@-]+"`
	Scopes     []ResourceServerScope `max:"100"`
}

// ResourceServerScope is one scope.
type ResourceServerScope struct {
	ScopeName        string `required:"true" min:"1" max:"256" pattern:"[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+"`
	ScopeDescription string `required:"true" min:"1" max:"256"`
}

// ResourceServer is a resource server of a pool.
type ResourceServer struct {
	UserPoolId string
	Identifier string
	Name       string
	Scopes     []ResourceServerScope
}

// ResourceServerResponse is the whole answer of operations on one resource server.
type ResourceServerResponse struct{ ResourceServer ResourceServer }

// ResourceServerName names a resource server: the whole request of several operations.
type ResourceServerName struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	Identifier string `required:"true" min:"1" max:"256" pattern:"[\\x21\\x23-\\x5B\\x5D-\\x7E]+"`
}

// mostResourceServers of a pool.
const mostResourceServers = 25

// Refusals of resource servers. The text of the last is not recorded.
var (
	errServerExists = refusal("InvalidParameterException", "%s already exists in user pool %s.")
	errNoServer     = refusal("ResourceNotFoundException", "Resource server %s does not exist.")
	errServerLimit  = refusal("LimitExceededException", "User pool %s has reached the limit of %d resource servers.")
)

func (s *Service) arnOfServer(in ResourceServerRequest) string { return s.poolARN(in.UserPoolId) }

func (s *Service) arnOfServerName(in ResourceServerName) string { return s.poolARN(in.UserPoolId) }

func (in ResourceServerRequest) settings() account.ResourceServer {
	r := account.ResourceServer{ID: in.Identifier, Name: in.Name, Descriptions: map[string]string{}}
	for _, scope := range in.Scopes {
		r.Scopes = append(r.Scopes, scope.ScopeName)
		r.Descriptions[scope.ScopeName] = scope.ScopeDescription
	}
	return r
}

func (p *pool) shownServer(r account.ResourceServer) ResourceServer {
	out := ResourceServer{UserPoolId: p.ID, Identifier: r.ID, Name: first(r.Name, r.ID), Scopes: []ResourceServerScope{}}
	for _, scope := range r.Scopes {
		out.Scopes = append(out.Scopes, ResourceServerScope{ScopeName: scope, ScopeDescription: first(r.Descriptions[scope], scope)})
	}
	return out
}

// server is the place of a resource server in the pool's list; -1 for none. Callers hold mu.
func (p *pool) server(id string) int {
	return slices.IndexFunc(p.ResourceServers, func(r account.ResourceServer) bool { return r.ID == id })
}

// serverIn finds a pool and the place of a resource server in it. Callers hold mu.
func (s *Service) serverIn(ctx context.Context, poolID, id string) (*pool, int, error) {
	p, err := s.poolIn(ctx, poolID)
	if err != nil {
		return nil, 0, err
	}
	at := p.server(id)
	if at < 0 {
		trace.Failed(ctx, "the pool has resource server %s", id)
		return nil, 0, errNoServer.Saying(id)
	}
	trace.Passed(ctx, "the pool has resource server %s", id)
	return p, at, nil
}
