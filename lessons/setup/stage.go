package setup

import (
	"slices"

	"poolschool/sim/account"
)

// Cast is who and what plays the photo upload in an account, as indexes into its lists. -1 is nobody.
type Cast struct {
	Pool, Client, User int // of the user pool, of its client and of its user
	IdentityPool       int
	Bucket             int
}

// CastOf finds the parts in an account. The app's client is the one that the member app names, else the first that an
// identity pool accepts, else the first. The person is the learner, else the first who can sign in.
func CastOf(a account.Account) Cast {
	c := Cast{Pool: -1, Client: -1, User: -1, IdentityPool: -1, Bucket: -1}
	c.client(a)
	if len(a.Buckets) > 0 {
		c.Bucket = 0
	}
	if c.Pool < 0 {
		return c
	}
	pool := a.UserPools[c.Pool]
	c.User = slices.IndexFunc(pool.Users, func(u account.User) bool { return u.Username == a.Learner.Username })
	if c.User < 0 {
		c.User = slices.IndexFunc(pool.Users, canSignIn)
	}
	if len(a.IdentityPools) > 0 {
		c.IdentityPool = max(0, slices.IndexFunc(a.IdentityPools, func(p account.IdentityPool) bool {
			return c.Client >= 0 && accepts(p, pool.Name, pool.Clients[c.Client].Name)
		}))
	}
	return c
}

func (c *Cast) client(a account.Account) {
	pool, client := a.App.Pool, a.App.Client
	if pool == "" {
		for _, p := range a.IdentityPools {
			if len(p.UserPools) > 0 {
				pool, client = p.UserPools[0].Pool, p.UserPools[0].Client
				break
			}
		}
	}
	if len(a.UserPools) == 0 {
		return
	}
	c.Pool = max(0, slices.IndexFunc(a.UserPools, func(p account.UserPool) bool { return p.Name == pool }))
	if clients := a.UserPools[c.Pool].Clients; len(clients) > 0 {
		c.Client = max(0, slices.IndexFunc(clients, func(p account.Client) bool { return p.Name == client }))
	}
}

func accepts(p account.IdentityPool, pool, client string) bool {
	return slices.ContainsFunc(p.UserPools, func(l account.PoolLogin) bool { return l.Pool == pool && l.Client == client })
}

func canSignIn(u account.User) bool {
	return u.Password != "" && !u.Disabled && (u.Status == "" || u.Status == "CONFIRMED")
}

// The person who is added to a user pool in which nobody can sign in.
const (
	TestUsername = "poolschool-test"
	TestPassword = "Sunny-Day-7-sunny-day"
)

// WithPerson returns the account with somebody who can sign in: the learner, or whoever is there already, or a confirmed
// test user with all attributes that the pool requires. Without a user pool nobody is added.
func WithPerson(a account.Account) account.Account {
	c := CastOf(a)
	if c.Pool < 0 {
		return a
	}
	if c.User < 0 {
		a.UserPools = slices.Clone(a.UserPools)
		pool := &a.UserPools[c.Pool]
		pool.Users = append(slices.Clip(pool.Users), testUser(*pool))
		c.User = len(pool.Users) - 1
	}
	u := a.UserPools[c.Pool].Users[c.User]
	a.Learner = account.Learner{Username: u.Username, Password: u.Password}
	return a
}

// testUser has an address of example.com and a telephone number that belongs to nobody.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
func testUser(p account.UserPool) account.User {
	u := account.User{Username: TestUsername, Password: TestPassword, Attributes: map[string]string{}}
	values := map[string]string{
		"email": "test@example.com", "phone_number": "+15555550100", "birthdate": "2000-01-01", "updated_at": "1767610800",
		"picture": "https://example.com/me.jpg", "profile": "https://example.com/me", "website": "https://example.com/", "zoneinfo": "UTC", "locale": "en",
	}
	for _, name := range slices.Concat(p.Required, p.AutoVerify, p.UsernameAttributes) {
		u.Attributes[name] = values[name]
		if values[name] == "" {
			u.Attributes[name] = "Test"
		}
	}
	switch {
	case slices.Contains(p.UsernameAttributes, "email"):
		u.Username = values["email"]
	case slices.Contains(p.UsernameAttributes, "phone_number"):
		u.Username = values["phone_number"]
	}
	return u
}

// Callback is where the lessons' app takes the code of the login page.
const Callback = "http://127.0.0.1:8400/callback"

// Staged is the account in the place of a lesson's: its parts come first in their lists, because lessons take the first
// of a kind, somebody can sign in, and the login page may send people to the lessons' app. The notes say what was changed
// for that, a sentence each without its full stop.
func Staged(a account.Account) (staged account.Account, notes []string) {
	noted := func(note string) {
		if note != "" {
			notes = append(notes, note)
		}
	}
	before := CastOf(a)
	a = WithPerson(a)
	if before.Pool >= 0 && before.User < 0 {
		noted("nobody in the file can sign in, so the user " + a.Learner.Username + " was added")
	}
	a, note := WithoutMFA(a)
	noted(note)
	c := CastOf(a)
	switch {
	case c.Client < 0:
	case !hasLoginPage(a, c):
		a, note = WithPassword(a)
		noted(note)
	case !slices.Contains(a.UserPools[c.Pool].Clients[c.Client].CallbackURLs, Callback):
		client := a.UserPools[c.Pool].Clients[c.Client]
		client.CallbackURLs = append(slices.Clip(client.CallbackURLs), Callback)
		a = withClient(a, c, client)
		noted("client " + client.Name + " got the callback address of the lesson's app, " + Callback)
	}
	a.UserPools = first(a.UserPools, c.Pool)
	a.IdentityPools = first(a.IdentityPools, c.IdentityPool)
	if c.Client >= 0 {
		a.UserPools[0].Clients = first(a.UserPools[0].Clients, c.Client)
	}
	return a, notes
}

// first is a copy of a list with one of its members at the head.
func first[T any](list []T, i int) []T {
	out := slices.Clone(list)
	if i > 0 {
		out = slices.Insert(slices.Delete(out, i, i+1), 0, list[i])
	}
	return out
}
