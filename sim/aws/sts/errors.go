package sts

import (
	"net/http"

	"poolschool/sim/wire"
)

// STS's refusals.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
var (
	ErrNotTrusted       = &wire.Error{Code: "AccessDenied", Message: "Not authorized to perform sts:AssumeRoleWithWebIdentity", Status: http.StatusForbidden}
	ErrNoTagSession     = &wire.Error{Code: "AccessDenied", Message: "Not authorized to perform sts:TagSession", Status: http.StatusForbidden}
	ErrNoSourceIdentity = &wire.Error{Code: "AccessDenied", Message: "Not authorized to perform sts:SetSourceIdentity", Status: http.StatusForbidden}
	ErrNotAuthorized    = &wire.Error{Code: "AccessDenied", Message: "User: %s is not authorized to perform: %s on resource: %s", Status: http.StatusForbidden}
	ErrMFA              = &wire.Error{Code: "AccessDenied", Message: "MultiFactorAuthentication failed with invalid MFA one time pass code. ", Status: http.StatusForbidden}
	ErrNotJWT           = &wire.Error{Code: "InvalidIdentityToken", Message: "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)", Status: http.StatusBadRequest}
	ErrAudience         = &wire.Error{Code: "InvalidIdentityToken", Message: "Incorrect token audience", Status: http.StatusBadRequest}
	ErrNoProvider       = &wire.Error{Code: "InvalidIdentityToken", Message: "No OpenIDConnect provider found in your account for %s", Status: http.StatusBadRequest}
	ErrNoKey            = &wire.Error{Code: "InvalidIdentityToken", Message: "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements", Status: http.StatusBadRequest}
	ErrNotValidated     = &wire.Error{Code: "InvalidIdentityToken", Message: "The web identity token provided could not be validated.", Status: http.StatusBadRequest}
	ErrIDPRejected      = &wire.Error{Code: "IDPRejectedClaim", Message: "The identity provider reported that authentication failed.", Status: http.StatusForbidden}
	ErrExpired          = &wire.Error{Code: "ExpiredTokenException", Message: "Token expired: current date/time %d must be before the expiration date/time %d", Status: http.StatusBadRequest}
	ErrDuration         = &wire.Error{Code: "ValidationError", Message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", Status: http.StatusBadRequest}
	ErrChainDuration    = &wire.Error{Code: "ValidationError", Message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.", Status: http.StatusBadRequest}
	ErrARN              = &wire.Error{Code: "ValidationError", Message: "Request ARN is invalid", Status: http.StatusBadRequest}
	ErrTags             = &wire.Error{Code: "ValidationError", Message: "%s", Status: http.StatusBadRequest}
	ErrPolicy           = &wire.Error{Code: "MalformedPolicyDocument", Message: "%s", Status: http.StatusBadRequest}
	ErrPolicyTooLarge   = &wire.Error{Code: "PackedPolicyTooLarge", Message: "Packed policy consumes %d%% of allotted space, please use smaller policy.", Status: http.StatusBadRequest}
	ErrTagsTooLarge     = &wire.Error{Code: "PackedPolicyTooLarge", Message: "Packed size of session tags consumes %d%% of allotted space.", Status: http.StatusBadRequest}
)
