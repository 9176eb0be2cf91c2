package userpool

import (
	"slices"

	"poolschool/sim/wire/awsjson"
)

// poolRows are the operations on pools and what belongs to them. Creating and listing pools is
// allowed on "*": there is no pool yet to name.
func (s *Service) poolRows() []*awsjson.Row {
	all := func(ListUserPoolsRequest) string { return "*" }
	return slices.Concat([]*awsjson.Row{
		awsjson.Signed("CreateUserPool", s.CreateUserPool, func(CreateUserPoolRequest) string { return "*" }),
		awsjson.Signed("DescribeUserPool", s.DescribeUserPool, s.arnOfPool),
		awsjson.Signed("UpdateUserPool", s.UpdateUserPool, func(in UpdateUserPoolRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DeleteUserPool", s.DeleteUserPool, s.arnOfPool),
		awsjson.Signed("ListUserPools", s.ListUserPools, all),
	}, s.clientRows(), s.domainRows(), s.providerRows(), s.serverRows())
}

func (s *Service) arnOfPool(in UserPoolRequest) string { return s.poolARN(in.UserPoolId) }

func (s *Service) clientRows() []*awsjson.Row {
	return []*awsjson.Row{
		awsjson.Signed("CreateUserPoolClient", s.CreateUserPoolClient, func(in CreateUserPoolClientRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DescribeUserPoolClient", s.DescribeUserPoolClient, s.arnOfClient),
		awsjson.Signed("UpdateUserPoolClient", s.UpdateUserPoolClient, func(in UpdateUserPoolClientRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DeleteUserPoolClient", s.DeleteUserPoolClient, s.arnOfClient),
		awsjson.Signed("ListUserPoolClients", s.ListUserPoolClients, func(in ListUserPoolClientsRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) domainRows() []*awsjson.Row {
	return []*awsjson.Row{
		awsjson.Signed("CreateUserPoolDomain", s.CreateUserPoolDomain, func(in CreateUserPoolDomainRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DescribeUserPoolDomain", s.DescribeUserPoolDomain, func(DescribeUserPoolDomainRequest) string { return "*" }),
		awsjson.Signed("DeleteUserPoolDomain", s.DeleteUserPoolDomain, func(in DeleteUserPoolDomainRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) providerRows() []*awsjson.Row {
	return []*awsjson.Row{
		awsjson.Signed("CreateIdentityProvider", s.CreateIdentityProvider, func(in CreateIdentityProviderRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DescribeIdentityProvider", s.DescribeIdentityProvider, s.arnOfProvider),
		awsjson.Signed("UpdateIdentityProvider", s.UpdateIdentityProvider, func(in UpdateIdentityProviderRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DeleteIdentityProvider", s.DeleteIdentityProvider, s.arnOfProvider),
		awsjson.Signed("ListIdentityProviders", s.ListIdentityProviders, func(in ListIdentityProvidersRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}

func (s *Service) serverRows() []*awsjson.Row {
	return []*awsjson.Row{
		awsjson.Signed("CreateResourceServer", s.CreateResourceServer, s.arnOfServer),
		awsjson.Signed("DescribeResourceServer", s.DescribeResourceServer, s.arnOfServerName),
		awsjson.Signed("UpdateResourceServer", s.UpdateResourceServer, s.arnOfServer),
		awsjson.Signed("DeleteResourceServer", s.DeleteResourceServer, s.arnOfServerName),
		awsjson.Signed("ListResourceServers", s.ListResourceServers, func(in ListResourceServersRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}
