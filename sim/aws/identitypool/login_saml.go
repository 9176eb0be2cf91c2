package identitypool

import (
	"context"
	"slices"
	"strings"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire/saml"
)

// What an assertion for AWS says about itself, and attributes that AWS knows. Claims are named as in tokens of
// Windows servers.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
const (
	samlRecipient = "https://signin.aws.amazon.com/saml"
	samlAudience  = "urn:amazon:webservices"
	samlRole      = "https://aws.amazon.com/SAML/Attributes/Role"
	claimNameID   = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier"
	claimName     = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"
)

func isSAML(provider string) bool { return strings.Contains(provider, ":saml-provider/") }

// verifySAML believes an assertion that the provider has signed, for AWS and for this moment. The same assertion may
// come again, with GetId and with GetCredentialsForIdentity, as long as it counts.
// https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html
func (s *Service) verifySAML(ctx context.Context, p *pool, provider, raw string) (login, error) {
	known, registered := s.Principals.SAMLProvider(provider)
	configured := registered && slices.Contains(p.SamlProviderARNs, provider)
	trace.Checked(ctx, configured, "login "+provider+": a provider of this identity pool", "")
	if !configured {
		return login{}, ErrLogins.Because("the identity pool has no provider %s", provider)
	}
	said, err := saml.Open(raw, known.Key)
	if err != nil {
		trace.Failed(ctx, "login assertion: signed by the key in the provider's metadata")
		return login{}, ErrAssertion.Saying("signature").Because("%v", err)
	}
	if err := s.checkAssertion(ctx, known, said); err != nil {
		return login{}, err
	}
	subject := said.Subject.NameID
	return login{
		provider: provider, subject: subject, mappingKey: provider, tagKey: provider,
		amr: []string{provider, provider + ":SAML:" + subject}, claims: claimsOf(said), roles: rolesOfAssertion(said, provider),
	}, nil
}

// checkAssertion holds a signed assertion against the one that signed it, AWS and the clock.
func (s *Service) checkAssertion(ctx context.Context, from principal.SAMLProvider, said saml.Assertion) error {
	now, bound := s.Clock.Now(), said.Subject.Confirmed.Data
	ends := said.Conditions.NotOnOrAfter
	if bound.NotOnOrAfter.Before(ends) {
		ends = bound.NotOnOrAfter
	}
	for _, check := range []struct {
		ok               bool
		word, what, note string
	}{
		{said.Issuer == from.EntityID, "issuer", "comes from " + from.EntityID, "it says " + said.Issuer},
		{slices.Contains([]string{samlAudience, samlRecipient}, said.Conditions.Audience), "audience", "is for " + samlAudience, "it is for " + said.Conditions.Audience},
		{bound.Recipient == samlRecipient, "recipient", "is to be posted to " + samlRecipient, "it is to be posted to " + bound.Recipient},
		{said.Subject.NameID != "", "subject", "says whose it is (NameID)", ""},
		{!now.Before(said.Conditions.NotBefore), "not valid yet", "counts already", "from " + said.Conditions.NotBefore.Format(time.TimeOnly)},
		{now.Before(ends), "expired", "still counts", "until " + ends.Format(time.TimeOnly) + ", now " + now.Format(time.TimeOnly)},
	} {
		trace.Checked(ctx, check.ok, "login assertion: "+check.what, check.note)
		if !check.ok {
			return ErrAssertion.Saying(check.word).Because("the assertion %s: not so; %s", check.what, check.note)
		}
	}
	return nil
}

// claimsOf are the attributes of an assertion as rules and tags see them; one of several values is a list.
func claimsOf(said saml.Assertion) token.Claims {
	claims := token.Claims{{Name: claimNameID, Value: said.Subject.NameID}}
	for _, a := range said.Attributes {
		if len(a.Values) == 1 {
			claims = claims.With(a.Name, a.Values[0])
			continue
		}
		claims = claims.With(a.Name, a.Values)
	}
	return claims
}

// rolesOfAssertion reads the pairs of role and provider, in either order. A pair with another provider is not for here.
func rolesOfAssertion(said saml.Assertion, provider string) []string {
	var roles []string
	for _, a := range said.Attributes {
		if a.Name != samlRole {
			continue
		}
		for _, pair := range a.Values {
			one, other, _ := strings.Cut(pair, ",")
			switch provider {
			case strings.TrimSpace(other):
				roles = append(roles, strings.TrimSpace(one))
			case strings.TrimSpace(one):
				roles = append(roles, strings.TrimSpace(other))
			}
		}
	}
	return roles
}
