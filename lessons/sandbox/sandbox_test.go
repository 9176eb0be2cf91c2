package sandbox_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/sandbox"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/sim/wire"
)

var (
	keys  = &keyring.Ring{}
	start = time.Date(2026, 3, 2, 10, 4, 0, 0, time.UTC)
)

// photoApp is a sandbox on the photo app's account.
func photoApp(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	data, err := os.ReadFile("../accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("photo-app.json", data)
	if err != nil {
		t.Fatal(err)
	}
	fork, err := lessons.NewFork(lessons.Config{Account: a, Now: start, NewWorld: func(s lessons.Start) (step.World, error) {
		return sim.New(sim.Config{Region: s.Region, Account: s.Account, Clock: s.Clock, Chance: s.Chance, Keys: keys})
	}})
	if err != nil {
		t.Fatal(err)
	}
	return sandbox.New(fork)
}

// ask is a call with the template of its operation.
func ask(t testing.TB, s *sandbox.Sandbox, as, service, operation string) sandbox.Ask {
	t.Helper()
	for _, op := range s.Operations() {
		if op.Service == service && op.Name == operation {
			return sandbox.Ask{Service: service, Operation: operation, As: as, Input: s.Template(op)}
		}
	}
	t.Fatalf("there is no %s %s", service, operation)
	return sandbox.Ask{}
}

// status is what a call was answered; its error if it could not be made.
func status(s *sandbox.Sandbox, a sandbox.Ask) string {
	call, err := s.Play(context.Background(), a)
	if err != nil {
		return err.Error()
	}
	e, _ := call.Outer()
	return strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, e.Code))
}

func TestCallsGiveWhatLaterCallsNeed(t *testing.T) {
	s := photoApp(t)
	for _, tt := range []struct{ as, service, operation, want string }{
		{"", "cognito-idp", "GetUser", "{{accessToken}} is not there yet: InitiateAuth gives it"},
		{"", "cognito-idp", "InitiateAuth", "200"},
		{"", "cognito-idp", "GetUser", "200"},
		{"", "cognito-identity", "GetId", "200"},
		{"", "cognito-identity", "GetCredentialsForIdentity", "200"},
		{"credentials", "sts", "GetCallerIdentity", "200"},
		{"credentials", "s3", "GetObject", "403 AccessDenied"},
		{"guest", "s3", "GetObject", "200"},
		{"guest", "s3", "PutObject", "403 AccessDenied"},
		{"person", "s3", "ListObjectsV2", "403 AccessDenied"},
		{"adminCredentials", "s3", "PutObject", "200"},
		{"", "s3", "GetObject", "403 AccessDenied"},
		{"nobodyKnows", "s3", "GetObject", "{{nobodyKnows}} is not there yet"},
	} {
		if got := status(s, ask(t, s, tt.as, tt.service, tt.operation)); got != tt.want {
			t.Errorf("%s as %q: %s, want %s", tt.operation, tt.as, got, tt.want)
		}
	}
}

func TestEveryOperationCanBeCalledAsItStands(t *testing.T) {
	s := photoApp(t)
	for _, first := range []string{"InitiateAuth", "GetId"} {
		service := "cognito-idp"
		if first == "GetId" {
			service = "cognito-identity"
		}
		if got := status(s, ask(t, s, "", service, first)); got != "200" {
			t.Fatalf("%s: %s", first, got)
		}
	}
	for _, op := range s.Operations() {
		as := ""
		if op.Auth == wire.Signed || op.Auth == wire.Either {
			as = "adminCredentials"
		}
		got := status(s, ask(t, s, as, op.Service, op.Name))
		switch {
		case strings.HasPrefix(got, "{{session}} is"), strings.HasPrefix(got, "{{uploadId}} is"), strings.HasPrefix(got, "{{inbox}} is"):
		case strings.Contains(got, "Validation"), strings.Contains(got, "Serialization"), strings.Contains(got, "Malformed"), got[0] < '1', got[0] > '4':
			t.Errorf("%s %s: %s\n%s", op.Service, op.Name, got, s.Template(op))
		}
	}
}

func TestMistakesInTheJSONAreSaid(t *testing.T) {
	s := photoApp(t)
	for _, tt := range []struct{ name, input, want string }{
		{"a misspelt member", "{\n  \"IdentityPolId\": \"x\"\n}", `line 2: no member "IdentityPolId"; did you mean "IdentityPoolId"?`},
		{"a value of another kind", `{"IdentityPoolId": 7}`, "AWS wants a text here"},
		{"a value that nobody gives", `{"IdentityPoolId": "{{nothing}}"}`, "{{nothing}} is not there yet"},
	} {
		got := status(s, sandbox.Ask{Service: "cognito-identity", Operation: "GetId", Input: tt.input})
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := status(s, sandbox.Ask{Service: "s3", Operation: "Put"}); got != "there is no operation s3 Put" {
		t.Errorf("an unknown operation: %s", got)
	}
	if n := len(s.Calls()); n != 0 {
		t.Errorf("%d calls were made, want none", n)
	}
}

func TestCallersAreWhoeverHasCredentials(t *testing.T) {
	s := photoApp(t)
	names := func() string {
		var all []string
		for _, c := range s.Callers() {
			all = append(all, c.Name+"="+c.Title)
		}
		return strings.Join(all, " ")
	}
	if got, want := names(), "=nobody adminCredentials=administrator guest=guest person=ana"; got != want {
		t.Errorf("at first %q, want %q", got, want)
	}
	if got := status(s, ask(t, s, "person", "sts", "GetCallerIdentity")); got != "200" {
		t.Fatal(got)
	}
	if got, want := len(s.Calls()), 4; got != want {
		t.Errorf("%d calls, want %d: sign in, identity, credentials, and the call", got, want)
	}
	a := ask(t, s, "adminCredentials", "sts", "GetCallerIdentity")
	for _, op := range []string{"GetId", "GetCredentialsForIdentity"} {
		status(s, ask(t, s, "", "cognito-identity", op))
	}
	if got, want := names(), "=nobody adminCredentials=administrator guest=guest person=ana credentials2=credentials2"; got != want {
		t.Errorf("after a trade %q, want %q", got, want)
	}
	if last := s.Callers()[4]; !strings.HasPrefix(last.About, "role PhotoUser") {
		t.Errorf("the credentials are %q, want their role", last.About)
	}
	s.Advance(2 * time.Hour)
	if last := s.Callers()[4]; !strings.Contains(last.About, "over since 11:04:00") {
		t.Errorf("two hours later the credentials are %q", last.About)
	}
	if got := status(s, ask(t, s, "person", "sts", "GetCallerIdentity")); got != "200" {
		t.Errorf("ana is introduced anew when her credentials are over: %s", got)
	}
	if got := status(s, a); got != "200" {
		t.Errorf("the administrator's key lives on: %s", got)
	}
}

func TestASandboxIsSavedAndLoaded(t *testing.T) {
	s := photoApp(t)
	status(s, ask(t, s, "", "cognito-idp", "InitiateAuth"))
	status(s, ask(t, s, "guest", "s3", "GetObject"))
	data, err := sandbox.Encode(s.Calls())
	if err != nil {
		t.Fatal(err)
	}
	asks, err := sandbox.Parse("calls.json", data)
	if err != nil || len(asks) != len(s.Calls()) {
		t.Fatalf("%d calls, %v", len(asks), err)
	}
	again := photoApp(t)
	for _, a := range asks {
		if got := status(again, a); got != "200" {
			t.Errorf("%s: %s", a.Operation, got)
		}
	}
	for name, text := range map[string]string{
		"line":                   "hello",
		"unknown member":         `{"poolschool":1,"calls":[],"more":1}`,
		"member twice":           `{"poolschool":1,"poolschool":1,"calls":[]}`,
		"has the form 2":         `{"poolschool":2,"calls":[]}`,
		"call 1 names no operat": `{"poolschool":1,"calls":[{"service":"s3"}]}`,
	} {
		if _, err := sandbox.Parse("calls.json", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), "calls.json") {
			t.Errorf("%s: %v, want an error that names the file", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"poolschool":1,"calls":[{"service":"s3","operation":"GetObject","as":"","input":"{}"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		asks, err := sandbox.Parse("x", data)
		if err != nil {
			return
		}
		calls := make([]sandbox.Call, len(asks))
		for i, a := range asks {
			calls[i].Ask = a
		}
		again, err := sandbox.Encode(calls)
		if err != nil {
			t.Skip() // texts that are no UTF-8
		}
		if back, err := sandbox.Parse("x", again); err != nil || len(back) != len(asks) {
			t.Errorf("%d calls became %d: %v", len(asks), len(back), err)
		}
	})
}
