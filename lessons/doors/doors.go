// Package doors is the two-doors matrix: what a caller may hold against the doors that there are. Each cell knocks for real
// on a simulated account, and shows that the door opens, or the exact refusal with its reason.
package doors

import (
	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// Row is something that a caller may hold.
type Row struct {
	ID    string       `json:"id"` // stable: "id-token"
	Name  string       `json:"name"`
	Short string       `json:"-"`              // for a narrow table
	Side  account.Side `json:"side,omitempty"` // who gave it out
}

// Column is a door.
type Column struct {
	ID    string       `json:"id"` // stable: "app"
	Name  string       `json:"name"`
	Short string       `json:"-"` // for the head of a narrow table
	Side  account.Side `json:"side,omitempty"`
}

// The things to hold.
const (
	IDToken     = "id-token"
	AccessToken = "access-token"
	Refresh     = "refresh-token"
	OpenIDToken = "openid-token"
	GoogleToken = "google-token"
	Credentials = "aws-credentials"
	Secret      = "client-secret"
	Nothing     = "nothing"
)

// The doors.
const (
	App      = "app"
	UserPool = "user-pool"
	Desk     = "identity-pool"
	STS      = "sts"
	S3       = "s3"
	IAMRoute = "api-with-iam"
)

// Rows lists what a caller may hold, in the order of the table.
func Rows() []Row {
	return []Row{
		{IDToken, "ID token", "ID token", account.UserPoolSide},
		{AccessToken, "access token", "access token", account.UserPoolSide},
		{Refresh, "refresh token", "refresh token", account.UserPoolSide},
		{OpenIDToken, "identity pool's OpenID token", "OpenID token", account.IdentitySide},
		{GoogleToken, "Google's ID token", "Google token", account.Neither},
		{Credentials, "AWS credentials", "AWS credentials", account.IdentitySide},
		{Secret, "client secret", "client secret", account.UserPoolSide},
		{Nothing, "nothing", "nothing", account.Neither},
	}
}

// Columns lists the doors, in the order of the table.
func Columns() []Column {
	return []Column{
		{App, "your application", "app", account.Neither},
		{UserPool, "the user pool's API", "◆ pool", account.UserPoolSide},
		{Desk, "an identity pool", "● pool", account.IdentitySide},
		{STS, "STS", "STS", account.Neither},
		{S3, "S3", "S3", account.Neither},
		{IAMRoute, "an API with AWS_IAM", "AWS_IAM", account.Neither},
	}
}

// Cell is what became of one knock. It does not change.
type Cell struct {
	Row    string `json:"row"`
	Column string `json:"column"`
	How    string `json:"how"` // how it was knocked: "GetUser, with it as AccessToken"
	OK     bool   `json:"ok"`
	Status int    `json:"status"`
	Code   string `json:"code,omitempty"`    // of a refusal
	Answer string `json:"answer,omitempty"`  // the refusal's words, or what came in a few words
	Reason string `json:"because,omitempty"` // what AWS does not say
	// Simulated says that no source confirms these words of a refusal: AWS refuses, perhaps in others.
	Simulated bool `json:"wordingSimulated"`
	// Exchanges are the knock and the calls within it, for the panels.
	Exchanges []trace.Exchange `json:"-"`
}
