package userpool

import (
	"sync"
	"testing"

	"poolschool/sim/account"
)

// Settings change, people sign in, refresh and sign out, all at once. The race detector is what
// judges it.
func TestSignInsWhileSettingsChange(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) {
		with(mfaOptional)(p)
		p.DeviceTracking, p.FirstFactors = true, []string{"PASSWORD", "EMAIL_OTP"}
	})
	ctx := t.Context()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				out, err := d.password()
				if err != nil || out.AuthenticationResult == nil {
					continue // a second factor may be asked for by now
				}
				r := out.AuthenticationResult
				_, _ = d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": r.RefreshToken, "DEVICE_KEY": r.NewDeviceMetadata.DeviceKey})
				_, _ = d.GlobalSignOut(ctx, GlobalSignOutRequest{AccessToken: r.AccessToken})
			}
		})
		wg.Go(func() {
			for range 5 {
				_, _ = d.initiate(flowChoice, map[string]string{"USERNAME": "ana"})
				c, out := newSRP(), InitiateAuthResponse{}
				out, _ = d.initiate(flowSRP, map[string]string{"USERNAME": "ana", "SRP_A": c.public()})
				_, _ = d.respond(challengePassword, "", c.claim(t, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now()))
			}
		})
	}
	for range 20 {
		if _, err := d.SetUserPoolMfaConfig(ctx, SetUserPoolMfaConfigRequest{UserPoolId: d.pool, MfaConfiguration: mfaOptional, SoftwareTokenMfaConfiguration: &SoftwareTokenMfaConfig{Enabled: true}}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.AdminSetUserMFAPreference(ctx, AdminSetUserMFAPreferenceRequest{UserPoolId: d.pool, Username: "ana", SoftwareTokenMfaSettings: &MFAPreference{Enabled: false}}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.UpdateUserPoolClient(ctx, UpdateUserPoolClientRequest{UserPoolId: d.pool, ClientId: d.client, ClientSettings: ClientSettings{ExplicitAuthFlows: allFlows()}}); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
}
