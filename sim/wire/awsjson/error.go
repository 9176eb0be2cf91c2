package awsjson

import (
	"net/http"

	"poolschool/sim/wire"
	"poolschool/sim/wire/constraint"
)

// Errors of the protocol itself. Their texts are the simulator's own: AWS's are not
// recorded.
var (
	errUnknownOperation = &wire.Error{Code: "UnknownOperationException", Status: http.StatusBadRequest}
	errSerialization    = &wire.Error{Code: "SerializationException", Status: http.StatusBadRequest}
	errTooLong          = &wire.Error{Code: "RequestEntityTooLargeException", Message: "Request body is longer than 1048576 bytes.", Status: http.StatusRequestEntityTooLarge}
	errInternal         = &wire.Error{Code: "InternalErrorException", Message: "Something went wrong", Status: http.StatusInternalServerError}
)

func serialization(err error) error {
	return errSerialization.Because("the body could not be read: %v", err)
}

// validation answers broken constraints.
func validation(code string, problems []string) error {
	return &wire.Error{Code: code, Message: constraint.Sentence(problems), Status: http.StatusBadRequest}
}
