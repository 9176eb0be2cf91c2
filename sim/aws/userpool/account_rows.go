package userpool

import "poolschool/sim/wire/rpc"

// userRows are the operations with which people look after their own account.
func (s *Service) userRows() []*rpc.Row {
	return []*rpc.Row{
		rpc.Open("SignUp", s.SignUp),
		rpc.Open("ConfirmSignUp", s.ConfirmSignUp),
		rpc.Open("ResendConfirmationCode", s.ResendConfirmationCode),
		rpc.Open("ForgotPassword", s.ForgotPassword),
		rpc.Open("ConfirmForgotPassword", s.ConfirmForgotPassword),
		rpc.ByToken("GetUser", s.GetUser),
		rpc.ByToken("UpdateUserAttributes", s.UpdateUserAttributes),
		rpc.ByToken("DeleteUserAttributes", s.DeleteUserAttributes),
		rpc.ByToken("GetUserAttributeVerificationCode", s.GetUserAttributeVerificationCode),
		rpc.ByToken("VerifyUserAttribute", s.VerifyUserAttribute),
		rpc.ByToken("ChangePassword", s.ChangePassword),
		rpc.ByToken("DeleteUser", s.DeleteUser),
	}
}

// adminRows are the operations on users for whoever IAM lets in.
func (s *Service) adminRows() []*rpc.Row {
	pool := s.poolARN
	return []*rpc.Row{
		rpc.Signed("AdminGetUser", s.AdminGetUser, s.arnOfUser),
		rpc.Signed("AdminCreateUser", s.AdminCreateUser, func(in AdminCreateUserRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminSetUserPassword", s.AdminSetUserPassword, func(in AdminSetUserPasswordRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminResetUserPassword", s.AdminResetUserPassword, s.arnOfUser),
		rpc.Signed("AdminConfirmSignUp", s.AdminConfirmSignUp, s.arnOfUser),
		rpc.Signed("AdminEnableUser", s.AdminEnableUser, s.arnOfUser),
		rpc.Signed("AdminDisableUser", s.AdminDisableUser, s.arnOfUser),
		rpc.Signed("AdminDeleteUser", s.AdminDeleteUser, s.arnOfUser),
		rpc.Signed("AdminUpdateUserAttributes", s.AdminUpdateUserAttributes, func(in AdminUpdateUserAttributesRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminDeleteUserAttributes", s.AdminDeleteUserAttributes, func(in AdminDeleteUserAttributesRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminLinkProviderForUser", s.AdminLinkProviderForUser, func(in AdminLinkProviderForUserRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("AdminDisableProviderForUser", s.AdminDisableProviderForUser, func(in AdminDisableProviderForUserRequest) string { return pool(in.UserPoolId) }),
		rpc.Signed("ListUsers", s.ListUsers, func(in ListUsersRequest) string { return pool(in.UserPoolId) }),
	}
}

// groupRows are the operations on groups.
func (s *Service) groupRows() []*rpc.Row {
	member := func(in AdminGroupMemberRequest) string { return s.poolARN(in.UserPoolId) }
	return []*rpc.Row{
		rpc.Signed("CreateGroup", s.CreateGroup, func(in CreateGroupRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("GetGroup", s.GetGroup, s.arnOfGroup),
		rpc.Signed("UpdateGroup", s.UpdateGroup, func(in UpdateGroupRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("DeleteGroup", s.DeleteGroup, s.arnOfGroup),
		rpc.Signed("ListGroups", s.ListGroups, func(in ListGroupsRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("AdminAddUserToGroup", s.AdminAddUserToGroup, member),
		rpc.Signed("AdminRemoveUserFromGroup", s.AdminRemoveUserFromGroup, member),
		rpc.Signed("AdminListGroupsForUser", s.AdminListGroupsForUser, func(in AdminListGroupsForUserRequest) string { return s.poolARN(in.UserPoolId) }),
		rpc.Signed("ListUsersInGroup", s.ListUsersInGroup, func(in ListUsersInGroupRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}
