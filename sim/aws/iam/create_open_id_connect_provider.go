package iam

import (
	"context"
	"errors"
	"net/url"
	"slices"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// CreateOpenIDConnectProviderRequest tells IAM to believe an issuer. A user pool can be one:
// its address is the issuer, its app client ids are the audiences.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
type CreateOpenIDConnectProviderRequest struct {
	Url            string   `required:"true" min:"1" max:"255"`
	ClientIDList   []string `max:"100"`
	ThumbprintList []string `max:"5"`
}

// CreateOpenIDConnectProviderResponse names the provider, as trust policies do.
type CreateOpenIDConnectProviderResponse struct{ OpenIDConnectProviderArn string }

// maxProviders is how many OpenID Connect providers an account may have.
const maxProviders = 100

// CreateOpenIDConnectProvider registers an issuer.
func (s *Service) CreateOpenIDConnectProvider(ctx context.Context, in CreateOpenIDConnectProviderRequest) (CreateOpenIDConnectProviderResponse, error) {
	u, err := url.Parse(in.Url)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Port() != "" {
		trace.Failed(ctx, "the URL begins with https:// and has neither port nor query")
		return CreateOpenIDConnectProviderResponse{}, ErrInput.Saying("Invalid Open ID Connect Provider URL").Because("the URL is the issuer of the tokens, with https://, without port and query")
	}
	if len(s.Principals.Providers()) >= maxProviders {
		return CreateOpenIDConnectProviderResponse{}, ErrLimit.Saying("Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100")
	}
	p := principal.OIDCProvider{
		ARN: s.arn("oidc-provider/" + bare(in.Url)), URL: bare(in.Url),
		ClientIDs: slices.Clone(in.ClientIDList), Thumbprints: slices.Clone(in.ThumbprintList), Created: s.Clock.Now(),
	}
	if err := s.Principals.AddProvider(p); errors.Is(err, principal.ErrExists) {
		trace.Failed(ctx, "the issuer is not registered yet")
		return CreateOpenIDConnectProviderResponse{}, ErrProviderExists.Saying(in.Url)
	} else if err != nil {
		return CreateOpenIDConnectProviderResponse{}, err
	}
	trace.Summarize(ctx, "%s", p.URL)
	return CreateOpenIDConnectProviderResponse{p.ARN}, nil
}
