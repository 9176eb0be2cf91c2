package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeviceRequest names a device of the caller.
type DeviceRequest struct {
	AccessToken string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	DeviceKey   string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-f-]+"`
}

// GetDeviceResponse is one device.
type GetDeviceResponse struct{ Device Device }

// GetDevice shows a device of the caller.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html
func (s *Service) GetDevice(ctx context.Context, in DeviceRequest) (GetDeviceResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return GetDeviceResponse{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	d, err := b.device(ctx, in.DeviceKey)
	if err != nil {
		return GetDeviceResponse{}, err
	}
	trace.Summarize(ctx, "device %s", status(d))
	return GetDeviceResponse{Device: d.shown()}, nil
}

// ForgetDevice drops a device of the caller: the next sign-in on it is like the first. Its sessions
// cannot be refreshed any more.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html
func (s *Service) ForgetDevice(ctx context.Context, in DeviceRequest) (awsjson.None, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.None{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := b.device(ctx, in.DeviceKey)
	if err != nil {
		return awsjson.None{}, err
	}
	b.user.devices = slices.DeleteFunc(b.user.devices, func(x *device) bool { return x == d })
	trace.Summarize(ctx, "device forgotten")
	return awsjson.None{}, nil
}

// UpdateDeviceStatusRequest is the user's answer to "remember this device?".
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html
type UpdateDeviceStatusRequest struct {
	AccessToken            string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	DeviceKey              string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-f-]+"`
	DeviceRememberedStatus string `enum:"remembered not_remembered"`
}

// errUnconfirmedDevice answers a device without a password of its own. AWS's words are not recorded.
var errUnconfirmedDevice = refusal("InvalidParameterException", "Device is not confirmed.")

// UpdateDeviceStatus remembers a device, or stops.
func (s *Service) UpdateDeviceStatus(ctx context.Context, in UpdateDeviceStatusRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := b.device(ctx, in.DeviceKey)
	if err != nil {
		return awsjson.Empty{}, err
	}
	if !d.confirmed {
		trace.Failed(ctx, "the device is confirmed")
		return awsjson.Empty{}, errUnconfirmedDevice.Because("ConfirmDevice comes first: the device has no password of its own yet")
	}
	if in.DeviceRememberedStatus != "" {
		d.remembered = in.DeviceRememberedStatus == "remembered"
		d.modified = s.Clock.Now()
	}
	trace.Summarize(ctx, "device %s", status(d))
	return awsjson.Empty{}, nil
}

// ListDevicesRequest asks for the caller's devices, page by page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
type ListDevicesRequest struct {
	AccessToken     string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
	Limit           *int   `min:"0" max:"60"`
	PaginationToken string `min:"1" pattern:"[\\S]+"`
}

// ListDevicesResponse is one page of devices.
type ListDevicesResponse struct {
	Devices         []Device
	PaginationToken string `json:",omitempty"`
}

// mostDevices are on one page.
const mostDevices = 60

// errBadPage answers a page token that is not ours. AWS's words are not recorded.
var errBadPage = refusal("InvalidParameterException", "Invalid pagination token given.")

// ListDevices shows the caller's devices, in the order in which they were first seen.
func (s *Service) ListDevices(ctx context.Context, in ListDevicesRequest) (ListDevicesResponse, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return ListDevicesResponse{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	devices := b.user.devices
	if in.PaginationToken != "" {
		i := slices.IndexFunc(devices, func(d *device) bool { return d.key == in.PaginationToken })
		if i < 0 {
			return ListDevicesResponse{}, errBadPage
		}
		devices = devices[i+1:]
	}
	limit := mostDevices
	if in.Limit != nil && *in.Limit > 0 {
		limit = *in.Limit
	}
	out := ListDevicesResponse{Devices: []Device{}}
	for i, d := range devices {
		if i == limit {
			out.PaginationToken = devices[i-1].key
			break
		}
		out.Devices = append(out.Devices, d.shown())
	}
	trace.Summarize(ctx, "%d devices", len(out.Devices))
	return out, nil
}
