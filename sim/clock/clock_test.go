package clock

import (
	"testing"
	"time"
)

func TestVirtual(t *testing.T) {
	start := time.Date(2026, 1, 1, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	for _, tt := range []struct {
		name    string
		advance []time.Duration
		want    time.Duration
	}{
		{"a fresh clock shows its base", nil, 0},
		{"advances add up", []time.Duration{time.Hour, time.Minute}, 61 * time.Minute},
		{"an account never goes back", []time.Duration{time.Hour, -time.Minute}, time.Hour},
	} {
		v := New(At(start))
		for _, d := range tt.advance {
			v.Advance(d)
		}
		if got, want := v.Now(), start.UTC().Add(tt.want); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: Now() = %v, want %v", tt.name, got, want)
		}
		if got := v.Offset(); got != tt.want {
			t.Errorf("%s: Offset() = %v, want %v", tt.name, got, tt.want)
		}
		if got := v.Base(); !got.Equal(start) {
			t.Errorf("%s: Base() = %v, want %v", tt.name, got, start)
		}
	}
}
