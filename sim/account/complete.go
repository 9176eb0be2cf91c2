package account

import (
	"slices"

	"poolschool/sim/chance"
)

// Complete returns a copy in which every id that the file left out is drawn: pools,
// clients, client secrets, users' subs. The order of drawing is fixed, so the same chance draws
// the same ids.
func (a Account) Complete(c chance.Chance, region string) Account {
	a.UserPools = slices.Clone(a.UserPools)
	for i := range a.UserPools {
		p := &a.UserPools[i]
		if p.ID == "" {
			p.ID = region + "_" + chance.Text(c, 9, chance.Alnum)
		}
		p.Clients = slices.Clone(p.Clients)
		for j := range p.Clients {
			client := &p.Clients[j]
			if client.ID == "" {
				client.ID = chance.Text(c, 26, chance.LowerAlnum)
			}
			if client.GenerateSecret && client.Secret == "" {
				client.Secret = chance.Text(c, 51, chance.LowerAlnum)
			}
		}
		p.Users = slices.Clone(p.Users)
		for j := range p.Users {
			if p.Users[j].Sub == "" {
				p.Users[j].Sub = c.ID()
			}
		}
	}
	a.IdentityPools = slices.Clone(a.IdentityPools)
	for i := range a.IdentityPools {
		if p := &a.IdentityPools[i]; p.ID == "" {
			p.ID = region + ":" + c.ID()
		}
	}
	if a.App.Host == "" {
		a.App.Host = DefaultAppHost
	}
	return a
}

// DefaultAppHost is where the learner's application answers.
const DefaultAppHost = "app.example.com"
