package userpool

import (
	"regexp"
)

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

// domainPool is the pool that has the domain. Callers hold mu.
func (s *Service) domainPool(domain string) *pool {
	for _, p := range s.order {
		if p.Domain == domain && domain != "" {
			return p
		}
	}
	return nil
}
