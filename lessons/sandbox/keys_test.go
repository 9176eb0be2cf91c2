package sandbox_test

import (
	"context"
	"testing"

	"poolschool/lessons/sandbox"
	"poolschool/sim/token"
)

func TestIssuersPublishTheirKeys(t *testing.T) {
	s := photoApp(t)
	for _, tt := range []struct{ service, operation, value string }{
		{"cognito-idp", "InitiateAuth", "idToken"},
		{"cognito-idp", "InitiateAuth", "accessToken"},
		{"cognito-identity", "GetId", ""},
		{"cognito-identity", "GetOpenIdToken", "openIdToken"},
	} {
		if got := status(s, ask(t, s, "", tt.service, tt.operation)); got != "200" {
			t.Fatalf("%s: %s", tt.operation, got)
		}
		if tt.value == "" {
			continue
		}
		v, _ := s.Values().Get(tt.value)
		made, err := token.Decode(v.String())
		if err != nil {
			t.Fatal(err)
		}
		keys, err := s.Keys(context.Background(), made.Claims.Text("iss"))
		if err != nil || keys[made.Header.Text("kid")] == nil {
			t.Errorf("%s: %d keys, %v; none of them is the one that signed", tt.value, len(keys), err)
		}
	}
	calls := len(s.Calls())
	for _, issuer := range []string{"https://nobody.example", "", "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Nowhere00", "%zz"} {
		if keys, err := s.Keys(context.Background(), issuer); err == nil && len(keys) > 0 {
			t.Errorf("%q publishes %d keys", issuer, len(keys))
		}
	}
	if len(s.Calls()) != calls {
		t.Error("asking for keys stands among the calls")
	}
}

func TestACallKnowsWhatItChanged(t *testing.T) {
	s := photoApp(t)
	call, err := s.Play(context.Background(), sandbox.Ask{Service: "s3", Operation: "PutObject", As: "adminCredentials", Input: `{"Bucket": "{{bucket}}", "Key": "public/new.txt", "Body": "x"}`})
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for _, n := range call.Tree {
		if n.Changed {
			changed++
		}
	}
	if changed == 0 || len(s.Tree()) == 0 {
		t.Errorf("nothing is marked as changed after an upload")
	}
}
