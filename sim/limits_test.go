package sim

import (
	"strings"
	"testing"
	"time"

	"poolschool/sim/clock"
)

func TestATokenBucketFillsWithTime(t *testing.T) {
	c := clock.New(clock.At(Epoch))
	l := newLimiter(Limits{UserRead: 2}, c)
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  bool
	}{
		{"the first", 0, true}, {"the second", 0, true}, {"the third in one second", 0, false},
		{"half a second brings one back", 500 * time.Millisecond, true}, {"and no more", 0, false},
		{"an hour fills it", time.Hour, true}, {"to a second's worth", 0, true}, {"and no more than that", 0, false},
	} {
		c.Advance(tt.after)
		if got := l.take(UserRead); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	for range 1000 {
		if !l.take(UserList) {
			t.Fatal("a category without a limit is limited")
		}
	}
}

// A call too many is refused in the service's words, in one region, for one category.
func TestLimitsAreKeptByCategory(t *testing.T) {
	limits := AWSLimits()
	limits[UserAuthentication] = 2
	limits["GetId"] = 1
	c := clock.New(clock.At(Epoch))
	w := newWorld(t, Config{Account: photoAccount(), Limits: limits, Clock: c})
	const signIn = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"ana","PASSWORD":"wrong"}}`
	const idpHost, deskHost = "cognito-idp.us-east-1.amazonaws.com", "cognito-identity.us-east-1.amazonaws.com"
	call := func(host, operation, body string) string {
		service := "AWSCognitoIdentityProviderService."
		if host == deskHost {
			service = "AWSCognitoIdentityService."
		}
		resp, _ := answered(t, w, target(t, host, service+operation, body))
		return strings.TrimSuffix(resp.Header.Get("X-Amzn-Errortype"), ":")
	}
	for _, tt := range []struct{ name, host, operation, body, want string }{
		{"one sign-in", idpHost, "InitiateAuth", signIn, "NotAuthorizedException"},
		{"two", idpHost, "InitiateAuth", signIn, "NotAuthorizedException"},
		{"three in a second", idpHost, "InitiateAuth", signIn, "TooManyRequestsException"},
		{"another category", idpHost, "GetUser", `{"AccessToken":"x"}`, "NotAuthorizedException"},
		{"another region", "cognito-idp.eu-west-1.amazonaws.com", "InitiateAuth", signIn, "ResourceNotFoundException"},
		{"a guest", deskHost, "GetId", `{"IdentityPoolId":"` + testDesk + `"}`, ""},
		{"two guests in a second", deskHost, "GetId", `{"IdentityPoolId":"` + testDesk + `"}`, "TooManyRequestsException"},
	} {
		if got := call(tt.host, tt.operation, tt.body); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	refused := w.Log().Since(0)[2]
	if refused.Operation != "InitiateAuth" || refused.Refusal != "Rate exceeded" || refused.Because == "" {
		t.Errorf("the log has %s %q because %q", refused.Operation, refused.Refusal, refused.Because)
	}
	c.Advance(time.Second)
	if got := call(idpHost, "InitiateAuth", signIn); got != "NotAuthorizedException" {
		t.Errorf("a second later: %q", got)
	}
}

func TestNothingIsLimitedByDefault(t *testing.T) {
	w := newWorld(t, Config{Account: photoAccount()})
	for range 100 {
		if resp, body := answered(t, w, target(t, "cognito-identity.us-east-1.amazonaws.com", "AWSCognitoIdentityService.GetId", `{"IdentityPoolId":"`+testDesk+`"}`)); resp.StatusCode != 200 {
			t.Fatal(body)
		}
	}
}

// Every operation of user pools is limited, and every name in the table is an operation.
func TestEveryOperationOfUserPoolsHasACategory(t *testing.T) {
	w := newWorld(t, Config{})
	limits := AWSLimits()
	seen := map[string]Category{}
	for c, operations := range categories {
		if limits[c] == 0 {
			t.Errorf("category %s has no limit", c)
		}
		for name := range strings.FieldsSeq(operations) {
			if seen[name] != "" {
				t.Errorf("%s stands in %s and in %s", name, seen[name], c)
			}
			seen[name] = c
		}
	}
	for _, op := range w.Operations() {
		if op.Service == idp && seen[op.Name] == "" {
			t.Errorf("%s has no category", op.Name)
		}
		delete(seen, op.Name)
	}
	for name := range seen {
		t.Errorf("there is no operation %s", name)
	}
}
