package userpool

import (
	"slices"
	"strings"
	"time"

	"poolschool/sim/aws/userpool/srp"
)

// States of a user.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
const (
	statusUnconfirmed = "UNCONFIRMED"
	statusConfirmed   = "CONFIRMED"
	statusForceChange = "FORCE_CHANGE_PASSWORD"
	statusReset       = "RESET_REQUIRED"
	statusExternal    = "EXTERNAL_PROVIDER"
)

// user is one profile. Service.mu guards it. Its maps are made when they are first needed: most
// users of a large pool are not doing anything.
type user struct {
	seq               int    // place in the pool, as created
	name              string // immutable
	sub               string
	status            string
	disabled          bool
	attributes        map[string]string // without "sub", without unset ones
	groups            []string
	password          srp.Password
	passwordSet       time.Time      // temporary passwords age
	oldPasswords      []srp.Password // newest first, as far as the policy remembers
	created, modified time.Time
	links             []link // logins of other providers that lead to this profile

	codes        map[codePurpose]*code
	calls        map[string][]time.Time // of operations with an hourly cap
	failures     failures
	codeFailures failures            // of one-time codes
	sessions     map[string]*session // by origin_jti
	factors      factors
	devices      []*device
}

// Attribute is one attribute of a user as the API writes it.
type Attribute struct {
	Name  string `required:"true" min:"1" max:"32" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	Value string `max:"2048" sensitive:"true"`
}

// listed returns the attributes that may be read: sub first, the others by name.
func (u *user) listed(readable func(name string) bool) []Attribute {
	out := []Attribute{{Name: "sub", Value: u.sub}}
	names := make([]string, 0, len(u.attributes))
	for name := range u.attributes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if readable(name) {
			out = append(out, Attribute{Name: name, Value: u.attributes[name]})
		}
	}
	return out
}

// verified reports whether e-mail or phone number is known to be the user's own.
func (u *user) verified(attribute string) bool {
	return u.attributes[attribute+"_verified"] == "true"
}

// readable is what the client may read of a user: everything unless it has a list.
func (c *client) readable(attribute string) bool {
	return len(c.ReadAttributes) == 0 && !strings.HasPrefix(attribute, "custom:") ||
		slices.Contains(c.ReadAttributes, attribute)
}

// writable is what the client may write: all standard attributes unless it has a list.
// Whether an address is verified is never a client's to say.
func (c *client) writable(attribute string) bool {
	if strings.HasSuffix(attribute, "_verified") {
		return false
	}
	return len(c.WriteAttributes) == 0 && !strings.HasPrefix(attribute, "custom:") ||
		slices.Contains(c.WriteAttributes, attribute)
}
