package setup

import (
	"fmt"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// WithPassword lets the app's client take a password where people sign in with SRP or with the login page: the tokens are
// the same, and no screen is needed. note says so; it is "" when nothing had to change, or when the client lets nobody in.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
func WithPassword(a account.Account) (changed account.Account, note string) {
	c := CastOf(a)
	if c.Client < 0 {
		return a, ""
	}
	client := a.UserPools[c.Pool].Clients[c.Client]
	way := ""
	switch flows := client.Flows; {
	case allows(flows, "USER_PASSWORD_AUTH"):
	case allows(flows, "USER_SRP_AUTH"), allows(flows, "USER_AUTH"), !prefixed(flows) && !slices.Contains(flows, "CUSTOM_AUTH_FLOW_ONLY"):
		way = "SRP" // which a client without a list of flows allows, and with a list in the old form
	case hasLoginPage(a, c):
		way = "the login page"
	}
	if way == "" {
		return a, ""
	}
	client.Flows = []string{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
	return withClient(a, c, client), fmt.Sprintf("people sign in with %s at client %s; here the password is sent, which leads to the same tokens", way, client.Name)
}

// withClient is the account with another client in the cast's place.
func withClient(a account.Account, c Cast, client account.Client) account.Account {
	a.UserPools = slices.Clone(a.UserPools)
	p := &a.UserPools[c.Pool]
	p.Clients = slices.Clone(p.Clients)
	p.Clients[c.Client] = client
	return a
}

// hasLoginPage reports whether people can sign in on the pool's own pages.
func hasLoginPage(a account.Account, c Cast) bool {
	p := a.UserPools[c.Pool]
	client := p.Clients[c.Client]
	return p.Domain != "" && slices.Contains(client.OAuthFlows, "code") && (len(client.IdentityProviders) == 0 || slices.Contains(client.IdentityProviders, "COGNITO"))
}

// allows reports whether a list has a flow, by its new name or its old one.
func allows(flows []string, flow string) bool {
	return slices.Contains(flows, "ALLOW_"+flow) || slices.Contains(flows, flow)
}

func prefixed(flows []string) bool {
	return slices.ContainsFunc(flows, func(f string) bool { return strings.HasPrefix(f, "ALLOW_") })
}

// WithoutMFA leaves multi-factor authentication out: nobody is there to read a code. note says so; it is "" when there was
// none.
func WithoutMFA(a account.Account) (changed account.Account, note string) {
	c := CastOf(a)
	if c.Pool < 0 || a.UserPools[c.Pool].MFA == "" || a.UserPools[c.Pool].MFA == "OFF" {
		return a, ""
	}
	a.UserPools = slices.Clone(a.UserPools)
	p := &a.UserPools[c.Pool]
	p.MFA, p.Users = "OFF", slices.Clone(p.Users)
	for i := range p.Users {
		p.Users[i].MFA = nil
	}
	return a, "multi-factor authentication is left out; with it, people answer one more question at the sign-in"
}
