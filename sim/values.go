package sim

import (
	"time"

	"poolschool/sim/account"
)

// Values are the account's addresses and names, as lessons and scripts call them. The first
// of a kind has the plain name ("clientId"); each is also there under its own
// ("clientId.web", "userPoolId.photos").
func (w *World) Values() map[string]string {
	c := w.config
	values := map[string]string{
		"region": c.Region, "accountId": c.AccountID,
		"username": c.Account.Learner.Username, "password": c.Account.Learner.Password,
		"appHost":                      c.Account.App.Host,
		"adminCredentials.AccessKeyId": w.admin.AccessKeyID, "adminCredentials.SecretKey": w.admin.SecretKey,
	}
	set := func(kind, name, value string) {
		if _, taken := values[kind]; !taken {
			values[kind] = value
		}
		values[kind+"."+name] = value
	}
	for _, p := range c.Account.UserPools {
		w.poolValues(p, set)
	}
	for _, p := range c.Account.IdentityPools {
		set("identityPoolId", p.Name, p.ID)
		if p.Authenticated != "" {
			set("authRoleArn", p.Name, c.Account.RoleARN(c.AccountID, p.Authenticated))
		}
		if p.Unauthenticated != "" {
			set("guestRoleArn", p.Name, c.Account.RoleARN(c.AccountID, p.Unauthenticated))
		}
	}
	for _, r := range c.Account.Roles {
		set("roleArn", r.Name, c.Account.RoleARN(c.AccountID, r.Name))
	}
	for _, b := range c.Account.Buckets {
		set("bucket", b.Name, b.Name)
	}
	return values
}

func (w *World) poolValues(p account.UserPool, set func(kind, name, value string)) {
	set("userPoolId", p.Name, p.ID)
	set("provider", p.Name, w.config.providerKey(p.ID))
	set("issuer", p.Name, w.userpool.IssuerOf(p.ID))
	if p.Domain != "" {
		set("loginHost", p.Name, w.config.loginHost(p.Domain))
	}
	for _, client := range p.Clients {
		set("clientId", client.Name, client.ID)
		if client.Secret != "" {
			set("clientSecret", client.Name, client.Secret)
		}
	}
}

// Now is the account's time.
func (w *World) Now() time.Time { return w.config.Clock.Now() }

// Advance moves the account's clock ahead.
func (w *World) Advance(d time.Duration) { w.config.Clock.Advance(d) }

// Code returns the code in the newest message to an address.
func (w *World) Code(address string) (string, bool) {
	inbox := w.Inbox()
	for i := len(inbox) - 1; i >= 0; i-- {
		if inbox[i].To == address {
			return inbox[i].Code, true
		}
	}
	return "", false
}

// LastMessage is the newest message that the account has sent: to, subject, body, code.
func (w *World) LastMessage() (map[string]string, bool) {
	inbox := w.Inbox()
	if len(inbox) == 0 {
		return nil, false
	}
	m := inbox[len(inbox)-1]
	return map[string]string{"to": m.To, "subject": m.Subject, "body": m.Body, "code": m.Code}, true
}
