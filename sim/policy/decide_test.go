package policy

import "testing"

const (
	account  = "111122223333"
	session  = "arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials"
	role     = "arn:aws:iam::111122223333:role/AppUser"
	identity = "us-east-1:7f3c9a10-0000-4000-8000-000000000001"
	other    = "us-east-1:99990000-0000-4000-8000-000000000002"
	poolID   = "us-east-1:a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
)

// appUser is a session that an identity pool opened.
func appUser() Principal {
	return Principal{
		ARN: session, RoleARN: role, AccountID: account,
		UserID: "AROAEXAMPLEEXAMPLE12:CognitoIdentityCredentials", Federated: cognitoProvider,
	}
}

// must parses a document that a test knows to be right.
func must(t testing.TB, kind Kind, name, document string) Policy {
	t.Helper()
	p, err := Parse(kind, name, []byte(document))
	if err != nil {
		t.Fatalf("Parse(%s): %v\n%s", name, err, document)
	}
	return p
}

func TestPerUserPrefix(t *testing.T) {
	p := must(t, KindIdentity, "AppUserPolicy", `{"Version":"2012-10-17","Statement":[
 {"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::B",
  "Condition":{"StringLike":{"s3:prefix":["private/${cognito-identity.amazonaws.com:sub}/*"]}}},
 {"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
  "Resource":"arn:aws:s3:::B/private/${cognito-identity.amazonaws.com:sub}/*"}]}`)
	r := Request{Principal: appUser(), Action: "s3:PutObject", Resource: "arn:aws:s3:::B/private/" + identity + "/a.txt",
		Context: NewContext(map[string][]string{"cognito-identity.amazonaws.com:sub": {identity}})}
	if d := Decide(r, Policies{Identity: []Policy{p}}); !d.Allowed() {
		t.Errorf("got %+v", d)
	}
}
