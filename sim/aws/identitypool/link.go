package identitypool

import (
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// resolve finds the identity of verified logins, or makes one: GetId. Without logins it is a
// new guest, every time.
func (s *Service) resolve(ctx context.Context, poolID string, logins []login) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(logins) == 0 {
		i := s.create(poolID)
		trace.Passed(ctx, "a new guest: identity %s", short(i.id))
		return i.id, nil
	}
	owners := s.owners(poolID, logins)
	if len(owners) == 0 {
		owners = []*identity{s.create(poolID)}
		trace.Passed(ctx, "first sign-in with %s: new identity %s", names(logins), short(owners[0].id))
	} else {
		trace.Passed(ctx, "%s belongs to identity %s", names(logins), short(owners[0].id))
	}
	return s.join(ctx, owners[0], owners[1:], poolID, logins)
}

// claim holds verified logins against a given identity: the first login of a guest is linked to it,
// a login of another identity merges the two. The id that comes back is the one to go on with.
func (s *Service) claim(ctx context.Context, given string, logins []login) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(given)
	if err != nil {
		return "", err
	}
	if i.disabled {
		trace.Checked(ctx, false, "the identity is in use", "it was merged into another and is disabled")
		return "", ErrForbidden.Saying(given).Because("the identity lost a merge: its login belongs to another identity now")
	}
	if len(logins) == 0 {
		return given, guestMay(ctx, i)
	}
	for _, l := range logins {
		if l.identity != "" && l.identity != given {
			trace.Checked(ctx, false, "the token was made for this identity", "it was made for "+l.identity)
			return "", ErrLogins.Because("the developer's token is for identity %s", l.identity)
		}
	}
	owners := s.owners(i.pool, logins)
	if i.known && !slices.Contains(owners, i) {
		trace.Checked(ctx, false, "a login of this identity is among the logins", "it is linked to "+strings.Join(i.providers(), ", "))
		return "", ErrLogins.Because("identity %s belongs to other logins; none of those in this call is one of them", given)
	}
	parent := i
	if !i.known && len(owners) > 0 {
		parent = owners[0] // the login had an identity already: the guest's goes
	}
	rest := slices.DeleteFunc(append(owners, i), func(x *identity) bool { return x == parent })
	trace.Passed(ctx, "%s may use identity %s", names(logins), short(parent.id))
	return s.join(ctx, parent, rest, i.pool, logins)
}

// guestMay reports whether an identity can be used without a login.
func guestMay(ctx context.Context, i *identity) error {
	if i.known {
		trace.Checked(ctx, false, "the identity is a guest's", "it has had a login, and so needs one")
		return ErrForbidden.Saying(i.id).Because("the identity is linked to a login; this call brings none, so it is a guest's call")
	}
	trace.Passed(ctx, "identity %s is a guest's", short(i.id))
	return nil
}

// owners are the identities that the logins belong to, oldest first. The caller holds the lock.
func (s *Service) owners(poolID string, logins []login) []*identity {
	var out []*identity
	for _, l := range logins {
		id := l.identity
		if id == "" {
			id = s.linked[l.link(poolID)]
		}
		if i, ok := s.identities[id]; ok && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b *identity) int { return a.number - b.number })
	return out
}

// join merges identities into parent and links the logins that are still free. It checks
// everything before it changes anything. The caller holds the lock.
func (s *Service) join(ctx context.Context, parent *identity, others []*identity, poolID string, logins []login) (string, error) {
	var more []link
	for _, o := range others {
		more = append(more, o.links...)
	}
	for _, l := range logins {
		if x := l.link(poolID); l.identity == "" && s.linked[x] == "" {
			more = append(more, x)
		}
	}
	all := slices.Clone(parent.links)
	for _, x := range more {
		if at := slices.IndexFunc(all, func(y link) bool { return y.provider == x.provider }); at >= 0 && !s.isDeveloper(x) {
			trace.Failed(ctx, "one login per provider: %s", x.provider)
			return "", ErrConflict.Saying("Identity '"+parent.id+"' already has a login of "+x.provider+".").
				Because("an identity holds one login per public provider; this would be a second one of %s", x.provider)
		}
		all = append(all, x)
	}
	if len(all) > maxLinks {
		return "", ErrTooManyLogins
	}
	for _, o := range others {
		for _, l := range o.links {
			s.untie(o, l)
		}
		o.disabled, o.known, o.modified = true, true, s.Clock.Now()
		trace.Passed(ctx, "identity %s is merged into %s and disabled", short(o.id), short(parent.id))
	}
	for _, l := range more {
		if err := s.tie(parent, l); err != nil {
			return "", err
		}
		trace.Passed(ctx, "%s is now linked to identity %s", l.provider, short(parent.id))
	}
	return parent.id, nil
}

// isDeveloper reports whether a login is of the pool's own backend, which may give one
// identity several user identifiers. The caller holds the lock.
func (s *Service) isDeveloper(l link) bool {
	p, ok := s.pools[l.pool]
	return ok && p.DeveloperProviderName != "" && p.DeveloperProviderName == l.provider
}

func names(logins []login) string {
	var out []string
	for _, l := range logins {
		out = append(out, "the login of "+l.provider)
	}
	return strings.Join(out, ", ")
}
