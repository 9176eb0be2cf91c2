package sim

import "strings"

// categories sorts the operations of user pools. AWS has categories of their own for groups, providers, resource servers
// and domains of a pool; here they share the pool's.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#category_operations
var categories = map[Category]string{
	UserAuthentication: "InitiateAuth AdminInitiateAuth GetTokensFromRefreshToken",
	UserChallenge:      "RespondToAuthChallenge AdminRespondToAuthChallenge",
	UserCreation:       "SignUp ConfirmSignUp AdminCreateUser AdminConfirmSignUp",
	UserAccountRecovery: `ForgotPassword ConfirmForgotPassword ChangePassword AdminResetUserPassword AdminSetUserPassword
		ResendConfirmationCode`,
	UserRead: "GetUser AdminGetUser",
	UserUpdate: `UpdateUserAttributes DeleteUserAttributes DeleteUser VerifyUserAttribute GlobalSignOut AdminUpdateUserAttributes
		AdminDeleteUserAttributes AdminDeleteUser AdminEnableUser AdminDisableUser AdminUserGlobalSignOut AdminAddUserToGroup
		AdminRemoveUserFromGroup AdminLinkProviderForUser AdminDisableProviderForUser`,
	UserToken: "RevokeToken",
	UserResourceRead: `GetDevice ListDevices GetUserAttributeVerificationCode GetUserAuthFactors
		AdminListGroupsForUser`,
	UserResourceUpdate: `ConfirmDevice ForgetDevice UpdateDeviceStatus AssociateSoftwareToken
		VerifySoftwareToken SetUserMFAPreference AdminSetUserMFAPreference`,
	UserList: "ListUsers ListUsersInGroup",
	UserPoolRead: `DescribeUserPool ListUserPools DescribeUserPoolDomain DescribeIdentityProvider ListIdentityProviders
		DescribeResourceServer ListResourceServers GetGroup ListGroups GetUserPoolMfaConfig`,
	UserPoolUpdate: `CreateUserPool UpdateUserPool DeleteUserPool CreateUserPoolDomain DeleteUserPoolDomain CreateIdentityProvider
		UpdateIdentityProvider DeleteIdentityProvider CreateResourceServer UpdateResourceServer DeleteResourceServer CreateGroup
		UpdateGroup DeleteGroup SetUserPoolMfaConfig`,
	UserPoolClientRead:   "DescribeUserPoolClient ListUserPoolClients ListUserPoolClientSecrets",
	UserPoolClientUpdate: "CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient AddUserPoolClientSecret DeleteUserPoolClientSecret",
}

// categoryOf is the category of an operation; "" for one without a limit.
func categoryOf(service, operation string) Category {
	if service == identity {
		return Category(operation)
	}
	for c, operations := range categories {
		for name := range strings.FieldsSeq(operations) {
			if name == operation {
				return c
			}
		}
	}
	return ""
}
