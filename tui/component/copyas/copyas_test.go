package copyas_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/sandbox"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/keyring"
	"poolschool/sim/trace"
	"poolschool/tui/component/copyas"
)

var keys = &keyring.Ring{}

// photoApp is a sandbox on the photo app's account.
func photoApp(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	data, err := os.ReadFile("../../../lessons/accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("photo-app.json", data)
	if err != nil {
		t.Fatal(err)
	}
	fork, err := lessons.NewFork(lessons.Config{
		Account: a, Now: time.Date(2026, 3, 2, 10, 4, 0, 0, time.UTC),
		NewWorld: func(s lessons.Start) (step.World, error) {
			return sim.New(sim.Config{Region: s.Region, Account: s.Account, Clock: s.Clock, Chance: s.Chance, Keys: keys})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return sandbox.New(fork)
}

// exchange makes a call and returns what went over the wire.
func exchange(t testing.TB, s *sandbox.Sandbox, as, service, operation, input string) trace.Exchange {
	t.Helper()
	call, err := s.Play(context.Background(), sandbox.Ask{Service: service, Operation: operation, As: as, Input: input})
	if err != nil {
		t.Fatal(err)
	}
	e, _ := call.Outer()
	return e
}

func TestCommandsOfTheCLI(t *testing.T) {
	s := photoApp(t)
	for _, tt := range []struct{ name, as, service, operation, input, want string }{
		{"an open call is not signed", "", "cognito-identity", "GetId", `{"IdentityPoolId": "{{identityPoolId}}"}`,
			`aws cognito-identity get-id --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --no-sign-request --identity-pool-id us-east-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506`},
		{"a password is left out, objects are JSON", "", "cognito-idp", "InitiateAuth", `{"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "{{clientId}}", "AuthParameters": {"USERNAME": "{{username}}", "PASSWORD": "{{password}}"}}`,
			`aws cognito-idp initiate-auth --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --no-sign-request --auth-flow USER_PASSWORD_AUTH --client-id 3n4b5urk1ft4fl3mg5e62d9ado --auth-parameters '{"USERNAME":"ana","PASSWORD":"[hidden]"}'`},
		{"true is a flag of its own", "adminCredentials", "cognito-idp", "AdminSetUserPassword", `{"UserPoolId": "{{userPoolId}}", "Username": "ana", "Password": "It's-Fine-9", "Permanent": true}`,
			`aws cognito-idp admin-set-user-password --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --user-pool-id us-east-1_Ab3dEf9Gh --username ana --password '[hidden]' --permanent`},
		{"a query service's lists are JSON", "adminCredentials", "sts", "AssumeRole", `{"RoleArn": "{{roleArn}}", "RoleSessionName": "me", "Tags": [{"Key": "team", "Value": "a b"}]}`,
			`aws sts assume-role --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --role-arn arn:aws:iam::111122223333:role/PhotoUser --role-session-name me --tags '[{"Key":"team","Value":"a b"}]'`},
		{"S3's members come from path, query and headers", "adminCredentials", "s3", "ListObjectsV2", `{"Bucket": "{{bucket}}", "Prefix": "public/"}`,
			`aws s3api list-objects-v2 --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --bucket photo-app-uploads --prefix public/`},
		{"an upload names its file", "adminCredentials", "s3", "PutObject", `{"Bucket": "{{bucket}}", "Key": "public/a b.txt", "ContentType": "text/plain", "Body": "hello"}`,
			`aws s3api put-object --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --bucket photo-app-uploads --key 'public/a b.txt' --content-type text/plain --body 'a b.txt'`},
		{"an upload has its tags", "adminCredentials", "s3", "PutObject", `{"Bucket": "{{bucket}}", "Key": "public/b.txt", "Tagging": "team=red", "Body": "hello"}`,
			`aws s3api put-object --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --bucket photo-app-uploads --key public/b.txt --tagging team=red --body b.txt`},
		{"a download names its file too", "", "s3", "GetObject", `{"Bucket": "{{bucket}}", "Key": "public/welcome.txt"}`,
			`aws s3api get-object --endpoint-url "$AWS_ENDPOINT_URL" --region us-east-1 --no-sign-request --bucket photo-app-uploads --key public/welcome.txt welcome.txt`},
		{"a document in XML is no command", "adminCredentials", "s3", "DeleteObjects", `{"Bucket": "{{bucket}}", "Delete": {"Objects": [{"Key": "a"}]}}`, ``},
	} {
		got, _ := copyas.CLI(exchange(t, s, tt.as, tt.service, tt.operation, tt.input), false)
		if got = strings.ReplaceAll(got, " \\\n  ", " "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestCommandsOfCurl(t *testing.T) {
	s := photoApp(t)
	for _, tt := range []struct {
		name, as, service, operation, input string
		secrets                             bool
		want                                string
	}{
		{"JSON goes out as it was", "", "cognito-identity", "GetId", `{"IdentityPoolId":"{{identityPoolId}}"}`, false,
			`curl -sS "$AWS_ENDPOINT_URL/" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AWSCognitoIdentityService.GetId' --data-raw '{"IdentityPoolId":"us-east-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506"}'`},
		{"secrets stand in it when they are asked for", "", "cognito-idp", "GetUser", `{"AccessToken": "abcdefgh"}`, true,
			`curl -sS "$AWS_ENDPOINT_URL/" -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: AWSCognitoIdentityProviderService.GetUser' --data-raw '{"AccessToken": "abcdefgh"}'`},
		{"a signed call is signed anew, a bucket stands in the path", "adminCredentials", "s3", "ListObjectsV2", `{"Bucket": "{{bucket}}", "Prefix": "public/"}`, false,
			`curl -sS "$AWS_ENDPOINT_URL"'/photo-app-uploads/?list-type=2&prefix=public%2F' --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD'`},
		{"temporary credentials bring their token", "guest", "s3", "GetObject", `{"Bucket": "{{bucket}}", "Key": "public/welcome.txt"}`, false,
			`curl -sS "$AWS_ENDPOINT_URL/photo-app-uploads/public/welcome.txt" --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -H 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD'`},
		{"an upload names its file", "adminCredentials", "s3", "PutObject", `{"Bucket": "{{bucket}}", "Key": "public/b.txt", "Body": "hello"}`, false,
			`curl -sS -X PUT "$AWS_ENDPOINT_URL/photo-app-uploads/public/b.txt" --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD' --data-binary @b.txt`},
		{"a document is no file", "adminCredentials", "s3", "PutObjectTagging", `{"Bucket": "{{bucket}}", "Key": "public/b.txt", "Tagging": {"TagSet": [{"Key": "team", "Value": "red"}]}}`, false,
			`curl -sS -X PUT "$AWS_ENDPOINT_URL"'/photo-app-uploads/public/b.txt?tagging=' --aws-sigv4 "aws:amz:us-east-1:s3" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H 'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD' -H 'Content-Type: application/xml' --data-raw '<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
				`<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag><Key>team</Key><Value>red</Value></Tag></TagSet></Tagging>'`},
	} {
		got := strings.ReplaceAll(copyas.Curl(exchange(t, s, tt.as, tt.service, tt.operation, tt.input), tt.secrets), " \\\n  ", " ")
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestSecretsOfFormsAreLeftOut(t *testing.T) {
	s := photoApp(t)
	e := exchange(t, s, "", "sts", "AssumeRoleWithWebIdentity", `{"RoleArn": "{{roleArn}}", "RoleSessionName": "me", "WebIdentityToken": "a secret + more"}`)
	cli, _ := copyas.CLI(e, false)
	body, _ := copyas.JSON(e, e.Request, false)
	for name, text := range map[string]string{"the CLI's command": cli, "curl's": copyas.Curl(e, false), "JSON": body} {
		if !strings.Contains(text, "hidden") || strings.Contains(text, "secret") {
			t.Errorf("%s has the token in it: %s", name, text)
		}
	}
	if whole := copyas.Curl(e, true); !strings.Contains(whole, "WebIdentityToken=a+secret+%2B+more") {
		t.Errorf("curl's whole command lacks the token: %s", whole)
	}
}

// TestShellsReadCommandsAsMeant lets a shell take the commands apart, where there is one.
func TestShellsReadCommandsAsMeant(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	e := trace.Exchange{ID: 1, To: "cognito-idp", Operation: "SignUp", Request: trace.Message{
		Method: http.MethodPost, Target: "https://cognito-idp.us-east-1.amazonaws.com/", Header: http.Header{"X-Amz-Target": {"X.SignUp"}},
		Body: []byte(`{"Username":"O'Neil $(id) \"x\" ` + "`id`" + `\\","Password":"-dash"}`),
	}}
	text, ok := copyas.CLI(e, true)
	if !ok {
		t.Fatal("no command")
	}
	run := exec.Command(sh, "-c", `aws() { for a; do printf '[%s]\n' "$a"; done; }; AWS_ENDPOINT_URL=here; `+text)
	out, err := run.Output()
	if want := "[O'Neil $(id) \"x\" `id`\\]\n[--password=-dash]\n"; err != nil || !bytes.Contains(out, []byte(want)) {
		t.Errorf("the shell reads %s (%v), want %s", out, err, want)
	}
}

func TestCredentialsAsVariables(t *testing.T) {
	if got, want := copyas.Exports("ASIA1", "a/b+c=", ""), "export AWS_ACCESS_KEY_ID=ASIA1\nexport AWS_SECRET_ACCESS_KEY=a/b+c=\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEveryCallCanBeCopied copies each operation in every form: nothing panics, and a signed call never carries its signature.
func TestEveryCallCanBeCopied(t *testing.T) {
	s := photoApp(t)
	for _, op := range s.Operations() {
		call, err := s.Play(context.Background(), sandbox.Ask{Service: op.Service, Operation: op.Name, As: "adminCredentials", Input: s.Template(op)})
		if err != nil {
			continue // a value that only another call gives
		}
		e, _ := call.Outer()
		cli, _ := copyas.CLI(e, true)
		for _, text := range []string{cli, copyas.Curl(e, true)} {
			if strings.Contains(text, "AWS4-HMAC") || strings.Contains(text, "Signature=") {
				t.Errorf("%s carries its signature: %s", op.Name, text)
			}
		}
	}
}

func FuzzCLI(f *testing.F) {
	f.Add([]byte(`{"A":1,"B":[true],"C":"x"}`), "https://s3.us-east-1.amazonaws.com/b/k?prefix=x", "Action=A&B.member.1=2")
	f.Fuzz(func(_ *testing.T, body []byte, target, form string) {
		for _, e := range []trace.Exchange{
			{To: "s3", Operation: "PutObject", Request: trace.Message{Target: target, Body: body}},
			{To: "sts", Operation: "X", Request: trace.Message{Target: target, Body: []byte(form), Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}}},
			{To: "cognito-idp", Operation: "X", Request: trace.Message{Target: target, Body: body, Header: http.Header{"X-Amz-Target": {"A.X"}}}},
		} {
			copyas.CLI(e, false)
			copyas.Curl(e, false)
			copyas.JSON(e, e.Request, false)
		}
	})
}
