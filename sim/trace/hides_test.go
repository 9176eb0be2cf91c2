package trace

import (
	"net/http"
	"testing"
)

func TestHidesWhatRedactedHides(t *testing.T) {
	e := Exchange{secrets: []string{"Sunny-Day-7", "1"}}
	e.Request.Header = http.Header{"Authorization": {"Bearer abcdef"}}
	for _, tt := range []struct {
		name, value string
		want        bool
	}{
		{"a named secret", "Sunny-Day-7", true},
		{"a header with credentials", "Bearer abcdef", true},
		{"a secret too short to be searched for", "1", false},
		{"anything else", "ana", false},
		{"nothing", "", false},
	} {
		if got := e.Hides(tt.value); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}
