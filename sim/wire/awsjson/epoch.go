package awsjson

import (
	"strconv"
	"time"
)

// Epoch is a time as JSON 1.1 writes it: a number of seconds since 1970, with a fraction of
// milliseconds.
type Epoch struct{ time.Time }

// At turns a time into its wire form.
func At(t time.Time) Epoch { return Epoch{t} }

// MarshalJSON writes seconds: 1512005509.277.
func (e Epoch) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(e.UnixMilli())/1000, 'f', -1, 64), nil
}

// UnmarshalJSON reads seconds, also in the form 1.7482788E9.
func (e *Epoch) UnmarshalJSON(data []byte) error {
	seconds, err := strconv.ParseFloat(string(data), 64)
	if err != nil {
		return err
	}
	e.Time = time.UnixMilli(int64(seconds * 1000)).UTC()
	return nil
}
