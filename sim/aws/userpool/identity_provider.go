package userpool

import (
	"maps"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/wire/awsjson"
)

// IdentityProvider is an outside login of a pool.
type IdentityProvider struct {
	UserPoolId       string
	ProviderName     string
	ProviderType     string
	ProviderDetails  map[string]string `secret:"client_secret private_key"`
	AttributeMapping map[string]string
	IdpIdentifiers   []string `json:",omitempty"`
	LastModifiedDate awsjson.Epoch
	CreationDate     awsjson.Epoch
}

// IdentityProviderResponse is the whole answer of operations on one provider.
type IdentityProviderResponse struct{ IdentityProvider IdentityProvider }

// IdentityProviderName names a provider of a pool: the whole request of several operations.
type IdentityProviderName struct {
	UserPoolId   string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ProviderName string `required:"true" min:"1" max:"32" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
}

// dates are when something was made and last changed.
type dates struct{ created, modified time.Time }

// mostProviders of a pool.
const mostProviders = 300

// Refusals of identity providers. The last two texts of AWS's, and that of missing details, are not recorded.
var (
	errProviderExists = refusal("DuplicateProviderException", "%s already exists in user pool %s")
	errProviderGone   = refusal("ResourceNotFoundException", "Identity provider %s does not exist.")
	errProviderName   = refusal("InvalidParameterException", "Provider %s cannot be of type %s.")
	errProviderDetail = refusal("InvalidParameterException", "Provider details lack %s for provider type %s.")
	errMappingUnknown = refusal("InvalidParameterException", "User pool does not have attribute: %s")
	errProviderLimit  = refusal("LimitExceededException", "User pool %s has reached the limit of %d identity providers.")
)

// needed are the details without which a provider of a type is of no use.
func needed(kind string) []string {
	switch kind {
	case "SAML":
		return nil // MetadataURL or MetadataFile
	case "OIDC":
		return []string{"client_id", "oidc_issuer", "authorize_scopes", "attributes_request_method"}
	case "SignInWithApple":
		return []string{"client_id", "team_id", "key_id", "private_key", "authorize_scopes"}
	}
	return []string{"client_id", "client_secret", "authorize_scopes"}
}

// settings turns what an API call says into a provider of a pool. The details that sign-in uses
// have members of their own.
func providerSettings(name, kind string, details, mapping map[string]string, identifiers []string) account.SocialProvider {
	p := account.SocialProvider{Name: name, Type: kind, Mapping: maps.Clone(mapping), Details: map[string]string{}, Aliases: identifiers}
	for key, value := range details {
		switch key {
		case "client_id":
			p.Client = value
		case "client_secret":
			p.Secret = value
		case "authorize_scopes":
			p.Scopes = value
		case "oidc_issuer":
			p.Issuer = value
		default:
			p.Details[key] = value
		}
	}
	return p
}

// shownProvider is a provider as the API shows it. Callers hold mu.
func (p *pool) shownProvider(x account.SocialProvider) IdentityProvider {
	details := maps.Clone(x.Details)
	if details == nil {
		details = map[string]string{}
	}
	for key, value := range map[string]string{"client_id": x.Client, "client_secret": x.Secret, "authorize_scopes": x.Scopes, "oidc_issuer": x.Issuer} {
		if value != "" {
			details[key] = value
		}
	}
	mapping := maps.Clone(x.Mapping)
	if mapping == nil {
		mapping = map[string]string{"username": "sub"}
	}
	d, ok := p.providerDates[x.Name]
	if !ok {
		d = dates{p.created, p.created}
	}
	return IdentityProvider{
		UserPoolId: p.ID, ProviderName: x.Name, ProviderType: providerType(x), ProviderDetails: details, AttributeMapping: mapping,
		IdpIdentifiers: x.Aliases, CreationDate: awsjson.Epoch{Time: d.created}, LastModifiedDate: awsjson.Epoch{Time: d.modified},
	}
}

// checkProvider holds a provider's details and mapping against its type and the pool. Callers hold mu.
func (p *pool) checkProvider(kind string, details, mapping map[string]string) error {
	for _, key := range needed(kind) {
		if details[key] == "" {
			return errProviderDetail.Saying(key, kind)
		}
	}
	if kind == "SAML" && details["MetadataURL"] == "" && details["MetadataFile"] == "" {
		return errProviderDetail.Saying("MetadataURL or MetadataFile", kind)
	}
	for _, name := range sortedKeys(mapping) {
		if _, ok := p.attribute(name); !ok && name != "username" {
			return errMappingUnknown.Saying(name)
		}
	}
	return nil
}
