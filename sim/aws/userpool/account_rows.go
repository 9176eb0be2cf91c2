package userpool

import "poolschool/sim/wire/awsjson"

// userRows are the operations with which people look after their own account.
func (s *Service) userRows() []awsjson.Row {
	return []awsjson.Row{
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
func (s *Service) adminRows() []awsjson.Row {
	pool := s.poolARN
	return []awsjson.Row{
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
	}
}
