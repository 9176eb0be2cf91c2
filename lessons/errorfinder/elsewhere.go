package errorfinder

import (
	"fmt"
	"strings"
)

// Elsewhere says where to look for a message that is not known here. Below it stand the References.
const Elsewhere = "AWS's reference of an operation lists its errors. Errors that all operations of a service share stand here:"

// Reference is where a service lists its errors.
type Reference struct{ Service, URL string }

// References are those of the services whose messages are here.
func References() []Reference {
	return []Reference{
		{"Cognito user pools", "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html"},
		{"Cognito identity pools", "https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html"},
		{"STS", "https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html"},
		{"IAM", "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html"},
		{"S3", "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"},
	}
}

// ElsewhereText is Elsewhere with the references in lines. Each address has a line of its own, so that it stays whole and can be
// followed.
func ElsewhereText() string {
	var b strings.Builder
	b.WriteString(Elsewhere + "\n")
	for _, r := range References() {
		fmt.Fprintf(&b, "  %s:\n    %s\n", r.Service, r.URL)
	}
	return b.String()
}
