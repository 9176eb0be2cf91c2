package userpool

import (
	"context"

	"poolschool/sim/trace"
)

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
