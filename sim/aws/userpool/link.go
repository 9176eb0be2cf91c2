package userpool

import (
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
)

// login is how an outside provider calls a person.
type login struct{ provider, attribute, value string }

// link leads from a login to a profile of the pool.
type link struct {
	login
	kind    string // "Google", "SAML"
	primary bool   // the profile was made by this login
	since   time.Time
}

// subjectAttribute stands for the id that a social provider gives a person.
const subjectAttribute = "Cognito_Subject"

// Identity is an entry of the attribute "identities": a JSON list as text in the API, a list in the
// ID token.
type Identity struct {
	UserID       string  `json:"userId"`
	ProviderName string  `json:"providerName"`
	ProviderType string  `json:"providerType"`
	Issuer       *string `json:"issuer"`
	Primary      bool    `json:"primary"`
	DateCreated  int64   `json:"dateCreated"` // milliseconds since 1970
}

// linked finds the profile to which a login leads. Callers hold mu.
func (p *pool) linked(l login) *user { return p.links[l] }

// link makes a login lead to the user. Callers hold mu.
func (p *pool) link(u *user, l link) {
	p.links[l.login] = u
	u.links = append(u.links, l)
	u.writeIdentities()
}

// unlink forgets a login. Callers hold mu.
func (p *pool) unlink(u *user, l login) {
	delete(p.links, l)
	u.links = slices.DeleteFunc(u.links, func(x link) bool { return x.login == l })
	u.writeIdentities()
}

// writeIdentities keeps the attribute in step with the links. Callers hold mu.
func (u *user) writeIdentities() {
	if len(u.links) == 0 {
		delete(u.attributes, "identities")
		return
	}
	text, err := json.Marshal(u.identities())
	if err == nil { // plain strings and numbers always marshal
		u.attributes["identities"] = string(text)
	}
}

// identities are the user's outside logins, as the API writes them. Callers hold mu.
func (u *user) identities() []Identity {
	var out []Identity
	for _, l := range u.links {
		out = append(out, Identity{
			UserID: l.value, ProviderName: l.provider, ProviderType: l.kind, Primary: l.primary, DateCreated: l.since.UnixMilli(),
		})
	}
	return out
}

// identityClaims are the same as the ID token writes them: a list of objects, numbers and truth as text. Callers
// hold mu.
func (u *user) identityClaims() []any {
	out := []any{}
	for _, l := range u.links {
		out = append(out, token.Claims{
			{Name: "userId", Value: l.value}, {Name: "providerName", Value: l.provider}, {Name: "providerType", Value: l.kind},
			{Name: "issuer", Value: nil}, {Name: "primary", Value: strconv.FormatBool(l.primary)},
			{Name: "dateCreated", Value: strconv.FormatInt(l.since.UnixMilli(), 10)},
		})
	}
	return out
}
