package identitypool

import (
	"net/http"

	"poolschool/sim/wire"
)

func badRequest(code, message string) *wire.Error {
	return &wire.Error{Code: code, Message: message, Status: http.StatusBadRequest}
}

// Refusals of identity pools. Every fault of the caller is HTTP 400, also what is not found.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
var (
	ErrTokenExpired     = badRequest("NotAuthorizedException", "Invalid login token. Token expired: %d >= %d")
	ErrIssuer           = badRequest("NotAuthorizedException", "Invalid login token. Issuer doesn't match providerName")
	ErrNoAudience       = badRequest("NotAuthorizedException", "Invalid login token. Missing a required claim: aud")
	ErrNoSubject        = badRequest("NotAuthorizedException", "Invalid login token. Missing a required claim: sub")
	ErrNotOpenID        = badRequest("NotAuthorizedException", "Invalid login token. Not a valid OpenId Connect identity token.")
	ErrCognitoToken     = badRequest("NotAuthorizedException", "Invalid login token. Can't pass in a Cognito token.")
	ErrSignature        = badRequest("NotAuthorizedException", "Invalid login token. Couldn't verify signed token.")
	ErrAssertion        = badRequest("NotAuthorizedException", "Invalid login token. Invalid SAML assertion: %s")
	ErrRevoked          = badRequest("NotAuthorizedException", "Invalid login token. Token has been revoked.")
	ErrOpaque           = badRequest("NotAuthorizedException", "Invalid login token.")
	ErrUnsupported      = badRequest("NotAuthorizedException", "Token is not from a supported provider of this identity pool.")
	ErrLogins           = badRequest("NotAuthorizedException", "Logins don't match. Please include at least one valid login for this identity or identity pool.")
	ErrNoGuests         = badRequest("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.")
	ErrForbidden        = badRequest("NotAuthorizedException", "Access to Identity '%s' is forbidden.")
	ErrAmbiguous        = badRequest("NotAuthorizedException", "The ambiguous role mapping rules denied this request")
	ErrCustomRole       = badRequest("NotAuthorizedException", "CustomRoleArn is not one of the roles that the login may choose.")
	ErrRole             = badRequest("NotAuthorizedException", "Access to Role '%s' is forbidden.")
	ErrNoPool           = badRequest("ResourceNotFoundException", "IdentityPool '%s' not found.")
	ErrNoIdentity       = badRequest("ResourceNotFoundException", "Identity '%s' not found.")
	ErrNoDeveloperUser  = badRequest("ResourceNotFoundException", "Developer user identifier '%s' not found.")
	ErrConfiguration    = badRequest("InvalidIdentityPoolConfigurationException", "Invalid identity pool configuration. Check assigned IAM roles for this pool.")
	ErrNoBasicFlow      = badRequest("InvalidParameterException", "Basic (classic) flow is not enabled, please use enhanced flow.")
	ErrBasicSAML        = badRequest("InvalidParameterException", "Basic (classic) flow is not supported with SAML logins, please use enhanced flow.")
	ErrBasicMappings    = badRequest("InvalidParameterException", "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.")
	ErrMappingKey       = badRequest("InvalidParameterException", "(%s) is not a valid RoleMapping ProviderName or is not a configured provider.")
	ErrParameter        = badRequest("InvalidParameterException", "%s")
	ErrConflict         = badRequest("ResourceConflictException", "%s")
	ErrTooManyLogins    = badRequest("LimitExceededException", "Exceeded limit of 20 linked logins for an identity.")
	ErrTooManyPools     = badRequest("LimitExceededException", "Exceeded limit of 1000 identity pools.")
	ErrTooManyUserPools = badRequest("LimitExceededException", "Exceeded limit of 50 user pool providers for an identity pool.")
	ErrRegistered       = badRequest("DeveloperUserAlreadyRegisteredException", "This developer user identifier is already registered with Cognito.")
)
