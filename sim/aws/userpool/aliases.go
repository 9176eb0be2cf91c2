package userpool

import (
	"slices"
	"strings"
)

// A user signs in with username or sub; with an address that is the pool's kind of username; or with
// an alias, which e-mail and phone number become when they are verified.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html

// names are the entries of a user in the pool's index of aliases. Callers hold mu.
func (p *pool) names(u *user) []string {
	var names []string
	for _, kind := range p.UsernameAttributes {
		if address := u.attributes[kind]; address != "" && u.named() {
			names = append(names, p.fold(address))
		}
	}
	for _, kind := range p.AliasAttributes {
		if address := u.attributes[kind]; address != "" && p.isAlias(u, kind) {
			names = append(names, p.fold(address))
		}
	}
	return names
}

// named reports whether addresses can be the user's names. In a pool whose usernames are addresses, a profile that came
// from an outside provider is named for its provider, and may have the address of another profile.
func (u *user) named() bool { return u.name == u.sub }

func (p *pool) isAlias(u *user, kind string) bool {
	return kind == "preferred_username" || u.verified(kind)
}

// index keeps the user's names. Callers hold mu.
func (p *pool) index(u *user) {
	for _, name := range p.names(u) {
		p.aliases[name] = u
	}
}

// unindex forgets the user's names, before they change. Callers hold mu.
func (p *pool) unindex(u *user) {
	for _, name := range p.names(u) {
		if p.aliases[name] == u {
			delete(p.aliases, name)
		}
	}
}

// holder is the other user who already signs in with an address. Callers hold mu.
func (p *pool) holder(u *user, address string) *user {
	if other := p.aliases[p.fold(address)]; address != "" && other != u {
		return other
	}
	return nil
}

// clash finds a name of the profile that belongs to somebody else than self: which attribute it is, and
// who that is. Callers hold mu.
func (p *pool) clash(profile, self *user) (kind string, other *user) {
	for _, kind := range slices.Concat(p.UsernameAttributes, p.AliasAttributes) {
		named := slices.Contains(p.UsernameAttributes, kind) && profile.named() || slices.Contains(p.AliasAttributes, kind) && p.isAlias(profile, kind)
		if other := p.holder(self, profile.attributes[kind]); other != nil && named {
			return kind, other
		}
	}
	return "", nil
}

// takeAliases moves the user's aliases from whoever holds them. Callers hold mu.
func (p *pool) takeAliases(u *user) {
	for _, kind := range p.AliasAttributes {
		if other := p.holder(u, u.attributes[kind]); other != nil && p.isAlias(u, kind) {
			p.yield(other, kind)
		}
	}
}

// yield takes an alias from its holder, for whom it is no longer verified. Callers hold mu.
func (p *pool) yield(holder *user, kind string) {
	p.unindex(holder)
	if kind == "preferred_username" {
		delete(holder.attributes, kind)
	} else {
		holder.attributes[kind+"_verified"] = "false"
	}
	p.index(holder)
}

// addressKind is the attribute that a typed username fills in a pool whose usernames are
// addresses.
func (p *pool) addressKind(name string) string {
	if strings.HasPrefix(name, "+") && slices.Contains(p.UsernameAttributes, "phone_number") {
		return "phone_number"
	}
	return "email"
}

// add stores a user. Callers hold mu.
func (p *pool) add(u *user) {
	p.last++
	u.seq = p.last
	p.users[u.name], p.subs[u.sub] = u, u
	p.list = append(p.list, u)
	p.index(u)
}

// remove forgets a user, and with them their sessions. Callers hold mu.
func (p *pool) remove(u *user) {
	p.unindex(u)
	delete(p.users, u.name)
	delete(p.subs, u.sub)
	at, found := p.place(u.seq)
	if found {
		p.list = slices.Delete(p.list, at, at+1)
	}
	for _, l := range u.links {
		delete(p.links, l.login)
	}
	u.endSessions()
	for print, r := range p.refresh {
		if r.session.user == u {
			delete(p.refresh, print)
		}
	}
}

// place finds a user in the list by number, or where one of that number would stand. Callers hold mu.
func (p *pool) place(seq int) (int, bool) {
	return slices.BinarySearchFunc(p.list, seq, func(u *user, seq int) int { return u.seq - seq })
}

// endSessions revokes every token of the user. Callers hold mu.
func (u *user) endSessions() {
	for _, sess := range u.sessions {
		sess.revoked = true
	}
}
