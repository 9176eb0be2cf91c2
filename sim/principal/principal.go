// Package principal holds who can act in a simulated account: roles with their trust
// and permission policies, IAM users, OpenID Connect providers and temporary sessions.
// It is a leaf without input or output: the IAM API writes it, STS adds sessions, and the
// gate reads it.
package principal

import (
	"crypto/rsa"
	"time"

	"poolschool/sim/policy"
)

// Role is an IAM role: an identity without a password that others may take on.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
type Role struct {
	Name        string
	Path        string // "/" unless set
	ID          string // AROA and 17 characters
	ARN         string // arn:aws:iam::ACCOUNT:role/PATH/NAME
	Description string
	Trust       policy.Policy   // who may take the role on
	Inline      []policy.Policy // each with its name
	Attached    []string        // ARNs of managed policies
	Boundary    string          // ARN of a managed policy; "" for none
	MaxSession  time.Duration   // zero means one hour
	Tags        map[string]string
	Created     time.Time
}

// ManagedPolicy is a policy with an ARN of its own that several roles may share.
type ManagedPolicy struct {
	Name        string
	Path        string
	ID          string // ANPA and 17 characters
	ARN         string
	Description string
	Policy      policy.Policy
	Created     time.Time
}

// User is an IAM user with one long-lived access key.
type User struct {
	Name        string
	ID          string // AIDA and 17 characters
	ARN         string
	AccessKeyID string // AKIA and 16 characters
	SecretKey   string // 40 characters
	Policies    []policy.Policy
	Boundary    string // ARN of a managed policy; "" for none
	Tags        map[string]string
	Created     time.Time
}

// OIDCProvider tells IAM to believe the tokens of an outside issuer.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
type OIDCProvider struct {
	ARN         string   // arn:aws:iam::ACCOUNT:oidc-provider/URL
	URL         string   // host and path, without a scheme
	ClientIDs   []string // the audiences that tokens may name
	Thumbprints []string
	Created     time.Time
}

// SAMLProvider tells IAM to believe the assertions of a company's SAML provider.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
type SAMLProvider struct {
	ARN      string         // arn:aws:iam::ACCOUNT:saml-provider/NAME
	EntityID string         // how the provider calls itself, as issuer of its assertions
	Key      *rsa.PublicKey // with which it signs them
	Created  time.Time
}

// Session is a set of temporary credentials, as STS gives them out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
type Session struct {
	AccessKeyID string // ASIA and 16 characters
	SecretKey   string // 40 characters
	Token       string // opaque; every request must carry it
	Issued      time.Time
	Expires     time.Time
	RoleARN     string
	RoleID      string
	Name        string              // the session's name: "CognitoIdentityCredentials"
	Policies    []policy.Policy     // session policies; nil means none, and nothing is cut
	Tags        map[string]string   // session tags, which override the role's
	Federated   string              // the web identity provider that vouched; "" without one
	Context     map[string][]string // condition keys the session carries: "cognito-identity.amazonaws.com:sub"
}

// Credentials are what a client signs with.
type Credentials struct {
	AccessKeyID string
	SecretKey   string
	Token       string // "" for long-lived keys
}

// Credentials returns what a client needs to sign as this session.
func (s Session) Credentials() Credentials {
	return Credentials{AccessKeyID: s.AccessKeyID, SecretKey: s.SecretKey, Token: s.Token}
}

// Credentials returns what a client needs to sign as this user.
func (u User) Credentials() Credentials {
	return Credentials{AccessKeyID: u.AccessKeyID, SecretKey: u.SecretKey}
}
