package userpool

import (
	"context"
	"encoding/base64"
	"math/big"

	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/trace"
)

// DeviceSecretVerifierConfig is the device's own password, as a verifier: both in base64.
type DeviceSecretVerifierConfig struct {
	PasswordVerifier string `max:"131072"`
	Salt             string `max:"131072"`
}

// ConfirmDeviceRequest makes a machine known to the pool, under the key that its sign-in brought.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html
type ConfirmDeviceRequest struct {
	AccessToken                string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	DeviceKey                  string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-f-]+"`
	DeviceName                 string `min:"1" max:"1024"`
	DeviceSecretVerifierConfig *DeviceSecretVerifierConfig
}

// ConfirmDeviceResponse says whether the user still has to be asked (UpdateDeviceStatus).
type ConfirmDeviceResponse struct {
	UserConfirmationNecessary bool
}

// Refusals of ConfirmDevice. AWS's words are not recorded.
var (
	errDeviceExists   = refusal("DeviceKeyExistsException", "Device already exists with the given key")
	errDeviceVerifier = refusal("InvalidParameterException", "Invalid device verifier given.")
)

// ConfirmDevice keeps the verifier of the device's password. Where the pool asks users first, the
// device is not remembered yet.
func (s *Service) ConfirmDevice(ctx context.Context, in ConfirmDeviceRequest) (ConfirmDeviceResponse, error) {
	record, err := in.DeviceSecretVerifierConfig.record()
	if err != nil {
		trace.Failed(ctx, "verifier and salt are numbers in base64")
		return ConfirmDeviceResponse{}, err
	}
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return ConfirmDeviceResponse{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := b.device(ctx, in.DeviceKey)
	if err != nil {
		return ConfirmDeviceResponse{}, err
	}
	if d.confirmed {
		trace.Failed(ctx, "the device is not confirmed yet")
		return ConfirmDeviceResponse{}, errDeviceExists
	}
	d.password, d.name, d.confirmed, d.modified = record, in.DeviceName, true, s.Clock.Now()
	d.remembered = !b.pool.DeviceAsks
	trace.Passed(ctx, "the device has a password of its own from now on")
	trace.Summarize(ctx, "device %s", status(d))
	return ConfirmDeviceResponse{UserConfirmationNecessary: b.pool.DeviceAsks}, nil
}

// record reads a verifier and a salt.
func (c *DeviceSecretVerifierConfig) record() (srp.Password, error) {
	if c == nil {
		return srp.Password{}, errDeviceVerifier.Because("DeviceSecretVerifierConfig is missing")
	}
	salt, err := base64.StdEncoding.DecodeString(c.Salt)
	if err != nil || len(salt) == 0 {
		return srp.Password{}, errDeviceVerifier.Because("the salt is no base64")
	}
	verifier, err := base64.StdEncoding.DecodeString(c.PasswordVerifier)
	if err != nil {
		return srp.Password{}, errDeviceVerifier.Because("the verifier is no base64")
	}
	// A verifier of 0 mod N would let everybody in who knows that.
	v, err := srp.ParsePublic(new(big.Int).SetBytes(verifier).Text(16))
	if err != nil {
		return srp.Password{}, errDeviceVerifier.Because("the verifier is no number between 0 and N")
	}
	return srp.Password{Salt: new(big.Int).SetBytes(salt), Verifier: v}, nil
}

// device finds a device of the token's user. Callers hold mu.
func (b bearer) device(ctx context.Context, key string) (*device, error) {
	d := b.user.device(key)
	if d == nil {
		trace.Failed(ctx, "the user has a device %s", key)
		return nil, errNoDevice
	}
	trace.Passed(ctx, "the user has a device %s", key)
	return d, nil
}
