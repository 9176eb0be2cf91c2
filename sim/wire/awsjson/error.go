package awsjson

import (
	"fmt"
	"net/http"
	"strings"

	"poolschool/sim/wire"
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

// validation is the one sentence in which AWS lists every broken constraint.
func validation(code string, problems []string) error {
	noun := "error"
	if len(problems) > 1 {
		noun = "errors"
	}
	return &wire.Error{
		Code:    code,
		Message: fmt.Sprintf("%d validation %s detected: %s", len(problems), noun, strings.Join(problems, "; ")),
		Status:  http.StatusBadRequest,
	}
}
