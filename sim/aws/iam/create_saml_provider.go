package iam

import (
	"context"
	"errors"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire/saml"
)

// CreateSAMLProviderRequest tells IAM to believe a company's SAML provider. Encrypted assertions and tags are not
// simulated.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
type CreateSAMLProviderRequest struct {
	Name                 string `required:"true" min:"1" max:"128" pattern:"[\\w._-]+"`
	SAMLMetadataDocument string `required:"true" min:"1" max:"10000000"` // what the provider publishes about itself
}

// CreateSAMLProviderResponse names the provider, as Logins and role mappings do.
type CreateSAMLProviderResponse struct{ SAMLProviderArn string }

// maxSAMLProviders is how many SAML providers an account may have.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const maxSAMLProviders = 100

// CreateSAMLProvider registers a provider by its metadata, which hold its name and its key.
func (s *Service) CreateSAMLProvider(ctx context.Context, in CreateSAMLProviderRequest) (CreateSAMLProviderResponse, error) {
	p, err := readSAML(s.arn("saml-provider/"+in.Name), in.SAMLMetadataDocument, s.Clock.Now())
	trace.Checked(ctx, err == nil, "the metadata name the provider, and its key", "")
	if err != nil {
		return CreateSAMLProviderResponse{}, ErrInput.Saying("Could not parse metadata").Because("%v", err)
	}
	if len(s.Principals.SAMLProviders()) >= maxSAMLProviders {
		return CreateSAMLProviderResponse{}, ErrLimit.Saying("Cannot exceed quota for SAMLProvidersPerAccount: 100")
	}
	if err := s.Principals.AddSAMLProvider(p); errors.Is(err, principal.ErrExists) {
		trace.Failed(ctx, "the name is not taken")
		return CreateSAMLProviderResponse{}, ErrSAMLExists.Saying(in.Name)
	} else if err != nil {
		return CreateSAMLProviderResponse{}, err
	}
	trace.Summarize(ctx, "%s", p.EntityID)
	return CreateSAMLProviderResponse{p.ARN}, nil
}

func readSAML(arn, metadata string, now time.Time) (principal.SAMLProvider, error) {
	about, key, err := saml.ParseMetadata([]byte(metadata))
	if err != nil {
		return principal.SAMLProvider{}, err
	}
	return principal.SAMLProvider{ARN: arn, EntityID: about.EntityID, Key: key, Created: now}, nil
}
