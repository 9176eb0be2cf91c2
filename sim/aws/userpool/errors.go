package userpool

import (
	"net/http"

	"poolschool/sim/wire"
)

func refusal(code, message string) *wire.Error {
	// AWS answers every client error of this API with 400, whatever the model says.
	return &wire.Error{Code: code, Message: message, Status: http.StatusBadRequest}
}

// Refusals that several operations share. Those with %s are filled in by Saying.
var (
	errNoClient        = refusal("ResourceNotFoundException", "User pool client %s does not exist.")
	errNoPool          = refusal("ResourceNotFoundException", "User pool %s does not exist.")
	errNoUser          = refusal("UserNotFoundException", "User does not exist.")
	errNoUserForClient = refusal("UserNotFoundException", "Username/client id combination not found.")
	errWrongPassword   = refusal("NotAuthorizedException", "Incorrect username or password.")
	errLocked          = refusal("NotAuthorizedException", "Password attempts exceeded")
	errDisabled        = refusal("NotAuthorizedException", "User is disabled.")
	errNotConfirmed    = refusal("UserNotConfirmedException", "User is not confirmed.")
	errResetRequired   = refusal("PasswordResetRequiredException", "Password reset required for the user")
	errWrongCode       = refusal("CodeMismatchException", "Invalid verification code provided, please try again.")
	errExpiredCode     = refusal("ExpiredCodeException", "Invalid code provided, please request a code again.")
	errTooOften        = refusal("LimitExceededException", "Attempt limit exceeded, please try after some time.")
	errSecretHash      = refusal("NotAuthorizedException", "Unable to verify secret hash for client %s")
	errNoSecretHash    = refusal("NotAuthorizedException", "Client %s is configured with secret but SECRET_HASH was not received")
	errFlowDisabled    = refusal("InvalidParameterException", "%s flow not enabled for this client")
	errFlowUnsupported = refusal("InvalidParameterException", "Initiate Auth method not supported.")
	errMissing         = refusal("InvalidParameterException", "Missing required parameter %s")
	errBadToken        = refusal("NotAuthorizedException", "Invalid Access Token")
	errTokenExpired    = refusal("NotAuthorizedException", "Access Token has expired")
	errTokenRevoked    = refusal("NotAuthorizedException", "Access Token has been revoked")
	errTokenScope      = refusal("NotAuthorizedException", "Access Token does not have required scopes")
	errBadRefresh      = refusal("NotAuthorizedException", "Invalid Refresh Token.")
	errRefreshRevoked  = refusal("NotAuthorizedException", "Refresh Token has been revoked")
	errRefreshExpired  = refusal("NotAuthorizedException", "Refresh Token has expired")
	errInternal        = &wire.Error{Code: "InternalErrorException", Message: "Something went wrong", Status: http.StatusInternalServerError}
)
