package restxml

import (
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"time"
)

// Time is a moment as S3 writes it: ISO 8601 with milliseconds in documents, an HTTP date in
// headers. The zero Time is absent.
type Time struct{ t time.Time }

// At turns a time into its wire form.
func At(t time.Time) Time { return Time{t.UTC()} }

// Time is the moment in UTC.
func (t Time) Time() time.Time { return t.t }

// IsZero reports whether the time is absent.
func (t Time) IsZero() bool { return t.t.IsZero() }

const isoMilliseconds = "2006-01-02T15:04:05.000Z"

// MarshalText writes 2026-03-02T12:00:00.000Z.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.t.UTC().Format(isoMilliseconds)), nil }

// UnmarshalText reads any RFC 3339 time.
func (t *Time) UnmarshalText(text []byte) error {
	parsed, err := time.Parse(time.RFC3339, string(text))
	t.t = parsed.UTC()
	return err
}

// text is a member's value as it stands in a header or query; "" when it is absent.
func text(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case Time:
		if x.IsZero() {
			return ""
		}
		return x.t.Format(http.TimeFormat)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return scalar(v.Elem())
	default:
		if v.IsZero() {
			return ""
		}
		return scalar(v)
	}
}

func scalar(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	}
	return fmt.Sprint(v.Interface())
}

// set stores a header or query value in a member.
func set(v reflect.Value, value string) error {
	if t, ok := v.Addr().Interface().(*Time); ok {
		// A date that is no date is ignored, as HTTP asks for conditional headers.
		if parsed, err := http.ParseTime(value); err == nil {
			t.t = parsed.UTC()
		}
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return set(v.Elem(), value)
	case reflect.String:
		v.SetString(value)
	case reflect.Bool:
		b, err := strconv.ParseBool(value)
		v.SetBool(b)
		return err
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(value, 10, 64)
		v.SetInt(n)
		return err
	default:
		return fmt.Errorf("restxml: no value of kind %s stands in a header or query", v.Kind())
	}
	return nil
}
