package iam

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// CreatePolicyRequest is a managed policy: it has an ARN, and several roles can share it.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
type CreatePolicyRequest struct {
	PolicyName     string `required:"true" min:"1" max:"128" pattern:"[\\w+=,.@-]+"`
	Path           string `min:"1" max:"512" pattern:"(/)|(/[!-~]+/)"`
	PolicyDocument string `required:"true" min:"1" max:"131072"`
	Description    string `max:"1000"`
}

// CreatePolicyResponse is the new policy.
type CreatePolicyResponse struct{ Policy Policy }

// Policy is a managed policy as the API shows it, without its document.
type Policy struct {
	PolicyName       string
	PolicyId         string // ANPA and 17 characters
	Arn              string
	Path             string
	DefaultVersionId string // "v1"
	AttachmentCount  int
	IsAttachable     bool
	Description      string
	CreateDate       time.Time
	UpdateDate       time.Time
}

// CreatePolicy makes a managed policy.
func (s *Service) CreatePolicy(ctx context.Context, in CreatePolicyRequest) (CreatePolicyResponse, error) {
	document, err := identityDocument(ctx, in.PolicyName, in.PolicyDocument)
	if err != nil {
		return CreatePolicyResponse{}, err
	}
	if document.Version != "2012-10-17" {
		trace.Failed(ctx, "the policy is in the language of 2012-10-17")
		return CreatePolicyResponse{}, malformed(policy.ErrVersion)
	}
	if size(in.PolicyDocument) > maxManaged {
		return CreatePolicyResponse{}, ErrLimit.Saying(fmt.Sprintf("Cannot exceed quota for PolicySize: %d", maxManaged))
	}
	p := principal.ManagedPolicy{
		Name: in.PolicyName, Path: pathOr(in.Path), ID: "ANPA" + chance.Text(s.Chance, 17, chance.Base32),
		ARN: s.arn("policy" + pathOr(in.Path) + in.PolicyName), Description: in.Description, Policy: document, Created: s.Clock.Now(),
	}
	if err := s.Principals.AddPolicy(p); errors.Is(err, principal.ErrExists) {
		trace.Failed(ctx, "the name %s is free", in.PolicyName)
		return CreatePolicyResponse{}, ErrPolicyExists.Saying(in.PolicyName)
	} else if err != nil {
		return CreatePolicyResponse{}, err
	}
	trace.Summarize(ctx, "policy %s", p.Name)
	return CreatePolicyResponse{Policy{
		PolicyName: p.Name, PolicyId: p.ID, Arn: p.ARN, Path: p.Path, DefaultVersionId: "v1", IsAttachable: true,
		Description: p.Description, CreateDate: p.Created, UpdateDate: p.Created,
	}}, nil
}
