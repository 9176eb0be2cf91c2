package social

import (
	"crypto/rsa"
	"html/template"
	"net/http"
	"time"

	"poolschool/sim/keyring"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
	"poolschool/sim/wire/saml"
)

// Addresses of the company's SAML provider.
const (
	SAMLEntity   = "https://" + CompanyHost + "/saml"
	SAMLMetadata = SAMLEntity + "/metadata"
	samlSignIn   = SAMLEntity + "/sso"
)

// assertionLife is how long an assertion counts.
const assertionLife = 5 * time.Minute

// claimSpace is what the names of common SAML attributes begin with.
const claimSpace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

// samlMetadata says where the provider is, and publishes its key.
func (s *Service) samlMetadata(w http.ResponseWriter, r *http.Request) {
	trace.Name(r.Context(), "GET metadata")
	key, err := s.Keys.Key(company().key)
	if err != nil {
		oauth2.Refuse(w, r, err)
		return
	}
	data, err := describe(key)
	if err != nil {
		oauth2.Refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	_, _ = w.Write(data) // the caller may have gone; there is nobody left to tell
}

func describe(key *rsa.PrivateKey) ([]byte, error) {
	return saml.Describe(SAMLEntity, samlSignIn, &key.PublicKey)
}

// Metadata is what the company's SAML provider publishes about itself. The first call makes its key.
func Metadata(keys *keyring.Ring) (string, error) {
	key, err := keys.Key(company().key)
	if err != nil {
		return "", err
	}
	data, err := describe(key)
	return string(data), err
}

// samlSignIn asks who it is, and then gives the browser an assertion to carry back.
func (s *Service) samlSignIn(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	trace.Name(ctx, r.Method+" "+r.URL.Path)
	query, err := oauth2.Query(r)
	if err != nil {
		s.stop(w, r, Company, "invalid_request", "This address cannot be read.", oauth2.As(err).Why)
		return
	}
	secret(ctx, query.Get("RelayState"))
	request, err := saml.ParseRequest(query.Get("SAMLRequest"))
	if err != nil || !s.mayReturn(request.Return) {
		trace.Failed(ctx, "SAMLRequest can be read, and its address to return to is registered")
		s.stop(w, r, Company, "invalid_request", "This request does not come from an application that is registered here.", "AssertionConsumerServiceURL is "+request.Return)
		return
	}
	if r.Method == http.MethodGet {
		trace.Summarize(ctx, "%s asks who it is", Company)
		s.choose(w, r, Company, asked{app: App{ID: request.Audience}, redirect: request.Return})
		return
	}
	s.samlAnswer(w, r, request, query.Get("RelayState"), nil)
}

// samlAnswer takes who it is, and lets the browser carry an assertion about them to where the request came from.
func (s *Service) samlAnswer(w http.ResponseWriter, r *http.Request, request saml.Request, relay string, more []saml.Attribute) {
	ctx := r.Context()
	form, err := oauth2.Body(r)
	person, known := byEmail(People(Company), form.Get("account"))
	if err != nil || !known {
		trace.Failed(ctx, "%q has an account at %s", form.Get("account"), Company)
		s.stop(w, r, Company, "access_denied", "Nobody was signed in.", "no such person was chosen")
		return
	}
	answer, err := s.assertion(request, person, more)
	if err != nil {
		oauth2.Refuse(w, r, err)
		return
	}
	secret(ctx, answer)
	trace.Summarize(ctx, "an assertion about %s", person.Given)
	// The address is registered, so it is one of ours.
	s.show(w, r, http.StatusOK, page{Server: Company, Answer: answer, Relay: relay, Action: template.URL(request.Return)}, request.Return) //nolint:gosec // see above
}

// assertion says who somebody is, to the one that asked.
func (s *Service) assertion(request saml.Request, p Person, more []saml.Attribute) (string, error) {
	key, err := s.Keys.Key(company().key)
	if err != nil {
		return "", err
	}
	now := s.Clock.Now()
	a := saml.Assertion{ID: "_" + s.Chance.ID(), Issued: now, Issuer: SAMLEntity, Attributes: []saml.Attribute{
		{Name: claimSpace + "emailaddress", Values: []string{p.Email}}, {Name: claimSpace + "name", Values: []string{p.Name}},
		{Name: claimSpace + "givenname", Values: []string{p.Given}}, {Name: claimSpace + "surname", Values: []string{p.Family}},
		{Name: "department", Values: []string{p.Department}},
	}}
	a.Attributes = append(a.Attributes, more...)
	a.Subject.NameID = p.ID
	a.Subject.Confirmed.Data = saml.Confirmation{InResponseTo: request.ID, Recipient: request.Return, NotOnOrAfter: now.Add(assertionLife)}
	a.Conditions = saml.Conditions{NotBefore: now, NotOnOrAfter: now.Add(assertionLife), Audience: request.Audience}
	return saml.Sign(a, key)
}
