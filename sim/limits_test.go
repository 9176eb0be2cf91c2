package sim

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

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
		if got := l.take(share{category: UserRead}); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	for range 1000 {
		if !l.take(share{category: UserList}) {
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

// Ten reads and ten writes a second are one user's; by which name or token makes no difference. Another user has their own.
func TestLimitsOfOneUser(t *testing.T) {
	limits := AWSLimits()
	limits[OneUserReads], limits[OneUserWrites] = 3, 1
	c := clock.New(clock.At(Epoch))
	w := newWorld(t, Config{Account: photoAccount(), Limits: limits, Clock: c})
	const host = "cognito-idp.us-east-1.amazonaws.com"
	call := func(operation, body string) (kind, answer string) {
		resp, text := answered(t, w, target(t, host, "AWSCognitoIdentityProviderService."+operation, body))
		return strings.TrimSuffix(resp.Header.Get("X-Amzn-Errortype"), ":"), text
	}
	_, signedIn := call("InitiateAuth", `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"ana","PASSWORD":"Sunny-Day-7"}}`)
	var got struct {
		AuthenticationResult struct{ AccessToken, RefreshToken string }
	}
	if err := json.Unmarshal([]byte(signedIn), &got); err != nil || got.AuthenticationResult.AccessToken == "" {
		t.Fatalf("no tokens (%v): %s", err, signedIn)
	}
	read := `{"AccessToken":"` + got.AuthenticationResult.AccessToken + `"}`
	refresh := `{"ClientId":"web","RefreshToken":"` + got.AuthenticationResult.RefreshToken + `"}`
	const again = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"ana","PASSWORD":"wrong"}}`
	for _, tt := range []struct{ name, operation, body, want string }{
		{"a second read, by access token", "GetUser", read, ""},
		{"a third, by refresh token", "GetTokensFromRefreshToken", refresh, ""},
		{"a fourth", "GetUser", read, "TooManyRequestsException"},
		{"a fourth, by name", "InitiateAuth", again, "TooManyRequestsException"},
		{"a write", "ForgotPassword", `{"ClientId":"web","Username":"ana"}`, "InvalidParameterException"},
		{"a second write", "ForgotPassword", `{"ClientId":"web","Username":"ana"}`, "TooManyRequestsException"},
		{"somebody who does not exist", "InitiateAuth", strings.Replace(again, "ana", "nobody", 1), "UserNotFoundException"},
		{"an access token of nobody", "GetUser", `{"AccessToken":"x"}`, "NotAuthorizedException"},
		{"no JSON", "GetUser", `{`, "SerializationException"},
	} {
		if kind, text := call(tt.operation, tt.body); kind != tt.want {
			t.Errorf("%s: %q, want %q: %s", tt.name, kind, tt.want, text)
		}
	}
	c.Advance(time.Second)
	if kind, _ := call("GetUser", read); kind != "" {
		t.Errorf("a second later: %q", kind)
	}
}

// The day's e-mails are counted only where limits are on.
func TestEmailsOfADayAreLimited(t *testing.T) {
	for _, tt := range []struct {
		name   string
		limits Limits
		want   string // of the second sign-up
	}{
		{"without limits", nil, ""},
		{"one a day", Limits{DailyEmails: 1}, "LimitExceededException"},
	} {
		a := photoAccount()
		a.UserPools[0].AutoVerify = []string{"email"}
		w := newWorld(t, Config{Account: a, Limits: tt.limits})
		got := ""
		for _, name := range []string{"dan", "eve"} {
			resp, _ := answered(t, w, target(t, "cognito-idp.us-east-1.amazonaws.com", "AWSCognitoIdentityProviderService.SignUp",
				`{"ClientId":"web","Username":"`+name+`","Password":"Sunny-Day-7","UserAttributes":[{"Name":"email","Value":"`+name+`@example.com"}]}`))
			got = strings.TrimSuffix(resp.Header.Get("X-Amzn-Errortype"), ":")
		}
		if got != tt.want {
			t.Errorf("%s: the second is %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatARequestIsCountedFor(t *testing.T) {
	ana := func([]byte) string { return "ana" }
	for _, tt := range []struct {
		name, operation, body string
		want                  []share
	}{
		{"signing in reads", "InitiateAuth", `{}`, []share{{UserAuthentication, ""}, {OneUserReads, "ana"}}},
		{"so does an answer", "RespondToAuthChallenge", `{"ChallengeName":"SMS_MFA"}`, []share{{UserChallenge, ""}, {OneUserReads, "ana"}}},
		{"a new password is account recovery", "RespondToAuthChallenge", `{"ChallengeName":"NEW_PASSWORD_REQUIRED"}`, []share{{UserAccountRecovery, ""}, {OneUserWrites, "ana"}}},
		{"lists are about nobody", "ListUsers", `{}`, []share{{UserList, ""}}},
		{"app clients are counted by pool too", "DescribeUserPoolClient", `{"UserPoolId":"a_1"}`, []share{{UserPoolClientRead, ""}, {OnePoolClientRead, "a_1"}}},
		{"and their changes", "CreateUserPoolClient", `{"UserPoolId":"a_1"}`, []share{{UserPoolClientUpdate, ""}, {OnePoolClients, "a_1"}}},
	} {
		if got := shares(idp, tt.operation, []byte(tt.body), ana); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
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
