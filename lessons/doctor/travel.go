package doctor

import (
	"cmp"
	"context"
	"slices"

	"poolschool/lessons/setup"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

// defaultRegion is where an account is that does not say.
const defaultRegion = "us-east-1"

// walk is one way through an account, as far as it went.
type walk struct {
	options Options
	account account.Account // complete: with the ids that were drawn, and the person
	cast    setup.Cast
	world   *sim.World

	steps   [Steps]Step
	reached int
	failed  []trace.Exchange
	notes   []string

	region, idToken, accessToken, identityID string
	keys                                     sigv4.Credentials
}

// travel opens an account and goes the way until something fails. The error is about the account.
func travel(ctx context.Context, a account.Account, o Options) (*walk, error) {
	w := &walk{options: o, region: cmp.Or(a.Home(), defaultRegion), steps: [Steps]Step{
		{Name: "sign-in", Side: account.UserPoolSide, Call: "InitiateAuth"},
		{Name: "exchange", Side: account.IdentitySide, Call: "GetId"},
		{Name: "role", Side: account.IdentitySide, Call: "GetCredentialsForIdentity"},
		{Name: "upload", Call: "PutObject"},
	}}
	luck := chance.Seeded(o.Seed)
	for _, simplify := range []func(account.Account) (account.Account, string){setup.WithPassword, setup.WithoutMFA} {
		changed, note := simplify(a)
		if a = changed; note != "" {
			w.notes = append(w.notes, note)
		}
	}
	w.account = setup.WithPerson(a).Complete(luck, w.region)
	w.cast = setup.CastOf(w.account)
	if o.Bucket != "" {
		w.cast.Bucket = slices.IndexFunc(a.Buckets, func(b account.Bucket) bool { return b.Name == o.Bucket })
	}
	var err error
	w.world, err = sim.New(sim.Config{Region: w.region, Account: w.account, Clock: clock.New(clock.At(o.Now)), Chance: luck, Keys: o.Keys})
	if err != nil {
		return w, err
	}
	for i, step := range []func(context.Context) (string, error){w.signIn, w.identify, w.trade, w.upload} {
		mark := w.world.Log().Last()
		text, err := step(ctx)
		if ctx.Err() != nil {
			return w, ctx.Err()
		}
		w.steps[i].OK, w.steps[i].Text = err == nil, text
		if err != nil {
			w.steps[i].Text = err.Error()
			w.failed = w.world.Log().Since(mark)
			return w, nil
		}
		w.reached++
	}
	return w, nil
}

// pool, client and identity pool are those of the cast, which must be there.
func (w *walk) pool() account.UserPool { return w.account.UserPools[w.cast.Pool] }

func (w *walk) client() account.Client { return w.pool().Clients[w.cast.Client] }

func (w *walk) identityPool() account.IdentityPool {
	return w.account.IdentityPools[w.cast.IdentityPool]
}
