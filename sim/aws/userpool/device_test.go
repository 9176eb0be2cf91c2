package userpool

import (
	"encoding/base64"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/aws/userpool/srp"
)

// tracked is a pool that tracks devices.
func tracked(p *account.UserPool) { p.DeviceTracking = true }

const devicePassword = "a password that the machine drew"

// machine is a client that remembers what the pool told it about its device.
type deviceOf struct {
	key, group string
	access     string
	refresh    string
}

func (x deviceOf) who() srp.User { return srp.User{Pool: x.group, Name: x.key} }

// firstSignIn signs ana in on a machine that the pool does not know.
func (d *desk) firstSignIn() deviceOf {
	d.t.Helper()
	out := d.tokens()
	if out.NewDeviceMetadata == nil {
		d.t.Fatal("no NewDeviceMetadata")
	}
	return deviceOf{out.NewDeviceMetadata.DeviceKey, out.NewDeviceMetadata.DeviceGroupKey, out.AccessToken, out.RefreshToken}
}

func (d *desk) confirm(x deviceOf) (ConfirmDeviceResponse, error) {
	record := srp.NewPassword(x.who(), devicePassword, []byte("sixteen bytes ok"))
	return d.ConfirmDevice(d.t.Context(), ConfirmDeviceRequest{
		AccessToken: x.access, DeviceKey: x.key, DeviceName: "laptop",
		DeviceSecretVerifierConfig: &DeviceSecretVerifierConfig{
			PasswordVerifier: base64.StdEncoding.EncodeToString(record.Verifier.Bytes()), Salt: base64.StdEncoding.EncodeToString(record.Salt.Bytes()),
		},
	})
}

func (d *desk) onDevice(key string) (InitiateAuthResponse, error) {
	return d.initiate(flowPassword, map[string]string{"USERNAME": "ana", "PASSWORD": anaPassword, "DEVICE_KEY": key})
}

// prove plays the device's two steps.
func (d *desk) prove(x deviceOf, password string) (InitiateAuthResponse, error) {
	d.t.Helper()
	out := d.asked(challengeDeviceSRP)(d.onDevice(x.key))
	c := newSRP()
	next := d.asked(challengeDevice)(d.respond(challengeDeviceSRP, out.Session, map[string]string{"USERNAME": "ana", "DEVICE_KEY": x.key, "SRP_A": c.public()}))
	answer := c.claim(d.t, x.who(), password, next.ChallengeParameters, d.clock.Now())
	answer["DEVICE_KEY"] = x.key
	return d.respond(challengeDevice, next.Session, answer)
}

func TestRememberedDeviceProvesItself(t *testing.T) {
	d := newDesk(t, tracked)
	x := d.firstSignIn()
	if tree := d.Snapshot(); !hasNode(tree, "device", x.key) {
		t.Error("the picture of the account lacks the device")
	}
	if got := d.claims(x.access).Text("device_key"); got != x.key {
		t.Errorf("device_key = %q, want %q", got, x.key)
	}
	confirmed, err := d.confirm(x)
	if err != nil || confirmed.UserConfirmationNecessary {
		t.Fatalf("confirmation necessary = %v (%v), want false", confirmed.UserConfirmationNecessary, err)
	}
	refuse[ConfirmDeviceResponse](d, errDeviceExists)(d.confirm(x))
	out := d.done(d.prove(x, devicePassword))
	if out.NewDeviceMetadata != nil {
		t.Error("a known device is called new")
	}
	d.refused(errWrongPassword)(d.prove(x, "another password"))
	d.refused(errNoDevice)(d.onDevice("us-east-1_00000000-0000-4000-8000-000000000000"))
}

func TestDeviceStandsForTheSecondFactor(t *testing.T) {
	for _, tt := range []struct {
		name  string
		skips bool
	}{{"where the pool says so", true}, {"and nowhere else", false}} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, func(p *account.UserPool) {
				with(mfaOptional, factorTOTP)(p)
				p.DeviceTracking, p.DeviceSkipsMFA = true, tt.skips
			})
			first := d.asked(factorTOTP)(d.password())
			r := d.done(d.respond(factorTOTP, first.Session, map[string]string{"USERNAME": "ana", "SOFTWARE_TOKEN_MFA_CODE": d.appCode(totpOfAna)}))
			x := deviceOf{r.NewDeviceMetadata.DeviceKey, r.NewDeviceMetadata.DeviceGroupKey, r.AccessToken, r.RefreshToken}
			if _, err := d.confirm(x); err != nil {
				t.Fatal(err)
			}
			out, err := d.prove(x, devicePassword)
			if tt.skips {
				d.done(out, err)
			} else {
				d.asked(factorTOTP)(out, err)
			}
		})
	}
}

func TestRefreshWantsTheDevice(t *testing.T) {
	d := newDesk(t, tracked)
	x := d.firstSignIn()
	d.refused(errBadRefresh)(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": x.refresh}))
	refuse[GetTokensFromRefreshTokenResponse](d, errBadRefresh)(d.refresh(d.client, x.refresh))
	d.done(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": x.refresh, "DEVICE_KEY": x.key}))
	if _, err := d.GetTokensFromRefreshToken(t.Context(), GetTokensFromRefreshTokenRequest{ClientId: d.client, RefreshToken: x.refresh, DeviceKey: x.key}); err != nil {
		t.Error(err)
	}
	if _, err := d.ForgetDevice(t.Context(), DeviceRequest{AccessToken: x.access, DeviceKey: x.key}); err != nil {
		t.Fatal(err)
	}
	d.refused(errBadRefresh)(d.initiate(flowRefresh, map[string]string{"REFRESH_TOKEN": x.refresh, "DEVICE_KEY": x.key}))
	d.refused(errNoDevice)(d.onDevice(x.key))
}

func TestUsersAreAskedFirst(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.DeviceTracking, p.DeviceAsks = true, true })
	x, ctx := d.firstSignIn(), t.Context()
	update := func(status string) error {
		_, err := d.UpdateDeviceStatus(ctx, UpdateDeviceStatusRequest{AccessToken: x.access, DeviceKey: x.key, DeviceRememberedStatus: status})
		return err
	}
	d.refused(errUnconfirmedDevice)(nil, update("remembered"))
	out, err := d.confirm(x)
	if err != nil || !out.UserConfirmationNecessary {
		t.Fatalf("confirmation necessary = %v (%v), want true", out.UserConfirmationNecessary, err)
	}
	d.done(d.onDevice(x.key)) // not remembered yet: nothing to prove
	if err := update("remembered"); err != nil {
		t.Fatal(err)
	}
	d.asked(challengeDeviceSRP)(d.onDevice(x.key))
	if err := update("not_remembered"); err != nil {
		t.Fatal(err)
	}
	d.done(d.onDevice(x.key))
}

func TestListAndGetDevices(t *testing.T) {
	d, ctx := newDesk(t, tracked), t.Context()
	var last deviceOf
	for range 3 {
		last = d.firstSignIn()
		d.clock.Advance(time.Minute)
	}
	two := 2
	page, err := d.ListDevices(ctx, ListDevicesRequest{AccessToken: last.access, Limit: &two})
	if err != nil || len(page.Devices) != 2 || page.PaginationToken == "" {
		t.Fatalf("first page: %d devices, token %q (%v)", len(page.Devices), page.PaginationToken, err)
	}
	rest, err := d.ListDevices(ctx, ListDevicesRequest{AccessToken: last.access, PaginationToken: page.PaginationToken})
	if err != nil || len(rest.Devices) != 1 || rest.PaginationToken != "" || rest.Devices[0].DeviceKey != last.key {
		t.Fatalf("second page: %+v (%v)", rest, err)
	}
	refuse[ListDevicesResponse](d, errBadPage)(d.ListDevices(ctx, ListDevicesRequest{AccessToken: last.access, PaginationToken: "x"}))
	if _, err := d.confirm(last); err != nil {
		t.Fatal(err)
	}
	got, err := d.GetDevice(ctx, DeviceRequest{AccessToken: last.access, DeviceKey: last.key})
	if err != nil || got.Device.DeviceAttributes[0].Value != "remembered" || got.Device.DeviceAttributes[1].Value != "laptop" {
		t.Errorf("device = %+v (%v), want remembered, laptop", got.Device, err)
	}
	refuse[GetDeviceResponse](d, errNoDevice)(d.GetDevice(ctx, DeviceRequest{AccessToken: last.access, DeviceKey: "us-east-1_0"}))
}

func TestDeviceVerifiersThatOpenToAllAreRefused(t *testing.T) {
	zero := base64.StdEncoding.EncodeToString([]byte{0})
	one := base64.StdEncoding.EncodeToString([]byte{1})
	for _, tt := range []struct {
		name string
		in   *DeviceSecretVerifierConfig
	}{
		{"none", nil},
		{"zero", &DeviceSecretVerifierConfig{PasswordVerifier: zero, Salt: one}},
		{"no salt", &DeviceSecretVerifierConfig{PasswordVerifier: one}},
		{"no base64", &DeviceSecretVerifierConfig{PasswordVerifier: "***", Salt: one}},
		{"salt that is no base64", &DeviceSecretVerifierConfig{PasswordVerifier: one, Salt: "***"}},
	} {
		if _, err := tt.in.record(); err == nil {
			t.Errorf("%s: a verifier that is none is taken", tt.name)
		}
	}
}

func hasNode(nodes []account.Node, kind, id string) bool {
	for _, n := range nodes {
		if n.Kind == kind && n.ID == id || hasNode(n.Children, kind, id) {
			return true
		}
	}
	return false
}
