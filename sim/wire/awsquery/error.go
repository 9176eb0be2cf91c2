package awsquery

import (
	"net/http"

	"poolschool/sim/wire"
)

// Errors of the protocol itself.
// https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
var (
	errValidation    = &wire.Error{Code: "ValidationError", Message: "%s", Status: http.StatusBadRequest}
	errMissingAction = &wire.Error{Code: "MissingAction", Message: "The request must contain the parameter Action.", Status: http.StatusBadRequest}
	errUnknownAction = &wire.Error{Code: "InvalidAction", Message: "Could not find operation %s for version %s", Status: http.StatusBadRequest}
	errQueryString   = &wire.Error{Code: "MalformedQueryString", Message: "The query string contains a syntax error.", Status: http.StatusBadRequest}
	errInput         = &wire.Error{Code: "MalformedInput", Status: http.StatusBadRequest}
	errTooLong       = &wire.Error{Code: "RequestEntityTooLarge", Message: "Request body is longer than 1048576 bytes.", Status: http.StatusRequestEntityTooLarge}
	errInternal      = &wire.Error{Code: "InternalFailure", Message: "The request processing has failed because of an unknown error, exception or failure.", Status: http.StatusInternalServerError}
)

// fault is whose mistake an error is, in the words of the protocol.
func fault(status int) string {
	if status >= http.StatusInternalServerError {
		return "Receiver"
	}
	return "Sender"
}
