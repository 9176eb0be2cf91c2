package identitypool

import (
	"slices"
	"time"
)

// link is a login as it is tied to an identity: within one pool, at one provider, one person.
type link struct{ pool, provider, subject string }

// identity is the record behind an identity id: no profile, no password, only who may use it.
type identity struct {
	id, pool          string
	links             []link // in the order of linking
	created, modified time.Time
	disabled          bool // lost a merge
	known             bool // has had a login, and so will never be a guest's again
	number            int  // counts identities from 1, to tell older from younger
}

// maxLinks is how many logins an identity may have.
// https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html
const maxLinks = 20

// loginOf returns the identity's login at a provider.
func (i *identity) loginOf(provider string) (link, bool) {
	at := slices.IndexFunc(i.links, func(l link) bool { return l.provider == provider })
	if at < 0 {
		return link{}, false
	}
	return i.links[at], true
}

// providers are the names that DescribeIdentity lists, each once.
func (i *identity) providers() []string {
	var out []string
	for _, l := range i.links {
		if !slices.Contains(out, l.provider) {
			out = append(out, l.provider)
		}
	}
	return out
}

// create makes an identity. The caller holds the lock.
func (s *Service) create(poolID string) *identity {
	now := s.Clock.Now()
	i := &identity{id: s.Region + ":" + s.Chance.ID(), pool: poolID, created: now, modified: now, number: len(s.identities) + len(s.deleted) + 1}
	s.identities[i.id] = i
	return i
}

// find returns an identity; one that was deleted is forbidden, one that never was is not found. The
// caller holds the lock.
func (s *Service) find(id string) (*identity, error) {
	if i, ok := s.identities[id]; ok {
		return i, nil
	}
	if _, gone := s.deleted[id]; gone {
		return nil, ErrForbidden.Saying(id).Because("the identity was deleted")
	}
	return nil, ErrNoIdentity.Saying(id).Because("no identity pool of this account has given out this id")
}

// poolOf returns the pool of an identity, for the checks that come before the identity's own.
func (s *Service) poolOf(identityID string) (*pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(identityID)
	if err != nil {
		return nil, err
	}
	return s.poolLocked(i.pool)
}

// tie links a login to an identity. The caller holds the lock.
func (s *Service) tie(i *identity, l link) error {
	if len(i.links) >= maxLinks {
		return ErrTooManyLogins
	}
	i.links = append(i.links, l)
	i.known, i.modified = true, s.Clock.Now()
	s.linked[l] = i.id
	return nil
}

// untie removes a login from its identity. The caller holds the lock.
func (s *Service) untie(i *identity, l link) {
	i.links = slices.DeleteFunc(slices.Clone(i.links), func(x link) bool { return x == l })
	i.modified = s.Clock.Now()
	delete(s.linked, l)
}

// short is an identity id as a diagram shows it: "us-east-1:7f3c…".
func short(id string) string {
	const shown = 4
	for at := range id {
		if id[at] == ':' && at+1+shown < len(id) {
			return id[:at+1+shown] + "…"
		}
	}
	return id
}
