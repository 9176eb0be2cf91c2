package userpool

import (
	"context"
	"strings"

	"poolschool/sim/trace"
)

// CreateUserPoolDomainRequest gives a pool a host for its login pages.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
type CreateUserPoolDomainRequest struct {
	Domain              string              `required:"true" min:"1" max:"63"` // prefix, or a name of one's own with a certificate
	UserPoolId          string              `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ManagedLoginVersion *int                `min:"1" max:"2"` // 1 is the classic hosted UI
	CustomDomainConfig  *CustomDomainConfig //
}

// CustomDomainConfig names the certificate of a domain of one's own.
type CustomDomainConfig struct {
	CertificateArn string `required:"true" min:"20" max:"2048"`
}

// CreateUserPoolDomainResponse says which pages the domain shows.
type CreateUserPoolDomainResponse struct {
	ManagedLoginVersion int    `json:",omitzero"`
	CloudFrontDomain    string `json:",omitempty"`
}

// CreateUserPoolDomain gives a pool a prefix of amazoncognito.com. It is live at once; at AWS it takes
// up to a minute.
func (s *Service) CreateUserPoolDomain(ctx context.Context, in CreateUserPoolDomainRequest) (CreateUserPoolDomainResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return CreateUserPoolDomainResponse{}, err
	}
	if in.CustomDomainConfig != nil {
		return CreateUserPoolDomainResponse{}, errDomainOwn
	}
	if err := s.checkDomain(p, in.Domain); err != nil {
		trace.Failed(ctx, "the domain can be had")
		return CreateUserPoolDomainResponse{}, err
	}
	trace.Passed(ctx, "the domain can be had")
	p.Domain, p.loginVersion = in.Domain, max(1, number(in.ManagedLoginVersion))
	trace.Summarize(ctx, "domain %s", p.Domain)
	return CreateUserPoolDomainResponse{ManagedLoginVersion: p.loginVersion}, nil
}

// checkDomain refuses a prefix that AWS would not give. Callers hold mu.
func (s *Service) checkDomain(p *pool, domain string) error {
	if !domainShape.MatchString(domain) {
		return errDomainShape
	}
	for _, word := range []string{"aws", "amazon", "cognito"} {
		if strings.Contains(domain, word) {
			return errDomainWord.Saying(word)
		}
	}
	if p.Domain != "" {
		return errDomainSecond
	}
	if s.domainPool(domain) != nil {
		return errDomainTaken
	}
	return nil
}
