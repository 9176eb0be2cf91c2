package social

import (
	"net/http"

	"poolschool/sim/keyring"
	"poolschool/sim/token"
)

// CompanyHost is where the company's own login server answers; its issuer is "https://" and this.
const CompanyHost = "login.example.org"

func company() issuer {
	return issuer{
		server: Company, iss: "https://" + CompanyHost, kid: "company-2026-01", key: keyring.Company,
		claims: func(p Person, scope string) token.Claims {
			return append(personal(p, scope), token.Claim{Name: "department", Value: p.Department})
		},
	}
}

// company is an OpenID Connect server as a company runs it for its own people; it speaks SAML too.
//
// https://openid.net/specs/openid-connect-discovery-1_0.html
func (s *Service) company() http.Handler {
	const base = "https://" + CompanyHost
	mux := http.NewServeMux()
	mux.Handle("GET /authorize", s.authorize(Company))
	mux.Handle("POST /authorize", s.authorize(Company))
	mux.Handle("POST /token", s.token(company()))
	mux.Handle("GET /.well-known/jwks.json", s.keys(company()))
	mux.Handle("GET /.well-known/openid-configuration", company().discovery(base+"/authorize", base+"/token", base+"/.well-known/jwks.json"))
	mux.Handle("GET /saml/metadata", http.HandlerFunc(s.samlMetadata))
	mux.Handle("GET /saml/sso", http.HandlerFunc(s.samlSignIn))
	mux.Handle("POST /saml/sso", http.HandlerFunc(s.samlSignIn))
	mux.Handle("GET /saml/aws", http.HandlerFunc(s.samlToAWS))
	mux.Handle("POST /saml/aws", http.HandlerFunc(s.samlToAWS))
	return mux
}
