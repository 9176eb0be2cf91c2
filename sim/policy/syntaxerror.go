package policy

import (
	"errors"
	"fmt"
)

// SyntaxError says why a document is not a policy. Message is what AWS answers with, under the code
// MalformedPolicyDocument (IAM and STS) or MalformedPolicy (S3), both HTTP 400.
//
// Wording simulated: most messages were collected by other simulators and not checked against AWS. See doc.go.
type SyntaxError struct {
	// Message is AWS's text, fit for the wire.
	Message string
	// Detail says what is wrong in our own words. It may be empty, and AWS sends nothing like it.
	Detail string
	// Line is where in the document the fault is; the first line is 1.
	Line int

	fault fault
}

// Error returns the message, with the detail behind it. It leaves out the line, so that a caller can put it
// after a file's name.
func (e *SyntaxError) Error() string {
	if e.Detail == "" {
		return e.Message
	}
	return e.Message + " (" + e.Detail + ")"
}

// ErrVersion is IAM's answer to a managed policy in the language of 2008. Parse takes that language, as IAM
// does for inline and trust policies; whoever stores managed policies checks Policy.Version and answers this.
// Wording simulated.
var ErrVersion = &SyntaxError{Message: "Policy document must be version 2012-10-17 or greater.", Line: 1}

// fault is what is wrong, apart from its wording: IAM and S3 word the same fault differently.
type fault int

const (
	faultSyntax fault = iota
	faultJSON
	faultLegacy
	faultSidRepeated
	faultSidLetters
	faultNoActions
	faultNoResources
	faultNoPrincipal
	faultPrincipal
	faultNobody
	faultProhibited
	faultCognito
	faultAction
	faultResource
	faultKey
)

// iamWording holds IAM's fixed texts. Faults that quote the document are worded where they are found.
var iamWording = map[fault]string{
	faultSyntax:      "Syntax errors in policy.",
	faultJSON:        "Syntax errors in policy.",
	faultLegacy:      "The policy failed legacy parsing",
	faultSidRepeated: "Statement IDs (SID) in a single policy must be unique.",
	faultSidLetters:  "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
	faultNoActions:   "Policy statement must contain actions.",
	faultNoResources: "Policy statement must contain resources.",
	faultNoPrincipal: "Missing required field Principal",
	faultNobody:      "Invalid principal in policy",
	faultProhibited:  "Has prohibited field Resource.",
	faultCognito:     "A condition block must be present for the Cognito provider",
}

// broken builds an error with IAM's fixed text and a detail.
func broken(what fault, line int, detail string, args ...any) error {
	return &SyntaxError{Message: iamWording[what], Detail: fmt.Sprintf(detail, args...), Line: line, fault: what}
}

// quoting builds an error whose text quotes the document.
func quoting(what fault, line int, message string, args ...any) error {
	return &SyntaxError{Message: fmt.Sprintf(message, args...), Line: line, fault: what}
}

// asSyntaxError finds the SyntaxError that every failure of this package is.
func asSyntaxError(err error) (*SyntaxError, bool) {
	var found *SyntaxError
	ok := errors.As(err, &found)
	return found, ok
}
