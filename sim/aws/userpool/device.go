package userpool

import (
	"time"

	"poolschool/sim/aws/userpool/srp"
	"poolschool/sim/chance"
	"poolschool/sim/wire/awsjson"
)

// device is one of a user's machines, known by its key.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
type device struct {
	key, group string
	name       string
	password   srp.Password // of the device; none until it is confirmed
	confirmed  bool
	remembered bool

	created, modified, seen time.Time
}

var errNoDevice = refusal("ResourceNotFoundException", "Device does not exist.")

// device finds a user's device by its key. Callers hold mu.
func (u *user) device(key string) *device {
	for _, d := range u.devices {
		if d.key == key {
			return d
		}
	}
	return nil
}

// newDevice gives a machine that signs in for the first time a key. Callers hold mu.
func (s *Service) newDevice(u *user) *device {
	now := s.Clock.Now()
	d := &device{
		key: s.Region + "_" + s.Chance.ID(), group: "-" + chance.Text(s.Chance, 8, chance.Alnum),
		created: now, modified: now, seen: now,
	}
	u.devices = append(u.devices, d)
	return d
}

// who binds a device's password to it: its group key stands where the pool's name does.
func (d *device) who() srp.User { return srp.User{Pool: d.group, Name: d.key} }

// Device is a device as the API writes it.
type Device struct {
	DeviceKey                   string
	DeviceAttributes            []Attribute
	DeviceCreateDate            awsjson.Epoch
	DeviceLastModifiedDate      awsjson.Epoch
	DeviceLastAuthenticatedDate awsjson.Epoch
}

func (d *device) shown() Device {
	attributes := []Attribute{{Name: "device_status", Value: status(d)}}
	if d.name != "" {
		attributes = append(attributes, Attribute{Name: "device_name", Value: d.name})
	}
	return Device{
		DeviceKey: d.key, DeviceAttributes: attributes, DeviceCreateDate: awsjson.At(d.created),
		DeviceLastModifiedDate: awsjson.At(d.modified), DeviceLastAuthenticatedDate: awsjson.At(d.seen),
	}
}

func status(d *device) string {
	if d.remembered {
		return "remembered"
	}
	return "not_remembered"
}
