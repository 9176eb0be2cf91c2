package account

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// misplaced is a mistake with the place in the file where it stands.
type misplaced struct {
	place jsontext.Pointer
	err   error
}

func (m *misplaced) Error() string { return m.err.Error() }

func (m *misplaced) Unwrap() error { return m.err }

// amiss is a mistake at "/a/0/b", given as "a", 0, "b".
func amiss(place []any, format string, args ...any) error {
	var p jsontext.Pointer
	for _, part := range place {
		p = p.AppendToken(fmt.Sprint(part))
	}
	return &misplaced{p, fmt.Errorf(format, args...)}
}

// check holds the names against each other: a pool that an identity pool accepts, a role
// that a group carries, must stand in the same file.
func (a Account) check() error {
	if a.AccountID != "" && !twelveDigits.MatchString(a.AccountID) {
		return amiss([]any{"accountId"}, "accountId: %q is no account number; write its twelve digits", a.AccountID)
	}
	for i, pool := range a.UserPools {
		if pool.Name == "" {
			return amiss([]any{"userPools", i}, "userPools[%d]: a user pool needs a name", i)
		}
		for j, g := range pool.Groups {
			if g.Role != "" && !a.hasRole(g.Role) {
				return amiss([]any{"userPools", i, "groups", j, "role"}, "group %q of user pool %q: no role %q in this file", g.Name, pool.Name, g.Role)
			}
		}
	}
	for i, p := range a.SAMLProviders {
		for j, role := range p.Roles {
			if !a.hasRole(role) {
				return amiss([]any{"samlProviders", i, "roles", j}, "SAML provider %q: no role %q in this file", p.Name, role)
			}
		}
	}
	for i, pool := range a.IdentityPools {
		if err := a.checkIdentityPool(i, pool); err != nil {
			return err
		}
	}
	if a.App.Issuer != "" && (a.App.Pool != "" || a.App.Audience == "") {
		return amiss([]any{"app"}, "app: an issuer needs an audience, and stands in place of a pool")
	}
	if a.App.Pool != "" {
		if _, ok := a.Client(a.App.Pool, a.App.Client); !ok {
			return amiss([]any{"app"}, "app: no client %q of a user pool %q in this file", a.App.Client, a.App.Pool)
		}
	}
	return nil
}

var twelveDigits = regexp.MustCompile(`^[0-9]{12}$`)

func (a Account) checkIdentityPool(i int, pool IdentityPool) error {
	wrong := func(place []any, format string, args ...any) error {
		return amiss(append([]any{"identityPools", i}, place...), "identity pool %q: "+format, append([]any{pool.Name}, args...)...)
	}
	for j, login := range pool.UserPools {
		if _, ok := a.Client(login.Pool, login.Client); !ok {
			return wrong([]any{"userPools", j}, "no client %q of a user pool %q in this file", login.Client, login.Pool)
		}
	}
	for j, name := range pool.SAML {
		if !slices.ContainsFunc(a.SAMLProviders, func(p SAMLProvider) bool { return p.Name == name }) {
			return wrong([]any{"saml", j}, "no SAML provider %q in this file", name)
		}
	}
	role := func(name string, place ...any) error {
		if name == "" || a.hasRole(name) {
			return nil
		}
		return wrong(place, "no role %q in this file", name)
	}
	if err := cmp.Or(role(pool.Authenticated, "authenticated"), role(pool.Unauthenticated, "unauthenticated")); err != nil {
		return err
	}
	for j, m := range pool.Mappings {
		for k, r := range m.Rules {
			if err := role(r.Role, "mappings", j, "rules", k, "role"); err != nil {
				return err
			}
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

// Home is the Region that the account is in: the one that it names, else the one with which an id of its pools begins,
// else "".
func (a Account) Home() string {
	if a.Region != "" {
		return a.Region
	}
	for _, p := range a.UserPools {
		if region, _, ok := strings.Cut(p.ID, "_"); ok {
			return region
		}
	}
	for _, p := range a.IdentityPools {
		if region, _, ok := strings.Cut(p.ID, ":"); ok {
			return region
		}
	}
	return ""
}
