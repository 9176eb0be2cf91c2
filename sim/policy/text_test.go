package policy

import "testing"

func TestTextOfTheMissedFolder(t *testing.T) {
	p := must(t, KindIdentity, "AppUserPolicy", `{"Version":"2012-10-17","Statement":[
 {"Sid":"OwnFolder","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
  "Resource":"arn:aws:s3:::photos-demo/uploads/${cognito-identity.amazonaws.com:sub}/*"}]}`)
	r := Request{Principal: appUser(), Action: "s3:PutObject", Resource: "arn:aws:s3:::photos-demo/uploads/" + other + "/cat.jpg",
		Context: NewContext(map[string][]string{"cognito-identity.amazonaws.com:sub": {identity}})}
	want := `✗ Not allowed: s3:PutObject on photos-demo/uploads/us-east-1:9999…/cat.jpg
  asking    role AppUser (session CognitoIdentityCredentials)
  AppUserPolicy, statement OwnFolder, Allow:
    action    ✓ s3:PutObject is in the list
    resource  ✗ you asked for  …/uploads/us-east-1:9999…/cat.jpg
                it allows      …/uploads/us-east-1:7f3c…/*
                as written     …/uploads/${cognito-identity.amazonaws.com:sub}/*
  No other statement speaks about this. In IAM, silence is a no.
  One change would do: a key that begins with uploads/us-east-1:7f3c…/`
	if got := Explain(r, Policies{Identity: []Policy{p}}).Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
