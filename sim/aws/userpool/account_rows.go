package userpool

import "poolschool/sim/wire/awsjson"

// userRows are the operations with which people look after their own account.
func (s *Service) userRows() []*awsjson.Row {
	return []*awsjson.Row{
		awsjson.Open("SignUp", s.SignUp),
		awsjson.Open("ConfirmSignUp", s.ConfirmSignUp),
		awsjson.Open("ResendConfirmationCode", s.ResendConfirmationCode),
		awsjson.Open("ForgotPassword", s.ForgotPassword),
		awsjson.Open("ConfirmForgotPassword", s.ConfirmForgotPassword),
		awsjson.ByToken("GetUser", s.GetUser),
		awsjson.ByToken("UpdateUserAttributes", s.UpdateUserAttributes),
		awsjson.ByToken("DeleteUserAttributes", s.DeleteUserAttributes),
		awsjson.ByToken("GetUserAttributeVerificationCode", s.GetUserAttributeVerificationCode),
		awsjson.ByToken("VerifyUserAttribute", s.VerifyUserAttribute),
		awsjson.ByToken("ChangePassword", s.ChangePassword),
		awsjson.ByToken("DeleteUser", s.DeleteUser),
	}
}

// adminRows are the operations on users for whoever IAM lets in.
func (s *Service) adminRows() []*awsjson.Row {
	pool := s.poolARN
	return []*awsjson.Row{
		awsjson.Signed("AdminGetUser", s.AdminGetUser, s.arnOfUser),
		awsjson.Signed("AdminCreateUser", s.AdminCreateUser, func(in AdminCreateUserRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminSetUserPassword", s.AdminSetUserPassword, func(in AdminSetUserPasswordRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminResetUserPassword", s.AdminResetUserPassword, s.arnOfUser),
		awsjson.Signed("AdminConfirmSignUp", s.AdminConfirmSignUp, s.arnOfUser),
		awsjson.Signed("AdminEnableUser", s.AdminEnableUser, s.arnOfUser),
		awsjson.Signed("AdminDisableUser", s.AdminDisableUser, s.arnOfUser),
		awsjson.Signed("AdminDeleteUser", s.AdminDeleteUser, s.arnOfUser),
		awsjson.Signed("AdminUpdateUserAttributes", s.AdminUpdateUserAttributes, func(in AdminUpdateUserAttributesRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminDeleteUserAttributes", s.AdminDeleteUserAttributes, func(in AdminDeleteUserAttributesRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminLinkProviderForUser", s.AdminLinkProviderForUser, func(in AdminLinkProviderForUserRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("AdminDisableProviderForUser", s.AdminDisableProviderForUser, func(in AdminDisableProviderForUserRequest) string { return pool(in.UserPoolId) }),
		awsjson.Signed("ListUsers", s.ListUsers, func(in ListUsersRequest) string { return pool(in.UserPoolId) }),
	}
}

// groupRows are the operations on groups.
func (s *Service) groupRows() []*awsjson.Row {
	member := func(in AdminGroupMemberRequest) string { return s.poolARN(in.UserPoolId) }
	return []*awsjson.Row{
		awsjson.Signed("CreateGroup", s.CreateGroup, func(in CreateGroupRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("GetGroup", s.GetGroup, s.arnOfGroup),
		awsjson.Signed("UpdateGroup", s.UpdateGroup, func(in UpdateGroupRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("DeleteGroup", s.DeleteGroup, s.arnOfGroup),
		awsjson.Signed("ListGroups", s.ListGroups, func(in ListGroupsRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("AdminAddUserToGroup", s.AdminAddUserToGroup, member),
		awsjson.Signed("AdminRemoveUserFromGroup", s.AdminRemoveUserFromGroup, member),
		awsjson.Signed("AdminListGroupsForUser", s.AdminListGroupsForUser, func(in AdminListGroupsForUserRequest) string { return s.poolARN(in.UserPoolId) }),
		awsjson.Signed("ListUsersInGroup", s.ListUsersInGroup, func(in ListUsersInGroupRequest) string { return s.poolARN(in.UserPoolId) }),
	}
}
