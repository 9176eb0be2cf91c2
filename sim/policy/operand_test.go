package policy

import (
	"testing"
	"time"
)

func TestReadDate(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, tt := range []struct {
		name, text string
		want       time.Time // zero: refused
	}{
		{"a year", "2024", at("2024-01-01T00:00:00Z")},
		{"a month", "2024-05", at("2024-05-01T00:00:00Z")},
		{"a day", "2024-05-07", at("2024-05-07T00:00:00Z")},
		{"a minute", "2024-05-07T08:09Z", at("2024-05-07T08:09:00Z")},
		{"a second", "2024-05-07T08:09:10Z", at("2024-05-07T08:09:10Z")},
		{"a fraction", "2024-05-07T08:09:10.25Z", at("2024-05-07T08:09:10.25Z")},
		{"a zone", "2024-05-07T08:09:10-07:00", at("2024-05-07T15:09:10Z")},
		{"no zone is UTC", "2024-05-07T08:09:10", at("2024-05-07T08:09:10Z")},
		{"seconds since 1970", "1714521600", at("2024-05-01T00:00:00Z")},
		{"a fraction of a second since 1970", "1714521600.5", at("2024-05-01T00:00:00.5Z")},
		{"a month that is none", "2024-13", time.Time{}},
		{"a negative count of seconds", "-1", time.Time{}},
		{"more seconds than there are", "1e300", time.Time{}},
		{"a word", "today", time.Time{}},
		{"nothing", "", time.Time{}},
	} {
		got, ok := readDate(tt.text)
		if ok != !tt.want.IsZero() || ok && !got.Equal(tt.want) {
			t.Errorf("%s: got %v %v, want %v", tt.name, got, ok, tt.want)
		}
	}
}

func TestReadNumber(t *testing.T) {
	for _, tt := range []struct {
		text string
		want float64
		ok   bool
	}{
		{"0", 0, true}, {"-3", -3, true}, {"+3", 3, true}, {"2.50", 2.5, true}, {"1e3", 1000, true},
		{"", 0, false}, {"NaN", 0, false}, {"Inf", 0, false}, {"0x10", 0, false}, {"1_000", 0, false}, {" 1", 0, false}, {"1-2", 0, false},
	} {
		if got, ok := readNumber(tt.text); ok != tt.ok || ok && got != tt.want {
			t.Errorf("%q: got %v %v, want %v %v", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

func TestReadPrefix(t *testing.T) {
	for text, want := range map[string]string{ // empty: refused
		"203.0.113.0/24": "203.0.113.0/24", "203.0.113.9/24": "203.0.113.0/24", "203.0.113.9": "203.0.113.9/32",
		"2001:db8::1": "2001:db8::1/128", "::/0": "::/0", "0.0.0.0/0": "0.0.0.0/0",
		"203.0.113.0/33": "", "203.0.113": "", "fe80::1%eth0": "", "": "",
	} {
		got, ok := readPrefix(text)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: got %v %v, want %q", text, got, ok, want)
		}
	}
}

func TestARNsAreComparedFieldByField(t *testing.T) {
	for _, tt := range []struct {
		name, pattern, arn string
		want               bool
	}{
		{"a star stays in its field", "arn:aws:*:role/R", "arn:aws:iam::111122223333:role/R", false},
		{"a star covers an empty field", "arn:aws:iam:*:111122223333:role/R", "arn:aws:iam::111122223333:role/R", true},
		{"the last field may have colons", "arn:aws:logs:*:*:log-group:*", "arn:aws:logs:eu-west-1:111122223333:log-group:a:b", true},
		{"a colon of the last field is compared", "arn:aws:logs:*:*:log-group:a", "arn:aws:logs:eu-west-1:111122223333:log-group:b", false},
		{"five fields are no ARN", "arn:aws:s3:::b", "arn:aws:s3::b", false},
		{"a question mark is one character", "arn:aws:s3:::b?", "arn:aws:s3:::b1", true},
		{"case matters", "arn:aws:iam::*:role/r", "arn:aws:iam::111122223333:role/R", false},
	} {
		p := compile(tt.pattern, syntax{wildcards: true})
		fields, ok := splitARN(p.parts)
		if got := ok && matchARN(&fields, tt.arn); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"Action", "NotAction", "Resource", "NotResource", "Effect"}
	for text, want := range map[string]string{
		"action": "Action", "Actions": "Action", "Ressource": "Resource", "NotAktion": "NotAction", "Efect": "Effect",
		"Comment": "", "": "", "Acting out": "",
	} {
		if got, _ := nearest(text, words); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
