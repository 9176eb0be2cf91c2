package social

import (
	"net/http"

	"poolschool/sim/trace"
	"poolschool/sim/wire/saml"
)

// How AWS is called in SAML, and the attributes that it reads.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
const (
	awsAudience    = "urn:amazon:webservices"
	awsReturn      = "https://signin.aws.amazon.com/saml"
	awsRole        = "https://aws.amazon.com/SAML/Attributes/Role"
	awsSessionName = "https://aws.amazon.com/SAML/Attributes/RoleSessionName"
)

// samlToAWS is where the company's people begin when they want to go on to AWS: nobody has asked for the assertion,
// so it answers no request. Nobody answers at AWS's address either; whoever wants to bring the assertion to an
// identity pool takes it out of the form, as an application does that opens this page itself.
func (s *Service) samlToAWS(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	trace.Name(ctx, r.Method+" "+r.URL.Path)
	request := saml.Request{Return: awsReturn, Audience: awsAudience}
	if r.Method == http.MethodGet {
		trace.Summarize(ctx, "%s asks who it is", Company)
		s.choose(w, r, Company, asked{app: App{ID: "AWS"}, redirect: awsReturn})
		return
	}
	var more []saml.Attribute
	if len(s.AWSRoles) > 0 {
		more = []saml.Attribute{{Name: awsRole, Values: s.AWSRoles}, {Name: awsSessionName, Values: []string{"company"}}}
	}
	s.samlAnswer(w, r, request, "", more)
}
