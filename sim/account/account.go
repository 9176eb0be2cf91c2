// Package account describes a simulated AWS account: Account is how it starts (a
// strict JSON file that people can write), Tree is how it stands (a neutral picture
// that a screen can draw).
package account

import (
	"github.com/go-json-experiment/json/jsontext"
)

// Account is the declarative start of an account. What a member leaves out has the
// default that AWS gives it. Ids that are left out are drawn when the account opens.
type Account struct {
	// AccountID is the account's number, twelve digits; Region is where it is. Left out, the Region is the one that an
	// id of the file begins with.
	AccountID     string          `json:"accountId,omitempty"`
	Region        string          `json:"region,omitempty"`
	UserPools     []UserPool      `json:"userPools,omitempty"`
	IdentityPools []IdentityPool  `json:"identityPools,omitempty"`
	Roles         []Role          `json:"roles,omitempty"`
	Policies      []ManagedPolicy `json:"policies,omitempty"`
	OIDCProviders []OIDCProvider  `json:"oidcProviders,omitempty"`
	SAMLProviders []SAMLProvider  `json:"samlProviders,omitempty"`
	Buckets       []Bucket        `json:"buckets,omitempty"`
	App           App             `json:"app,omitzero"`
	Learner       Learner         `json:"learner,omitzero"`
}

// Learner is who signs in: what forms are filled with.
type Learner struct {
	Username string `json:"username"`
	Password string `json:"password"`
}

// UserPool is a directory and token issuer.
type UserPool struct {
	ID                 string           `json:"id,omitempty"` // "us-east-1_Ab3dEf9Gh"
	Name               string           `json:"name"`
	Domain             string           `json:"domain,omitempty"`             // prefix of the login pages' host
	AutoVerify         []string         `json:"autoVerify,omitempty"`         // "email", "phone_number"
	AliasAttributes    []string         `json:"aliasAttributes,omitempty"`    //
	UsernameAttributes []string         `json:"usernameAttributes,omitempty"` //
	CaseInsensitive    bool             `json:"caseInsensitive,omitempty"`
	MFA                string           `json:"mfa,omitempty"`        // "OFF" (default), "OPTIONAL", "ON"
	MFAMethods         []string         `json:"mfaMethods,omitempty"` // "SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"
	AdminCreateOnly    bool             `json:"adminCreateOnly,omitempty"`
	DeviceTracking     bool             `json:"deviceTracking,omitempty"`
	DeviceSkipsMFA     bool             `json:"deviceSkipsMfa,omitempty"` // ChallengeRequiredOnNewDevice
	DeviceAsks         bool             `json:"deviceAsks,omitempty"`     // DeviceOnlyRememberedOnUserPrompt
	FirstFactors       []string         `json:"firstFactors,omitempty"`   // choice-based sign-in: "PASSWORD", "EMAIL_OTP"
	Recovery           []string         `json:"recovery,omitempty"`       // "verified_email", …, in order of priority
	VerifyBeforeUpdate []string         `json:"verifyBeforeUpdate,omitempty"`
	PasswordPolicy     *PasswordPolicy  `json:"passwordPolicy,omitempty"`
	Required           []string         `json:"required,omitempty"`  // required attributes
	Immutable          []string         `json:"immutable,omitempty"` // standard attributes that keep their first value
	Custom             []Attribute      `json:"custom,omitempty"`    // custom attributes, without "custom:"
	Clients            []Client         `json:"clients,omitempty"`
	Groups             []Group          `json:"groups,omitempty"`
	Users              []User           `json:"users,omitempty"`
	Providers          []SocialProvider `json:"providers,omitempty"`
	ResourceServers    []ResourceServer `json:"resourceServers,omitempty"`
	Messages           Messages         `json:"messages,omitzero"`
	Tier               string           `json:"tier,omitempty"` // "LITE", "ESSENTIALS" (default), "PLUS"
	DeletionProtection bool             `json:"deletionProtection,omitempty"`
}

// Messages are a pool's own words for what it sends. {####} stands for the code, {username} for
// the username; "" is AWS's text.
type Messages struct {
	VerificationSubject string `json:"verificationSubject,omitempty"`
	VerificationEmail   string `json:"verificationEmail,omitempty"`
	VerificationSMS     string `json:"verificationSms,omitempty"`
	InviteSubject       string `json:"inviteSubject,omitempty"`
	InviteEmail         string `json:"inviteEmail,omitempty"`
	InviteSMS           string `json:"inviteSms,omitempty"`
}

// PasswordPolicy is what a password must have. A missing file member means AWS's default:
// 8 characters and all four kinds.
type PasswordPolicy struct {
	MinimumLength         int  `json:"minimumLength,omitempty"`
	Uppercase             bool `json:"uppercase"`
	Lowercase             bool `json:"lowercase"`
	Numbers               bool `json:"numbers"`
	Symbols               bool `json:"symbols"`
	History               int  `json:"history,omitempty"`
	TemporaryValidityDays int  `json:"temporaryValidityDays,omitempty"`
}

// Attribute is a custom attribute of a user pool.
type Attribute struct {
	Name    string `json:"name"`
	Type    string `json:"type,omitempty"` // "String" (default), "Number", "DateTime", "Boolean"
	Mutable bool   `json:"mutable,omitempty"`
	Min     string `json:"min,omitempty"` // length of a string, value of a number; "" is no bound
	Max     string `json:"max,omitempty"`
}

// Client is an app client of a user pool.
type Client struct {
	ID                string   `json:"id,omitempty"`
	Name              string   `json:"name"`
	Secret            string   `json:"secret,omitempty"`         // the secret itself; "" for a public client
	GenerateSecret    bool     `json:"generateSecret,omitempty"` // draw one
	Flows             []string `json:"flows,omitempty"`          // "ALLOW_USER_PASSWORD_AUTH", …
	HideUnknownUsers  bool     `json:"hideUnknownUsers,omitempty"`
	ReadAttributes    []string `json:"readAttributes,omitempty"`
	WriteAttributes   []string `json:"writeAttributes,omitempty"`
	IDTokenMinutes    int      `json:"idTokenMinutes,omitempty"`
	AccessMinutes     int      `json:"accessTokenMinutes,omitempty"`
	RefreshMinutes    int      `json:"refreshTokenMinutes,omitempty"`
	RefreshRotation   bool     `json:"refreshRotation,omitempty"`
	RotationGrace     int      `json:"rotationGraceSeconds,omitempty"`
	NoRevocation      bool     `json:"noRevocation,omitempty"`
	SessionMinutes    int      `json:"authSessionMinutes,omitempty"` // 3 when left out
	OAuthFlows        []string `json:"oauthFlows,omitempty"`         // "code", "implicit", "client_credentials"
	Scopes            []string `json:"scopes,omitempty"`
	CallbackURLs      []string `json:"callbackUrls,omitempty"`
	LogoutURLs        []string `json:"logoutUrls,omitempty"`
	IdentityProviders []string `json:"identityProviders,omitempty"` // "COGNITO", "Google", …
	DefaultRedirect   string   `json:"defaultRedirect,omitempty"`   // one of CallbackURLs
}

// Group is a group of a user pool.
type Group struct {
	Name       string `json:"name"`
	Role       string `json:"role,omitempty"` // name of a role of this account
	Precedence *int   `json:"precedence,omitempty"`
	About      string `json:"description,omitempty"`
}

// User is a profile in a user pool.
type User struct {
	Username   string            `json:"username"`
	Password   string            `json:"password,omitempty"`
	Sub        string            `json:"sub,omitempty"`
	Status     string            `json:"status,omitempty"` // "CONFIRMED" (default), "UNCONFIRMED", "FORCE_CHANGE_PASSWORD", …
	Disabled   bool              `json:"disabled,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Groups     []string          `json:"groups,omitempty"`
	MFA        []string          `json:"mfa,omitempty"`        // second factors that are on, the preferred one first
	TOTPSecret string            `json:"totpSecret,omitempty"` // base32, as if an authenticator app were set up
}

// SocialProvider is an outside login that a user pool accepts.
type SocialProvider struct {
	Name    string            `json:"name"`           // "Google", "Facebook", or the pool's own name for it
	Type    string            `json:"type,omitempty"` // "Google", "Facebook", "OIDC", "SAML"; "" means Name
	Issuer  string            `json:"issuer,omitempty"`
	Client  string            `json:"client,omitempty"`
	Secret  string            `json:"secret,omitempty"`
	Scopes  string            `json:"scopes,omitempty"`
	Mapping map[string]string `json:"mapping,omitempty"` // pool attribute → provider's claim
	Details map[string]string `json:"details,omitempty"` // further ProviderDetails: "MetadataURL"
	Aliases []string          `json:"aliases,omitempty"` // idp_identifier values
}

// ResourceServer is an API with scopes of its own.
type ResourceServer struct {
	ID     string   `json:"id"`
	Name   string   `json:"name,omitempty"`
	Scopes []string `json:"scopes"`
	// Descriptions of scopes, by scope; a scope without one is described by its name.
	Descriptions map[string]string `json:"descriptions,omitempty"`
}

// IdentityPool is the desk that exchanges logins for AWS credentials.
type IdentityPool struct {
	ID              string            `json:"id,omitempty"` // "us-east-1:UUID"
	Name            string            `json:"name"`
	AllowGuests     bool              `json:"allowGuests,omitempty"`
	ClassicFlow     *bool             `json:"classicFlow,omitempty"` // left out is not false, as at AWS
	UserPools       []PoolLogin       `json:"userPools,omitempty"`
	Social          map[string]string `json:"social,omitempty"` // "accounts.google.com" → app id
	OIDC            []string          `json:"oidc,omitempty"`   // URLs of this account's OIDC providers, without scheme
	SAML            []string          `json:"saml,omitempty"`   // names of its SAML providers
	Developer       string            `json:"developer,omitempty"`
	Authenticated   string            `json:"authenticated,omitempty"`   // role name
	Unauthenticated string            `json:"unauthenticated,omitempty"` // role name
	Mappings        []Mapping         `json:"mappings,omitempty"`
	TagMaps         []TagMap          `json:"tagMaps,omitempty"`
}

// PoolLogin is a user pool and app client that an identity pool accepts.
type PoolLogin struct {
	Pool      string `json:"pool"`   // name of a user pool of this account
	Client    string `json:"client"` // name of its client
	CheckPool bool   `json:"serverSideTokenCheck,omitempty"`
}

// Mapping chooses roles for the logins of one provider.
type Mapping struct {
	Provider  string `json:"provider"`  // as in SetIdentityPoolRoles, or "POOL/CLIENT" by name
	Type      string `json:"type"`      // "Token" or "Rules"
	Ambiguous string `json:"ambiguous"` // "AuthenticatedRole" or "Deny"
	Rules     []Rule `json:"rules,omitempty"`
}

// Rule gives a role to logins whose claim matches.
type Rule struct {
	Claim string `json:"claim"`
	Match string `json:"match"` // "Equals", "Contains", "StartsWith", "NotEqual"
	Value string `json:"value"`
	Role  string `json:"role"` // role name
}

// TagMap turns claims into principal tags.
type TagMap struct {
	Provider string            `json:"provider"`
	Defaults bool              `json:"defaults,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"` // tag → claim
}

// Role is an IAM role.
type Role struct {
	Name              string                    `json:"name"`
	Path              string                    `json:"path,omitempty"`
	Trust             jsontext.Value            `json:"trust"`              // policy document
	Policies          map[string]jsontext.Value `json:"policies,omitempty"` // inline, by name
	Attached          []string                  `json:"attached,omitempty"` // ARNs
	Boundary          string                    `json:"boundary,omitempty"` // ARN
	MaxSessionSeconds int                       `json:"maxSessionSeconds,omitempty"`
	Tags              map[string]string         `json:"tags,omitempty"`
}

// ManagedPolicy is a policy with an ARN of its own.
type ManagedPolicy struct {
	Name     string         `json:"name"`
	Path     string         `json:"path,omitempty"`
	Document jsontext.Value `json:"document"`
}

// OIDCProvider is an outside issuer that IAM knows.
type OIDCProvider struct {
	URL     string   `json:"url"` // with or without https://
	Clients []string `json:"clients"`
}

// SAMLProvider is a company's SAML provider that IAM knows. Without Metadata it is the company's at login.example.org,
// which then gives its people Roles when they go on to AWS.
type SAMLProvider struct {
	Name     string   `json:"name"`
	Metadata string   `json:"metadata,omitempty"` // what the provider publishes about itself
	Roles    []string `json:"roles,omitempty"`    // names of roles of this account
}

// Bucket is an S3 bucket.
type Bucket struct {
	Name        string            `json:"name"`
	Policy      jsontext.Value    `json:"policy,omitempty"`
	AllowPublic bool              `json:"allowPublic,omitempty"` // turns Block Public Access off
	Objects     map[string]string `json:"objects,omitempty"`     // key → text
}

// App is the learner's own application: an HTTP API that checks tokens.
type App struct {
	Host   string `json:"host,omitempty"` // "app.example.com" when left out
	Pool   string `json:"pool,omitempty"` // name of the user pool whose tokens it accepts
	Client string `json:"client,omitempty"`
	// Issuer is an OpenID Connect server whose tokens it accepts in place of a user pool's, "https://login.example.org";
	// Audience is what it is called there.
	Issuer   string `json:"issuer,omitempty"`
	Audience string `json:"audience,omitempty"`
}
