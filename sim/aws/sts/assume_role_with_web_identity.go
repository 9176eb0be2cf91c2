package sts

import (
	"context"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// AssumeRoleWithWebIdentityRequest carries a token of a web identity provider. It is not
// signed: the token is the proof.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
type AssumeRoleWithWebIdentityRequest struct {
	RoleArn          string      `required:"true" min:"20" max:"2048"`
	RoleSessionName  string      `required:"true" min:"2" max:"64" pattern:"[\\w+=,.@-]*"`
	WebIdentityToken string      `required:"true" min:"4" max:"20000" secret:"true"`
	ProviderId       string      `min:"4" max:"2048"` // only with the access tokens of graph.facebook.com and www.amazon.com
	PolicyArns       []PolicyArn `max:"10"`
	Policy           *string     `min:"1" max:"2048"`
	DurationSeconds  *int        `min:"900" max:"43200"` // 3600 when left out
}

// PolicyArn names a managed policy.
type PolicyArn struct {
	Arn string `json:"arn" min:"20" max:"2048"`
}

// AssumeRoleWithWebIdentityResponse is what a session is made of, and what the token said.
type AssumeRoleWithWebIdentityResponse struct {
	Credentials                 Credentials
	SubjectFromWebIdentityToken string
	AssumedRoleUser             AssumedRoleUser
	PackedPolicySize            *int // percent; absent without policies and tags
	Provider                    string
	Audience                    string
	SourceIdentity              string // that the token carried
}

// Credentials are temporary AWS credentials. Cognito calls the second member SecretKey, STS
// SecretAccessKey.
type Credentials struct {
	AccessKeyId     string
	SecretAccessKey string `secret:"true"`
	SessionToken    string `secret:"true"`
	Expiration      time.Time
}

// AssumedRoleUser names a session.
type AssumedRoleUser struct {
	AssumedRoleId string // AROA…:SESSION
	Arn           string // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION, without the role's path
}

// AssumeRoleWithWebIdentity trades a token for a session of a role.
func (s *Service) AssumeRoleWithWebIdentity(ctx context.Context, in AssumeRoleWithWebIdentityRequest) (AssumeRoleWithWebIdentityResponse, error) {
	var none AssumeRoleWithWebIdentityResponse
	if principal.RoleName(in.RoleArn) == "" {
		return none, ErrARN.Because("%q is not the ARN of a role", in.RoleArn)
	}
	who, err := s.identify(ctx, in)
	if err != nil {
		return none, err
	}
	role, err := s.trusted(ctx, in, who)
	if err != nil {
		return none, err
	}
	life, err := lifeOf(ctx, role, in.DurationSeconds)
	if err != nil {
		return none, err
	}
	cut, packed, err := s.sessionPolicies(ctx, in.Policy, in.PolicyArns, who.tags)
	if err != nil {
		return none, err
	}
	if who.source != "" {
		who.keys["aws:SourceIdentity"] = []string{who.source}
	}
	x, err := s.open(principal.Session{
		RoleARN: role.ARN, RoleID: role.ID, Name: in.RoleSessionName, Policies: cut, Tags: who.tags,
		Federated: who.federated, Context: who.keys,
	}, life)
	if err != nil {
		return none, err
	}
	trace.Passed(ctx, "credentials %s for role %s, valid until %s", x.AccessKeyID, role.Name, x.Expires.Format(time.TimeOnly))
	trace.Summarize(ctx, "role %s", role.Name)
	return AssumeRoleWithWebIdentityResponse{
		Credentials: wireCredentials(x), SubjectFromWebIdentityToken: who.subject, AssumedRoleUser: s.assumed(x),
		PackedPolicySize: packed, Provider: who.provider, Audience: who.audience, SourceIdentity: who.source,
	}, nil
}
