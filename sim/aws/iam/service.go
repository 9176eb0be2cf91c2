package iam

import (
	"net/http"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/principal"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsquery"
	"poolschool/sim/wire/rpc"
)

// Config is what the service needs. All fields are required.
type Config struct {
	AccountID  string
	Clock      clock.Clock
	Chance     chance.Chance
	Guard      rpc.Guard
	Principals *principal.Store
}

// Service is IAM. It keeps nothing itself and is safe for concurrent use.
type Service struct {
	Config
	handler *awsquery.Handler
}

// New returns the service.
func New(c Config) *Service {
	s := &Service{Config: c}
	s.handler = awsquery.New(
		awsquery.Config{Service: "iam", Version: "2010-05-08", Namespace: "https://iam.amazonaws.com/doc/2010-05-08/", Guard: c.Guard},
		s.rows()...,
	)
	return s
}

func (s *Service) rows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Signed("CreateRole", s.CreateRole, func(in CreateRoleRequest) string { return s.arn("role" + pathOr(in.Path) + in.RoleName) }),
		rpc.Signed("GetRole", s.GetRole, func(in RoleRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("ListRoles", s.ListRoles, func(in ListRolesRequest) string { return s.arn("role" + pathOr(in.PathPrefix)) }),
		rpc.Signed("DeleteRole", s.DeleteRole, func(in RoleRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("UpdateAssumeRolePolicy", s.UpdateAssumeRolePolicy, func(in UpdateAssumeRolePolicyRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("PutRolePermissionsBoundary", s.PutRolePermissionsBoundary, func(in PutRolePermissionsBoundaryRequest) string { return s.roleARN(in.RoleName) }),

		rpc.Signed("PutRolePolicy", s.PutRolePolicy, func(in PutRolePolicyRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("GetRolePolicy", s.GetRolePolicy, func(in RolePolicyRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("DeleteRolePolicy", s.DeleteRolePolicy, func(in RolePolicyRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("ListRolePolicies", s.ListRolePolicies, func(in ListRolePoliciesRequest) string { return s.roleARN(in.RoleName) }),

		rpc.Signed("CreatePolicy", s.CreatePolicy, func(in CreatePolicyRequest) string { return s.arn("policy" + pathOr(in.Path) + in.PolicyName) }),
		rpc.Signed("AttachRolePolicy", s.AttachRolePolicy, func(in AttachedPolicyRequest) string { return s.roleARN(in.RoleName) }),
		rpc.Signed("DetachRolePolicy", s.DetachRolePolicy, func(in AttachedPolicyRequest) string { return s.roleARN(in.RoleName) }),

		rpc.Signed("CreateOpenIDConnectProvider", s.CreateOpenIDConnectProvider,
			func(in CreateOpenIDConnectProviderRequest) string { return s.arn("oidc-provider/" + bare(in.Url)) }),
		rpc.Signed("CreateSAMLProvider", s.CreateSAMLProvider,
			func(in CreateSAMLProviderRequest) string { return s.arn("saml-provider/" + in.Name) }),
	}
}

func (s *Service) arn(resource string) string { return "arn:aws:iam::" + s.AccountID + ":" + resource }

// roleARN names a role with its path, which only the role itself knows.
func (s *Service) roleARN(name string) string {
	if r, ok := s.Principals.Role(name); ok {
		return r.ARN
	}
	return s.arn("role/" + name)
}

// Handler serves the query API.
func (s *Service) Handler() http.Handler { return s.handler }

// Operations is the service's table.
func (s *Service) Operations() []wire.Operation { return s.handler.Operations() }

// Load opens the roles, policies and providers of an account file.
func (s *Service) Load(a account.Account) error {
	return loader{store: s.Principals, accountID: s.AccountID, chance: s.Chance, now: s.Clock.Now()}.load(a)
}

// Snapshot shows the roles with their policies, and the providers.
func (s *Service) Snapshot() []account.Node {
	var nodes []account.Node
	for _, r := range s.Principals.Roles() {
		node := account.Node{Side: account.IdentitySide, Kind: "role", ID: r.Name, Label: r.Name, Note: r.ARN}
		node.Children = append(node.Children, account.Node{Kind: "trust policy", ID: "trust", Label: "trust policy", Note: r.Trust.Source})
		for _, p := range r.Inline {
			node.Children = append(node.Children, account.Node{Kind: "policy", ID: p.Name, Label: p.Name, Note: p.Source})
		}
		for _, arn := range r.Attached {
			node.Children = append(node.Children, account.Node{Kind: "policy", ID: arn, Label: arn, Note: "attached"})
		}
		nodes = append(nodes, node)
	}
	for _, p := range s.Principals.Providers() {
		nodes = append(nodes, account.Node{Side: account.IdentitySide, Kind: "OIDC provider", ID: p.ARN, Label: p.URL})
	}
	for _, p := range s.Principals.SAMLProviders() {
		nodes = append(nodes, account.Node{Side: account.IdentitySide, Kind: "SAML provider", ID: p.ARN, Label: p.EntityID})
	}
	return nodes
}
