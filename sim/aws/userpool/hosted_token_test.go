package userpool

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
)

// With rotation the token endpoint gives a new refresh token, and the old one ends.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
func TestRotationAtTheTokenEndpoint(t *testing.T) {
	for _, tt := range []struct {
		name   string
		rotate bool
		again  int // status of the old refresh token
	}{
		{"on", true, http.StatusBadRequest},
		{"off", false, http.StatusOK},
	} {
		f := newFront(t, func(p *account.UserPool) { p.Clients[0].RefreshRotation = tt.rotate })
		status, first := f.exchange(f.signIn(testAsk).Query().Get("code"), "")
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", tt.name, status)
		}
		refresh := func(token string) (int, tokens) {
			w := f.send(http.MethodPost, "/oauth2/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {testClient}, "refresh_token": {token}}.Encode())
			var out tokens
			if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
				t.Error(err)
			}
			return w.Code, out
		}
		status, second := refresh(first.RefreshToken)
		if status != http.StatusOK || (second.RefreshToken != "") != tt.rotate {
			t.Fatalf("%s: status %d, a new refresh token: %v", tt.name, status, second.RefreshToken != "")
		}
		f.clock.Advance(time.Second)
		if status, _ := refresh(first.RefreshToken); status != tt.again {
			t.Errorf("%s: the old refresh token: status %d, want %d", tt.name, status, tt.again)
		}
		if tt.rotate {
			if status, _ := refresh(second.RefreshToken); status != http.StatusOK {
				t.Errorf("%s: the new refresh token: status %d", tt.name, status)
			}
		}
	}
}
