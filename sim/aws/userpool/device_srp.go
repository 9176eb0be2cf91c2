package userpool

import (
	"context"

	"poolschool/sim/trace"
)

const challengeDeviceSRP = "DEVICE_SRP_AUTH"

// answerDeviceSRP opens an exchange over the device's password.
func (s *Service) answerDeviceSRP(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	if err := in.needs("DEVICE_KEY", "SRP_A"); err != nil {
		return InitiateAuthResponse{}, err
	}
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	s.mu.RLock()
	d := next.user.device(in.responses["DEVICE_KEY"])
	if d == nil || !d.confirmed || d.key != next.deviceKey {
		s.mu.RUnlock()
		trace.Failed(ctx, "DEVICE_KEY is the device that the sign-in began on")
		return InitiateAuthResponse{}, errNoDevice
	}
	record, who, name := d.password, d.who(), next.user.name
	s.mu.RUnlock()
	return s.openExchange(ctx, next, challengeDevice, in.responses["SRP_A"], record, who, map[string]string{"USERNAME": name, "DEVICE_KEY": who.Name})
}

// answerDevice is the second step: does the machine know the device's password?
func (s *Service) answerDevice(ctx context.Context, a *attempt, in answer) (InitiateAuthResponse, error) {
	next, err := s.spend(a, in.metadata)
	if err != nil {
		return InitiateAuthResponse{}, err
	}
	if !s.proves(ctx, next.exchange, in.responses) {
		trace.Failed(ctx, "the signature was made with the device's password")
		return InitiateAuthResponse{}, errWrongPassword.Because("the device is known; its password is another one")
	}
	trace.Passed(ctx, "the signature was made with the device's password")
	s.mu.RLock()
	next.device = next.user.device(next.deviceKey)
	s.mu.RUnlock()
	if next.device == nil {
		return InitiateAuthResponse{}, errNoDevice.Because("it was forgotten in the meantime")
	}
	return s.secondFactor(ctx, next)
}
