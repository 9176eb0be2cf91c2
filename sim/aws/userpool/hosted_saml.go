package userpool

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
	"poolschool/sim/wire/saml"
)

// audience is how a SAML provider calls the pool: urn:amazon:cognito:sp:POOLID.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-configuring-idp-with-saml-2-0-idp.html
func (v *visit) audience() string { return "urn:amazon:cognito:sp:" + v.pool.ID }

// samlURL is where the browser goes to sign in at a SAML provider.
func (v *visit) samlURL(ctx context.Context, x account.SocialProvider, state, id string) (string, error) {
	about, _, err := v.metadata(ctx, x)
	if err != nil {
		return "", err
	}
	request, err := saml.Request{ID: samlID(id), Issued: v.Clock.Now(), Return: v.base + acsPath, Audience: v.audience()}.Encode()
	if err != nil {
		return "", err
	}
	return oauth2.Address(about.Provider.SignIn.Location, false, oauth2.Parameter{Name: "SAMLRequest", Value: request}, oauth2.Parameter{Name: "RelayState", Value: state}), nil
}

// samlID makes an id that XML takes: it must not begin with a digit.
func samlID(id string) string { return "_" + id }

// metadata reads what a SAML provider publishes about itself: from its address, or as it was pasted in.
func (v *visit) metadata(ctx context.Context, x account.SocialProvider) (saml.Metadata, *rsa.PublicKey, error) {
	if text := x.Details["MetadataFile"]; text != "" {
		return saml.ParseMetadata([]byte(text))
	}
	if v.Client == nil {
		return saml.Metadata{}, nil, errors.New("nobody answers at " + x.Details["MetadataURL"])
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, x.Details["MetadataURL"], nil)
	if err != nil {
		return saml.Metadata{}, nil, err
	}
	resp, err := v.Client.Do(req)
	if err != nil {
		return saml.Metadata{}, nil, err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return saml.Metadata{}, nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return saml.Metadata{}, nil, fmt.Errorf("metadata: status %d", resp.StatusCode)
	}
	return saml.ParseMetadata(data)
}

// comeBackSAML takes the answer of a SAML provider, which the browser posts.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/saml2-idpresponse-endpoint.html
func (v *visit) comeBackSAML() {
	form, err := oauth2.Body(v.r)
	if err != nil {
		v.stop(http.StatusBadRequest, "invalid_request", "This form cannot be read.", oauth2.As(err).Why)
		return
	}
	v.secret(form.Get("SAMLResponse"))
	t, a, ok := v.back(form.Get("RelayState"))
	if !ok {
		return
	}
	x, ok := v.choice(a.client, t.provider)
	if !ok || providerType(x) != typeSAML {
		v.tell(a, oauth2.ErrInvalidRequest.Because("the client does not take people from %s, or it is no SAML provider", t.provider))
		return
	}
	claims, err := v.readAssertion(v.r.Context(), x, form.Get("SAMLResponse"), samlID(t.nonce))
	if err != nil {
		v.tell(a, refuseAssertion(err))
		return
	}
	v.arrive(a, x, claims)
}

// refuseAssertion says why an assertion is not believed. The words for a bad signature, and that it is a server_error, were
// seen (aws-sdk-js-v3 6201); the others are ours.
func refuseAssertion(err error) error {
	if errors.Is(err, saml.ErrSignature) {
		return oauth2.Describe(oauth2.ErrServerError.Because("%v", err), "Invalid SAML response received: SAML Assertion signature is invalid. ")
	}
	return oauth2.Describe(oauth2.ErrInvalidRequest.Because("%v", err), "Error in SAML response processing: "+err.Error())
}

// readAssertion believes an assertion only when its provider has signed it, for this pool, this request and this moment.
func (v *visit) readAssertion(ctx context.Context, x account.SocialProvider, text, request string) (map[string]string, error) {
	about, key, err := v.metadata(ctx, x)
	if err != nil {
		return nil, err
	}
	said, err := saml.Open(text, key)
	if err != nil {
		trace.Failed(ctx, "%s's assertion: signed by the key in its metadata", x.Name)
		return nil, err
	}
	now, bound := v.Clock.Now(), said.Subject.Confirmed.Data
	for _, check := range []struct {
		fits bool
		what string
	}{
		{said.Issuer == about.EntityID, "it comes from " + about.EntityID},
		{said.Conditions.Audience == v.audience(), "it is for " + v.audience()},
		{bound.Recipient == v.base+acsPath, "it is to be posted to " + v.base + acsPath},
		{bound.InResponseTo == request, "it answers the request that this sign-in left with"},
		{!now.Before(said.Conditions.NotBefore) && now.Before(said.Conditions.NotOnOrAfter) && now.Before(bound.NotOnOrAfter), "it counts now"},
	} {
		if !check.fits {
			trace.Failed(ctx, "%s's assertion: %s", x.Name, check.what)
			return nil, fmt.Errorf("assertion: not so: %s", check.what)
		}
	}
	trace.Passed(ctx, "%s's assertion: signed by its key, for this pool and this request, and good now", x.Name)
	claims := map[string]string{"NameID": said.Subject.NameID}
	for _, attribute := range said.Attributes {
		claims[attribute.Name] = strings.Join(attribute.Values, ", ")
		if len(attribute.Values) > 1 {
			claims[attribute.Name] = "[" + claims[attribute.Name] + "]"
		}
	}
	return claims, nil
}
