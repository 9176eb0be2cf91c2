package userpool

import (
	"context"
	"regexp"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
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

// Refusals of domains. The last text is not recorded.
var (
	errDomainShape  = refusal("InvalidParameterException", `The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)
	errDomainWord   = refusal("InvalidParameterException", "Domain cannot contain reserved word: %s")
	errDomainTaken  = refusal("InvalidParameterException", "Domain already associated with another user pool.")
	errDomainSecond = refusal("InvalidParameterException", "User pool already has a domain configured.")
	errDomainOwn    = refusal("InvalidParameterException", "Custom domains are not part of this simulator; use a prefix.")
	errNoDomain     = refusal("ResourceNotFoundException", "Domain %s does not exist.")
)

var domainShape = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$`)

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

// domainPool is the pool that has the domain. Callers hold mu.
func (s *Service) domainPool(domain string) *pool {
	for _, p := range s.order {
		if p.Domain == domain && domain != "" {
			return p
		}
	}
	return nil
}

// DescribeUserPoolDomainRequest names a domain.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
type DescribeUserPoolDomainRequest struct {
	Domain string `required:"true" min:"1" max:"63"`
}

// DescribeUserPoolDomainResponse is empty inside for a domain that nobody has.
type DescribeUserPoolDomainResponse struct{ DomainDescription DomainDescription }

// DomainDescription is a domain with what AWS built for it.
type DomainDescription struct {
	UserPoolId             string `json:",omitempty"`
	AWSAccountId           string `json:",omitempty"`
	Domain                 string `json:",omitempty"`
	S3Bucket               string `json:",omitempty"`
	CloudFrontDistribution string `json:",omitempty"`
	Status                 string `json:",omitempty"` // "ACTIVE"
	ManagedLoginVersion    int    `json:",omitzero"`
}

// DescribeUserPoolDomain says whose a domain is. One that nobody has is no error.
func (s *Service) DescribeUserPoolDomain(ctx context.Context, in DescribeUserPoolDomainRequest) (DescribeUserPoolDomainResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	p := s.domainPool(in.Domain)
	if p == nil {
		trace.Failed(ctx, "a pool of this account has the domain")
		trace.Summarize(ctx, "nobody's")
		return DescribeUserPoolDomainResponse{}, nil
	}
	trace.Summarize(ctx, "user pool %s", p.Name)
	return DescribeUserPoolDomainResponse{DomainDescription: DomainDescription{
		UserPoolId: p.ID, AWSAccountId: s.AccountID, Domain: p.Domain, Status: "ACTIVE", ManagedLoginVersion: max(1, p.loginVersion),
	}}, nil
}

// DeleteUserPoolDomainRequest names a pool's domain.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html
type DeleteUserPoolDomainRequest struct {
	Domain     string `required:"true" min:"1" max:"63"`
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
}

// DeleteUserPoolDomain takes the login pages down.
func (s *Service) DeleteUserPoolDomain(ctx context.Context, in DeleteUserPoolDomainRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if p.Domain != in.Domain {
		trace.Failed(ctx, "the pool has this domain")
		return awsjson.Empty{}, errNoDomain.Saying(in.Domain)
	}
	p.Domain = ""
	trace.Summarize(ctx, "domain %s is free", in.Domain)
	return awsjson.Empty{}, nil
}
