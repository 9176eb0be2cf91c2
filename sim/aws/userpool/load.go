package userpool

import (
	"encoding/base64"
	"fmt"
	"slices"

	"poolschool/sim/account"
)

// Load opens the account's user pools with their clients, groups and users. Ids must be
// filled in (account.Complete). A loaded user's addresses count as verified unless the file
// says otherwise.
func (s *Service) Load(a account.Account) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, settings := range a.UserPools {
		p := s.newPool(settings)
		for _, c := range settings.Clients {
			s.newClient(p, c)
		}
		for _, g := range settings.Groups {
			p.groups[g.Name] = &group{name: g.Name, roleARN: a.RoleARN(s.AccountID, g.Role), precedence: g.Precedence, description: g.About, created: p.created, modified: p.created}
		}
		for _, person := range settings.Users {
			if err := s.loadUser(p, person); err != nil {
				return fmt.Errorf("user pool %q: user %q: %w", settings.Name, person.Username, err)
			}
		}
	}
	return nil
}

func (s *Service) loadUser(p *pool, person account.User) error {
	attributes := map[string]string{}
	for name, value := range person.Attributes {
		attributes[name] = value
	}
	check := p.checkNew
	if person.Status == statusForceChange {
		check = p.checkInvited // as an administrator creates them: what is missing is asked for at the first sign-in
	}
	if err := check(person.Username, attributes); err != nil {
		return err
	}
	u := s.newUser(p, person.Username, attributes)
	u.sub, u.disabled = person.Sub, person.Disabled
	if len(p.UsernameAttributes) > 0 {
		u.name = u.sub
	}
	if err := u.loadStatus(person.Status); err != nil {
		return err
	}
	for _, name := range person.Groups {
		if p.groups[name] == nil {
			return fmt.Errorf("no group %q in this pool", name)
		}
		u.groups = append(u.groups, name)
	}
	u.password = s.hash(p, u, person.Password)
	if err := u.factors.load(person); err != nil {
		return err
	}
	if _, taken := p.find(person.Username); taken {
		return fmt.Errorf("the username is taken")
	}
	p.add(u)
	return nil
}

// loadStatus puts the user into a state. Addresses of a confirmed one count as verified, unless the
// file says otherwise.
func (u *user) loadStatus(status string) error {
	if status == "" {
		status = statusConfirmed
	}
	if !slices.Contains([]string{statusConfirmed, statusUnconfirmed, statusForceChange, statusReset, statusExternal}, status) {
		return fmt.Errorf("unknown status %q", status)
	}
	u.status = status
	if status != statusConfirmed {
		return nil
	}
	for _, kind := range addresses() {
		if _, said := u.attributes[kind+"_verified"]; u.attributes[kind] != "" && !said {
			u.attributes[kind+"_verified"] = "true"
		}
	}
	return nil
}

// kid draws a key id: 32 bytes as base64, 44 characters.
func (s *Service) kid() string { return base64.StdEncoding.EncodeToString(s.Chance.Bytes(32)) }
