package iam

import (
	"errors"
	"fmt"
	"net/http"

	"poolschool/sim/policy"
	"poolschool/sim/wire"
)

// IAM's refusals.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
var (
	ErrNoRole         = &wire.Error{Code: "NoSuchEntity", Message: "The role with name %s cannot be found.", Status: http.StatusNotFound}
	ErrNoRolePolicy   = &wire.Error{Code: "NoSuchEntity", Message: "The role policy with name %s cannot be found.", Status: http.StatusNotFound}
	ErrNotAttachable  = &wire.Error{Code: "NoSuchEntity", Message: "Policy %s does not exist or is not attachable.", Status: http.StatusNotFound}
	ErrNotAttached    = &wire.Error{Code: "NoSuchEntity", Message: "Policy %s was not found.", Status: http.StatusNotFound}
	ErrNoBoundary     = &wire.Error{Code: "NoSuchEntity", Message: "Scope ARN: %s does not exist or is not attachable.", Status: http.StatusNotFound}
	ErrRoleExists     = &wire.Error{Code: "EntityAlreadyExists", Message: "Role with name %s already exists.", Status: http.StatusConflict}
	ErrPolicyExists   = &wire.Error{Code: "EntityAlreadyExists", Message: "A policy called %s already exists. Duplicate names are not allowed.", Status: http.StatusConflict}
	ErrProviderExists = &wire.Error{Code: "EntityAlreadyExists", Message: "Provider with url %s already exists.", Status: http.StatusConflict}
	ErrSAMLExists     = &wire.Error{Code: "EntityAlreadyExists", Message: "SAMLProvider %s already exists.", Status: http.StatusConflict}
	ErrDeleteConflict = &wire.Error{Code: "DeleteConflict", Message: "Cannot delete entity, must %s first.", Status: http.StatusConflict}
	ErrLimit          = &wire.Error{Code: "LimitExceeded", Message: "%s", Status: http.StatusConflict}
	ErrInput          = &wire.Error{Code: "InvalidInput", Message: "%s", Status: http.StatusBadRequest}
	ErrDocument       = &wire.Error{Code: "MalformedPolicyDocument", Message: "%s", Status: http.StatusBadRequest}
)

// malformed says in IAM's words why a document is no policy.
func malformed(err error) error {
	var fault *policy.SyntaxError
	if !errors.As(err, &fault) {
		return fmt.Errorf("policy document: %w", err)
	}
	e := ErrDocument.Saying(fault.Message)
	if fault.Detail != "" {
		return e.Because("line %d: %s", fault.Line, fault.Detail)
	}
	return e.Because("line %d", fault.Line)
}
