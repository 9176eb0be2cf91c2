package principal

import "time"

// AddRole adds a role. Names are unique in an account whatever their path and case; a taken one is
// ErrExists.
func (s *Store) AddRole(r Role) error {
	return addNamed(s, s.roles, r.Name, r, func(r Role) string { return r.Name })
}

// Role returns the role of that name.
func (s *Store) Role(name string) (Role, bool) { return get(s, s.roles, name) }

// RoleByARN returns the role with exactly that ARN, path included.
func (s *Store) RoleByARN(arn string) (Role, bool) {
	r, ok := s.Role(RoleName(arn))
	return r, ok && r.ARN == arn
}

// Roles returns all roles by name.
func (s *Store) Roles() []Role { return list(s, s.roles) }

// UpdateRole changes a role in place: its policies, its trust, its tags. An error of change
// leaves the role as it was.
func (s *Store) UpdateRole(name string, change func(*Role) error) error {
	return update(s, s.roles, name, change)
}

// DeleteRole removes a role. Its sessions lose all permissions with it.
func (s *Store) DeleteRole(name string) error { return drop(s, s.roles, name) }

// AddPolicy adds a managed policy; a taken name, in whatever path and case, is ErrExists.
func (s *Store) AddPolicy(p ManagedPolicy) error {
	return addNamed(s, s.policies, p.ARN, p, func(p ManagedPolicy) string { return p.Name })
}

// Policy returns the managed policy with that ARN.
func (s *Store) Policy(arn string) (ManagedPolicy, bool) { return get(s, s.policies, arn) }

// Policies returns all managed policies by ARN.
func (s *Store) Policies() []ManagedPolicy { return list(s, s.policies) }

// DeletePolicy removes a managed policy.
func (s *Store) DeletePolicy(arn string) error { return drop(s, s.policies, arn) }

// AddProvider adds an OpenID Connect provider; a taken ARN is ErrExists.
func (s *Store) AddProvider(p OIDCProvider) error { return add(s, s.providers, p.ARN, p) }

// Provider returns the provider with that ARN.
func (s *Store) Provider(arn string) (OIDCProvider, bool) { return get(s, s.providers, arn) }

// ProviderByURL returns the provider registered for host and path, without a scheme.
func (s *Store) ProviderByURL(url string) (OIDCProvider, bool) {
	for _, p := range s.Providers() {
		if p.URL == url {
			return p, true
		}
	}
	return OIDCProvider{}, false
}

// Providers returns all OpenID Connect providers by ARN.
func (s *Store) Providers() []OIDCProvider { return list(s, s.providers) }

// UpdateProvider changes a provider in place.
func (s *Store) UpdateProvider(arn string, change func(*OIDCProvider) error) error {
	return update(s, s.providers, arn, change)
}

// DeleteProvider removes a provider.
func (s *Store) DeleteProvider(arn string) error { return drop(s, s.providers, arn) }

// AddSAMLProvider adds a SAML provider; a taken ARN is ErrExists.
func (s *Store) AddSAMLProvider(p SAMLProvider) error { return add(s, s.companies, p.ARN, p) }

// SAMLProvider returns the SAML provider with that ARN.
func (s *Store) SAMLProvider(arn string) (SAMLProvider, bool) { return get(s, s.companies, arn) }

// SAMLProviders returns all SAML providers by ARN.
func (s *Store) SAMLProviders() []SAMLProvider { return list(s, s.companies) }

// AddUser adds an IAM user with its key; a taken name is ErrExists.
func (s *Store) AddUser(u User) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.users.add(u.Name, u); err != nil {
		return err
	}
	if u.AccessKeyID != "" {
		s.userByKey[u.AccessKeyID] = u.Name
	}
	return nil
}

// User returns the IAM user of that name.
func (s *Store) User(name string) (User, bool) { return get(s, s.users, name) }

// Users returns all IAM users by name.
func (s *Store) Users() []User { return list(s, s.users) }

// AddSession makes temporary credentials known to the gate; a taken key id is ErrExists.
func (s *Store) AddSession(x Session) error { return add(s, s.sessions, x.AccessKeyID, x) }

// Session returns the session of that access key id, expired or not: the gate must be able
// to say that it has expired.
func (s *Store) Session(accessKeyID string) (Session, bool) { return get(s, s.sessions, accessKeyID) }

// Sessions returns all sessions by access key id.
func (s *Store) Sessions() []Session { return list(s, s.sessions) }

// Forget drops the sessions that expired before t, so that a long-running account does not
// grow with every sign-in. AWS then calls their keys unknown rather than expired.
func (s *Store) Forget(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, x := range s.sessions {
		if x.Expires.Before(t) {
			delete(s.sessions, key)
		}
	}
}
