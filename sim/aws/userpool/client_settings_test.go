package userpool

import (
	"errors"
	"testing"
	"time"

	"poolschool/sim/account"
)

func TestLifetimes(t *testing.T) {
	n := func(i int) *int { return &i }
	for _, tt := range []struct {
		name string
		in   ClientSettings
		want lives
		err  error
	}{
		{"AWS's own", ClientSettings{}, lives{time.Hour, time.Hour, 30 * day}, nil},
		{"hours and days without units", ClientSettings{IdTokenValidity: n(2), AccessTokenValidity: n(3), RefreshTokenValidity: 4}, lives{2 * time.Hour, 3 * time.Hour, 4 * day}, nil},
		{"seconds", ClientSettings{IdTokenValidity: n(301), TokenValidityUnits: &TokenValidityUnits{IdToken: "seconds"}}, lives{301 * time.Second, time.Hour, 30 * day}, nil},
		{"a day is the longest", ClientSettings{AccessTokenValidity: n(24)}, lives{time.Hour, day, 30 * day}, nil},
		{"no longer", ClientSettings{AccessTokenValidity: n(25)}, lives{}, errValidity},
		{"five minutes is the shortest", ClientSettings{IdTokenValidity: n(5), TokenValidityUnits: &TokenValidityUnits{IdToken: "minutes"}}, lives{5 * time.Minute, time.Hour, 30 * day}, nil},
		{"no shorter", ClientSettings{IdTokenValidity: n(299), TokenValidityUnits: &TokenValidityUnits{IdToken: "seconds"}}, lives{}, errValidity},
		{"ten years of refreshing", ClientSettings{RefreshTokenValidity: 3650}, lives{time.Hour, time.Hour, 3650 * day}, nil},
		{"no more", ClientSettings{RefreshTokenValidity: 3651}, lives{}, errValidity},
		{"an hour at least", ClientSettings{RefreshTokenValidity: 59, TokenValidityUnits: &TokenValidityUnits{RefreshToken: "minutes"}}, lives{}, errValidity},
		{"a number that would overflow", ClientSettings{RefreshTokenValidity: 315360000}, lives{}, errValidity},
		{"tokens do not outlive their refresh token", ClientSettings{AccessTokenValidity: n(2), RefreshTokenValidity: 1, TokenValidityUnits: &TokenValidityUnits{RefreshToken: "hours"}}, lives{}, errValidityBeyond},
	} {
		if got, err := tt.in.lives(); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, %v; want %v, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
}

func TestURLsOfClients(t *testing.T) {
	for _, tt := range []struct {
		name, url string
		want      error
	}{
		{"https", "https://shop.example.com/callback", nil},
		{"http for this machine", "http://localhost:3000/callback", nil},
		{"http for its address", "http://127.0.0.1/", nil},
		{"and for the newer one", "http://[::1]:3000/", nil},
		{"an app's own scheme", "com.example.shop://callback", nil},
		{"plain http", "http://shop.example.com/", errPlainHTTP.Saying("http://shop.example.com/")},
		{"a host that only looks local", "http://localhost.example.com/", errPlainHTTP.Saying("http://localhost.example.com/")},
		{"a fragment", "https://shop.example.com/#a", errFragment.Saying("https://shop.example.com/#a")},
		{"no scheme", "shop.example.com", errURL.Saying("shop.example.com")},
	} {
		for _, in := range []ClientSettings{{CallbackURLs: []string{tt.url}}, {LogoutURLs: []string{tt.url}}} {
			if err := in.checkURLs(); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
	}
}

// What an account file says of lifetimes, describing the client says too.
func TestDescribedLifetimesOfAFile(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		p.Clients[0].IDTokenMinutes, p.Clients[0].RefreshMinutes = 10, 2*24*60
		p.Clients[1].RefreshMinutes, p.Clients[1].RefreshRotation, p.Clients[1].RotationGrace = 90, true, 5
	})
	describe := func(id string) UserPoolClient {
		t.Helper()
		out, err := d.DescribeUserPoolClient(t.Context(), UserPoolClientRequest{UserPoolId: d.pool, ClientId: id})
		if err != nil {
			t.Fatal(err)
		}
		return out.UserPoolClient
	}
	if c := describe(testClient); *c.IdTokenValidity != 10 || c.TokenValidityUnits.IdToken != "minutes" || c.RefreshTokenValidity != 2 || c.AccessTokenValidity != nil {
		t.Errorf("first client: %+v", c.ClientSettings)
	}
	c := describe(otherClient)
	if c.RefreshTokenValidity != 90 || c.TokenValidityUnits.RefreshToken != "minutes" || c.RefreshTokenRotation == nil || *c.RefreshTokenRotation.RetryGracePeriodSeconds != 5 {
		t.Errorf("second client: %+v", c.ClientSettings)
	}
}

// Whatever describing shows can be sent back without changing anything.
func TestSettingsComeBackAsTheyWere(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		policy := defaultPolicy()
		policy.History, policy.MinimumLength, policy.Symbols = 3, 10, false
		p.PasswordPolicy, p.FirstFactors, p.Recovery = &policy, []string{"PASSWORD", "EMAIL_OTP"}, []string{"verified_phone_number", "verified_email"}
		p.VerifyBeforeUpdate, p.AdminCreateOnly, p.DeviceTracking, p.DeviceAsks = []string{"email"}, true, true, true
		p.Messages = account.Messages{VerificationEmail: "Code {####}", InviteEmail: "{username} {####}"}
		p.Tier, p.DeletionProtection = "PLUS", true
	})
	p := d.pools[d.pool]
	before, wasClient := p.UserPool, p.clients[0].Client
	sent := p.described()
	sent.AdminCreateUserConfig.UnusedAccountValidityDays = 0 // shown, but not to be sent beside the policy's
	if _, err := d.UpdateUserPool(t.Context(), UpdateUserPoolRequest{UserPoolId: d.pool, PoolSettings: sent}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UpdateUserPoolClient(t.Context(), UpdateUserPoolClientRequest{UserPoolId: d.pool, ClientId: testClient, ClientSettings: p.clients[0].described()}); err != nil {
		t.Fatal(err)
	}
	after := p.UserPool
	if *after.PasswordPolicy != *before.PasswordPolicy || after.Messages != before.Messages || after.Tier != before.Tier ||
		len(after.Recovery) != 2 || after.Recovery[0] != before.Recovery[0] || after.DeviceTracking != before.DeviceTracking ||
		after.DeviceAsks != before.DeviceAsks || after.AdminCreateOnly != before.AdminCreateOnly || after.DeletionProtection != before.DeletionProtection ||
		len(after.FirstFactors) != 2 || len(after.VerifyBeforeUpdate) != 1 {
		t.Errorf("the pool changed: %+v, was %+v", after, before)
	}
	if c := p.clients[0]; len(c.Flows) != len(wasClient.Flows) || c.life != (lives{time.Hour, time.Hour, 30 * day}) || c.confidential() != (wasClient.Secret != "") {
		t.Errorf("the client changed: %+v, was %+v", c.Client, wasClient)
	}
}
