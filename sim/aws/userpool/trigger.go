package userpool

import (
	"context"
	"maps"
)

// Triggers are the Lambda functions of a pool, as Go functions. One that is nil is not set. A
// function fills in the response members of its event; an error refuses what is being
// done. They are called without any lock, so they may call the account themselves.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
type Triggers struct {
	PreSignUp            func(context.Context, *PreSignUp) error
	PostConfirmation     func(context.Context, *PostConfirmation) error
	PreAuthentication    func(context.Context, *PreAuthentication) error
	PostAuthentication   func(context.Context, *PostAuthentication) error
	PreTokenGeneration   func(context.Context, *PreTokenGeneration) error   // version 1: the ID token only
	PreTokenGenerationV2 func(context.Context, *PreTokenGenerationV2) error // version 2; the first is then not asked
	PreTokenGenerationV3 func(context.Context, *PreTokenGenerationV2) error // version 3: also for tokens of client_credentials; the others are then not asked
	DefineAuthChallenge  func(context.Context, *DefineAuthChallenge) error
	CreateAuthChallenge  func(context.Context, *CreateAuthChallenge) error
	VerifyAuthChallenge  func(context.Context, *VerifyAuthChallenge) error
	UserMigration        func(context.Context, *UserMigration) error
	CustomMessage        func(context.Context, *CustomMessage) error
	InboundFederation    func(context.Context, *InboundFederation) error
	CustomEmailSender    func(context.Context, *CustomSender) error // sends in place of Cognito
	CustomSMSSender      func(context.Context, *CustomSender) error
}

// Event is what every trigger is told. UserAttributes is the trigger's own copy.
type Event struct {
	TriggerSource  string // "PreSignUp_SignUp"
	Region         string
	UserPoolID     string
	UserName       string
	ClientID       string // callerContext.clientId; "" for an administrator's call
	UserAttributes map[string]string
	ClientMetadata map[string]string
}

// PreSignUp asks whether a user may be stored.
type PreSignUp struct {
	Event
	ValidationData map[string]string
	// Response. An administrator's new user ignores all three.
	AutoConfirmUser, AutoVerifyEmail, AutoVerifyPhone bool
}

// PostConfirmation tells that a user has confirmed, or has set a new password with a code.
type PostConfirmation struct{ Event }

// PreAuthentication asks whether a sign-in may go on.
type PreAuthentication struct {
	Event
	ValidationData map[string]string
	UserNotFound   bool // only where the client hides that users are missing
}

// PostAuthentication tells that a user has signed in.
type PostAuthentication struct {
	Event
	NewDeviceUsed bool
}

// Groups are what a pre token generation trigger sees and may replace.
type Groups struct {
	Names     []string // groupsToOverride
	Roles     []string // iamRolesToOverride
	Preferred string   // preferredRole
}

// PreTokenGeneration may change the claims of an ID token.
type PreTokenGeneration struct {
	Event
	Groups Groups
	// Response.
	AddOrOverride map[string]string
	Suppress      []string
	Override      *Groups
}

// PreTokenGenerationV2 may change the claims of both tokens, and the scopes. Version 3 has the same members; for a token
// of client_credentials there is no user, and only Access counts.
type PreTokenGenerationV2 struct {
	Event
	Groups Groups
	Scopes []string
	// Response.
	ID       ClaimChanges
	Access   ClaimChanges
	Override *Groups
}

// ClaimChanges is what version 2 answers for one token. Scopes count for the access token only.
type ClaimChanges struct {
	AddOrOverride  map[string]any
	Suppress       []string
	AddScopes      []string
	SuppressScopes []string
}

// Round is one challenge of a custom sign-in that has been answered.
type Round struct {
	ChallengeName     string
	ChallengeResult   bool
	ChallengeMetadata string
}

// DefineAuthChallenge decides what comes next in a custom sign-in.
type DefineAuthChallenge struct {
	Event
	Session      []Round
	UserNotFound bool
	// Response: one of the three.
	ChallengeName      string // "CUSTOM_CHALLENGE" or "PASSWORD_VERIFIER"
	IssueTokens        bool
	FailAuthentication bool
}

// CreateAuthChallenge makes the question of a custom challenge.
type CreateAuthChallenge struct {
	Event
	ChallengeName string
	Session       []Round
	UserNotFound  bool
	// Response.
	Public   map[string]string // goes to the client
	Private  map[string]string // goes to VerifyAuthChallenge
	Metadata string            // goes to later rounds
}

// VerifyAuthChallenge judges the answer.
type VerifyAuthChallenge struct {
	Event
	Private      map[string]string
	Answer       string
	UserNotFound bool
	// Response.
	AnswerCorrect bool
}

// UserMigration may bring along a user whom the pool does not know.
type UserMigration struct {
	Event
	Password       string
	ValidationData map[string]string
	// Response.
	Attributes  map[string]string
	FinalStatus string // "CONFIRMED", "RESET_REQUIRED"; "" makes the user change the password first
	// ForceAliasCreation takes an alias from whoever has it; without, nobody is brought along who would need one.
	ForceAliasCreation bool
	// MessageAction "SUPPRESS" spares the user the welcome, which else goes over DesiredDeliveryMediums: "SMS", "EMAIL",
	// both; SMS when left out.
	MessageAction          string
	DesiredDeliveryMediums []string
}

// CustomMessage may word a message. {####} stands for the code, {username} for the name.
type CustomMessage struct {
	Event
	CodeParameter     string // "{####}"
	UsernameParameter string // "{username}" where an administrator created the user
	// Response; "" keeps the pool's own words.
	SMS, Email, Subject string
}

// triggersOf are the triggers of a pool. Callers must not hold mu.
func (s *Service) triggersOf(p *pool) Triggers {
	if s.Triggers == nil {
		return Triggers{}
	}
	s.mu.RLock()
	name := p.Name
	s.mu.RUnlock()
	return s.Triggers(name)
}

// event starts the event of a trigger. c is nil for an administrator's call, u when there is
// no such user. Callers must not hold mu.
func (s *Service) event(source string, p *pool, c *client, name string, u *user, metadata map[string]string) Event {
	e := Event{TriggerSource: source, Region: s.Region, UserPoolID: p.ID, UserName: name, ClientMetadata: maps.Clone(metadata)}
	if c != nil {
		e.ClientID = c.ID
	}
	if u == nil {
		return e
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	e.UserName, e.UserAttributes = u.name, maps.Clone(u.attributes)
	e.UserAttributes["sub"] = u.sub
	e.UserAttributes["cognito:user_status"] = u.status
	return e
}
