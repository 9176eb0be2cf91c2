package sim

import (
	"cmp"

	"poolschool/sim/account"
	"poolschool/sim/aws/s3"
	"poolschool/sim/aws/userpool"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
)

// Config says what a World is made of. Its zero value is an empty account with the
// machine's randomness, a clock that stands still at Epoch, and keys of its own.
type Config struct {
	Region    string         // the account's own when empty, or "us-east-1"
	AccountID string         // twelve digits; the account's own when empty, or "111122223333"
	Clock     *clock.Virtual // nil: stands still at Epoch
	Chance    chance.Chance  // nil: cannot be foretold
	Keys      *keyring.Ring  // nil: a ring of its own
	Account   account.Account
	// Triggers are a user pool's Lambda functions, by the pool's name; nil when no pool has any.
	Triggers func(pool string) userpool.Triggers
	// TraceLimit is how many exchanges the log keeps; 0 keeps all.
	TraceLimit int
	// Issuer is the URL that a user pool's tokens carry as iss, by pool id. nil: as at AWS.
	Issuer func(poolID string) string
	// LoginURL is the base address of the login pages of a domain. nil: as at AWS.
	LoginURL func(domain string) string
	// Limits are how many requests a second are answered; nil answers all. AWSLimits are AWS's own.
	Limits Limits
	// Blobs keeps the bytes of S3's objects; nil keeps them in memory.
	Blobs s3.Blobs
}

func (c Config) complete() Config {
	c.Region = cmp.Or(c.Region, c.Account.Home(), "us-east-1")
	c.AccountID = cmp.Or(c.AccountID, c.Account.AccountID, "111122223333")
	if c.Clock == nil {
		c.Clock = clock.New(clock.At(Epoch))
	}
	if c.Chance == nil {
		c.Chance = chance.Crypto()
	}
	if c.Keys == nil {
		c.Keys = &keyring.Ring{}
	}
	if c.Issuer == nil {
		c.Issuer = func(poolID string) string { return "https://" + c.providerKey(poolID) }
	}
	if c.LoginURL == nil {
		c.LoginURL = func(domain string) string { return "https://" + c.loginHost(domain) }
	}
	c.Account = c.Account.Complete(c.Chance, c.Region)
	return c
}

// providerKey is how the identity pool calls a user pool in Logins. It is never derived from the
// issuer: the two may differ.
func (c Config) providerKey(poolID string) string {
	return "cognito-idp." + c.Region + ".amazonaws.com/" + poolID
}

// updatedIssuer is the newer form of Issuer at AWS; nil behind a listener, where both forms are one address.
func (c Config) updatedIssuer() func(poolID string) string {
	const pool = "us-east-1_Any000000"
	if c.Issuer(pool) != "https://"+c.providerKey(pool) {
		return nil
	}
	return func(poolID string) string { return "https://" + updatedHost(c) + "/" + poolID }
}

func updatedHost(c Config) string { return c.host("issuer-cognito-idp") }

// newLog stamps exchanges with the account's clock and chance.
func (c Config) newLog() *trace.Log {
	return trace.NewLog(c.Clock.Now, c.Chance.ID, c.TraceLimit)
}
