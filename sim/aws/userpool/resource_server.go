package userpool

import (
	"context"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
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

func (s *Service) arnOfServer(in ResourceServerRequest) string  { return s.poolARN(in.UserPoolId) }
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

// CreateResourceServer adds a resource server.
func (s *Service) CreateResourceServer(ctx context.Context, in ResourceServerRequest) (ResourceServerResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	if p.server(in.Identifier) >= 0 {
		trace.Failed(ctx, "the identifier is free")
		return ResourceServerResponse{}, errServerExists.Saying(in.Identifier, p.ID)
	}
	if len(p.ResourceServers) >= mostResourceServers {
		return ResourceServerResponse{}, errServerLimit.Saying(p.ID, mostResourceServers)
	}
	trace.Passed(ctx, "the identifier is free")
	p.ResourceServers = append(slices.Clone(p.ResourceServers), in.settings())
	trace.Summarize(ctx, "%d scopes", len(in.Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(in.settings())}, nil
}

// DescribeResourceServer shows a resource server.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html
func (s *Service) DescribeResourceServer(ctx context.Context, in ResourceServerName) (ResourceServerResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	trace.Summarize(ctx, "%d scopes", len(p.ResourceServers[at].Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(p.ResourceServers[at])}, nil
}

// UpdateResourceServer replaces name and scopes.
func (s *Service) UpdateResourceServer(ctx context.Context, in ResourceServerRequest) (ResourceServerResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return ResourceServerResponse{}, err
	}
	p.ResourceServers = slices.Clone(p.ResourceServers)
	p.ResourceServers[at] = in.settings()
	trace.Summarize(ctx, "%d scopes", len(in.Scopes))
	return ResourceServerResponse{ResourceServer: p.shownServer(in.settings())}, nil
}

// DeleteResourceServer deletes a resource server. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html
func (s *Service) DeleteResourceServer(ctx context.Context, in ResourceServerName) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, at, err := s.serverIn(ctx, in.UserPoolId, in.Identifier)
	if err != nil {
		return awsjson.None{}, err
	}
	p.ResourceServers = slices.Delete(slices.Clone(p.ResourceServers), at, at+1)
	trace.Summarize(ctx, "resource server %s is gone", in.Identifier)
	return awsjson.None{}, nil
}

// ListResourceServersRequest asks for the resource servers of a pool, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html
type ListResourceServersRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	MaxResults *int   `min:"1" max:"50"`
	NextToken  string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// ListResourceServersResponse is one page.
type ListResourceServersResponse struct {
	ResourceServers []ResourceServer
	NextToken       string `json:",omitempty"`
}

// ListResourceServers lists resource servers as they were created.
func (s *Service) ListResourceServers(ctx context.Context, in ListResourceServersRequest) (ListResourceServersResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return ListResourceServersResponse{}, err
	}
	part, next, err := page(p.ResourceServers, in.NextToken, number(in.MaxResults))
	if err != nil {
		return ListResourceServersResponse{}, err
	}
	out := ListResourceServersResponse{ResourceServers: make([]ResourceServer, 0, len(part)), NextToken: next}
	for _, r := range part {
		out.ResourceServers = append(out.ResourceServers, p.shownServer(r))
	}
	trace.Summarize(ctx, "%d resource servers", len(part))
	return out, nil
}
