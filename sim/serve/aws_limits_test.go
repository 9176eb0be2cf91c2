package serve

import (
	"net/http"
	"strings"
	"testing"

	"poolschool/sim"
)

func TestTheServicesRefuseWhatComesTooFastWhenAsked(t *testing.T) {
	for _, tt := range []struct {
		name   string
		limits sim.Limits
		want   int // the status of the second call
	}{
		{"no limits", nil, http.StatusOK},
		{"two a second", sim.Limits{"GetId": 2}, http.StatusOK},
		{"one a second", sim.Limits{"GetId": 1}, http.StatusBadRequest},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := listen(t, photoApp(t), still, func(_ *Config, s *Start) { s.Limits = tt.limits })
			pool := l.world().Values()["identityPoolId"]
			var last int
			for range 2 {
				r, err := http.NewRequest(http.MethodPost, l.endpoint, strings.NewReader(`{"IdentityPoolId":"`+pool+`"}`))
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Content-Type", "application/x-amz-json-1.1")
				r.Header.Set("X-Amz-Target", "AWSCognitoIdentityService.GetId")
				resp, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				if err := resp.Body.Close(); err != nil {
					t.Error(err)
				}
				last = resp.StatusCode
			}
			if last != tt.want {
				t.Errorf("got %d, want %d", last, tt.want)
			}
		})
	}
}
