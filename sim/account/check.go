package account

import (
	"errors"
	"fmt"
)

// check holds the names against each other: a pool that an identity pool accepts, a role
// that a group carries, must stand in the same file.
func (a Account) check() error {
	for i, pool := range a.UserPools {
		if pool.Name == "" {
			return fmt.Errorf("userPools[%d]: a user pool needs a name", i)
		}
		for _, g := range pool.Groups {
			if g.Role != "" && !a.hasRole(g.Role) {
				return fmt.Errorf("group %q of user pool %q: no role %q in this file", g.Name, pool.Name, g.Role)
			}
		}
	}
	for _, pool := range a.IdentityPools {
		if err := a.checkIdentityPool(pool); err != nil {
			return fmt.Errorf("identity pool %q: %w", pool.Name, err)
		}
	}
	if a.App.Issuer != "" && (a.App.Pool != "" || a.App.Audience == "") {
		return errors.New("app: an issuer needs an audience, and stands in place of a pool")
	}
	if a.App.Pool != "" {
		if _, ok := a.Client(a.App.Pool, a.App.Client); !ok {
			return fmt.Errorf("app: no client %q of a user pool %q in this file", a.App.Client, a.App.Pool)
		}
	}
	return nil
}

func (a Account) checkIdentityPool(pool IdentityPool) error {
	for _, login := range pool.UserPools {
		if _, ok := a.Client(login.Pool, login.Client); !ok {
			return fmt.Errorf("no client %q of a user pool %q in this file", login.Client, login.Pool)
		}
	}
	roles := []string{pool.Authenticated, pool.Unauthenticated}
	for _, m := range pool.Mappings {
		for _, r := range m.Rules {
			roles = append(roles, r.Role)
		}
	}
	for _, role := range roles {
		if role != "" && !a.hasRole(role) {
			return fmt.Errorf("no role %q in this file", role)
		}
	}
	return nil
}

func (a Account) hasRole(name string) bool {
	for _, r := range a.Roles {
		if r.Name == name {
			return true
		}
	}
	return false
}

// Pool returns the user pool of that name.
func (a Account) Pool(name string) (UserPool, bool) {
	for _, p := range a.UserPools {
		if p.Name == name {
			return p, true
		}
	}
	return UserPool{}, false
}

// Client returns a client of a user pool, both by name.
func (a Account) Client(pool, client string) (Client, bool) {
	p, ok := a.Pool(pool)
	if !ok {
		return Client{}, false
	}
	for _, c := range p.Clients {
		if c.Name == client {
			return c, true
		}
	}
	return Client{}, false
}

// Role returns the ARN of a role of this account by its name; "" for the name "".
func (a Account) RoleARN(accountID, name string) string {
	for _, r := range a.Roles {
		if r.Name == name {
			path := r.Path
			if path == "" {
				path = "/"
			}
			return "arn:aws:iam::" + accountID + ":role" + path + r.Name
		}
	}
	return ""
}
