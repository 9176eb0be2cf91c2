package userpool

// IssuerConfiguration says under which address a pool issues its tokens: ORIGINAL, cognito-idp.REGION.amazonaws.com, or
// UPDATED, issuer-cognito-idp.REGION.amazonaws.com.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
type IssuerConfiguration struct {
	Type string `json:",omitempty" enum:"ORIGINAL UPDATED"`
}

// issuer is what the tokens of a pool carry as iss. Callers hold mu.
func (s *Service) issuer(p *pool) string {
	if c := p.shown.IssuerConfiguration; c != nil && c.Type == "UPDATED" && s.UpdatedIssuer != nil {
		return s.UpdatedIssuer(p.ID)
	}
	return s.Issuer(p.ID)
}

// IssuerOf is the issuer of a pool by id; of one that does not exist, the original.
func (s *Service) IssuerOf(poolID string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if p, ok := s.pools[poolID]; ok {
		return s.issuer(p)
	}
	return s.Issuer(poolID)
}
