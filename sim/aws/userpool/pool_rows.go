package userpool

import (
	"slices"

	"poolschool/sim/wire/rpc"
)

// poolRows are the operations on pools and what belongs to them. Creating and listing pools is
// allowed on "*": there is no pool yet to name.
func (s *Service) poolRows() []*rpc.Row {
	all := func(ListUserPoolsRequest) string { return "*" }
	return slices.Concat([]*rpc.Row{
		rpc.Signed("CreateUserPool", s.CreateUserPool, func(CreateUserPoolRequest) string { return "*" }),
		rpc.Signed("DescribeUserPool", s.DescribeUserPool, s.arnOfPool),
		rpc.Signed("UpdateUserPool", s.UpdateUserPool, func(in UpdateUserPoolRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DeleteUserPool", s.DeleteUserPool, s.arnOfPool),
		rpc.Signed("ListUserPools", s.ListUserPools, all),
	}, s.clientRows(), s.domainRows(), s.providerRows(), s.serverRows())
}

func (s *Service) arnOfPool(in UserPoolRequest) string { return s.poolARN(in.UserPoolId) }

func (s *Service) clientRows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Signed("CreateUserPoolClient", s.CreateUserPoolClient, func(in CreateUserPoolClientRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DescribeUserPoolClient", s.DescribeUserPoolClient, s.arnOfClient),
		rpc.Signed("UpdateUserPoolClient", s.UpdateUserPoolClient, func(in UpdateUserPoolClientRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DeleteUserPoolClient", s.DeleteUserPoolClient, s.arnOfClient),
		rpc.Signed("AddUserPoolClientSecret", s.AddUserPoolClientSecret, func(in AddUserPoolClientSecretRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("ListUserPoolClientSecrets", s.ListUserPoolClientSecrets, func(in ListUserPoolClientSecretsRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DeleteUserPoolClientSecret", s.DeleteUserPoolClientSecret, func(in DeleteUserPoolClientSecretRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("ListUserPoolClients", s.ListUserPoolClients, func(in ListUserPoolClientsRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) domainRows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Signed("CreateUserPoolDomain", s.CreateUserPoolDomain, func(in CreateUserPoolDomainRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DescribeUserPoolDomain", s.DescribeUserPoolDomain, func(DescribeUserPoolDomainRequest) string { return "*" }),
		rpc.Signed("DeleteUserPoolDomain", s.DeleteUserPoolDomain, func(in DeleteUserPoolDomainRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) providerRows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Signed("CreateIdentityProvider", s.CreateIdentityProvider, func(in CreateIdentityProviderRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DescribeIdentityProvider", s.DescribeIdentityProvider, s.arnOfProvider),
		rpc.Signed("UpdateIdentityProvider", s.UpdateIdentityProvider, func(in UpdateIdentityProviderRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DeleteIdentityProvider", s.DeleteIdentityProvider, s.arnOfProvider),
		rpc.Signed("ListIdentityProviders", s.ListIdentityProviders, func(in ListIdentityProvidersRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) serverRows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Signed("CreateResourceServer", s.CreateResourceServer, s.arnOfServer),
		rpc.Signed("DescribeResourceServer", s.DescribeResourceServer, s.arnOfServerName),
		rpc.Signed("UpdateResourceServer", s.UpdateResourceServer, s.arnOfServer),
		rpc.Signed("DeleteResourceServer", s.DeleteResourceServer, s.arnOfServerName),
		rpc.Signed("ListResourceServers", s.ListResourceServers, func(in ListResourceServersRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}
