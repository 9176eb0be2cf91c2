package policy

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	sub := map[string][]string{"cognito-identity.amazonaws.com:sub": {identity}}
	ask := func(action, resource string) Request {
		return Request{Principal: appUser(), Action: action, Resource: resource, Context: NewContext(sub)}
	}
	folder := must(t, KindIdentity, "AppUserPolicy", in(`"Sid":"OwnFolder","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],
  "Resource":"arn:aws:s3:::photos-demo/uploads/${cognito-identity.amazonaws.com:sub}/*"`))
	delegating := must(t, KindResource, "photos-demo", in(`"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"arn:aws:s3:::photos-demo/*"`))
	tls := must(t, KindResource, "photos-demo", in(`"Sid":"OnlyTLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::photos-demo/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}`))
	plain := ask("s3:GetObject", "arn:aws:s3:::photos-demo/x")
	plain.Context.Set("aws:SecureTransport", "false")
	for _, tt := range []struct {
		name     string
		request  Request
		policies Policies
		want     string
	}{
		{"a missed folder", ask("s3:PutObject", "arn:aws:s3:::photos-demo/uploads/"+other+"/cat.jpg"), Policies{Identity: []Policy{folder}}, `
✗ Not allowed: s3:PutObject on photos-demo/uploads/us-east-1:9999…/cat.jpg
  asking    role AppUser (session CognitoIdentityCredentials)
  AppUserPolicy, statement OwnFolder, Allow:
    action    ✓ s3:PutObject is in the list
    resource  ✗ you asked for  …/uploads/us-east-1:9999…/cat.jpg
                it allows      …/uploads/us-east-1:7f3c…/*
                as written     …/uploads/${cognito-identity.amazonaws.com:sub}/*
  No other statement speaks about this. In IAM, silence is a no.
  One change would do: a key that begins with uploads/us-east-1:7f3c…/`},
		{"an allow", ask("s3:PutObject", "arn:aws:s3:::photos-demo/uploads/"+identity+"/cat.jpg"), Policies{Identity: []Policy{folder}}, `
✓ Allowed: s3:PutObject on photos-demo/uploads/us-east-1:7f3c…/cat.jpg
  asking    role AppUser (session CognitoIdentityCredentials)
  AppUserPolicy, statement OwnFolder, Allow:
    action    ✓ s3:PutObject is in the list
    resource  ✓ …/uploads/us-east-1:7f3c…/cat.jpg is covered by …/uploads/us-east-1:7f3c…/*
  No deny matches.`},
		{"an explicit deny", plain, Policies{Resource: &tls}, `
✗ Denied: s3:GetObject on photos-demo/x
  asking    role AppUser (session CognitoIdentityCredentials)
  photos-demo, statement OnlyTLS, Deny (resource-based policy):
    principal ✓ arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials is covered by *
    action    ✓ s3:GetObject is covered by s3:*
    resource  ✓ …/x is covered by …/*
    condition ✓ Bool aws:SecureTransport is false
  A deny that matches beats every allow.`},
		{"an allow that only delegates", plain, Policies{Resource: &delegating}, `
✗ Not allowed: s3:GetObject on photos-demo/x
  asking    role AppUser (session CognitoIdentityCredentials)
  photos-demo, statement 1 (line 1) allows it, but it names the account, which leaves the decision to the account's own policies.
  What is lacking is an allow in an identity-based policy.
  No statement speaks about s3:GetObject here. In IAM, silence is a no.`},
		{"a session policy that is silent", ask("s3:PutObject", "arn:aws:s3:::photos-demo/uploads/"+identity+"/cat.jpg"), Policies{Identity: []Policy{folder}, HasSession: true}, `
✗ Not allowed: s3:PutObject on photos-demo/uploads/us-east-1:7f3c…/cat.jpg
  asking    role AppUser (session CognitoIdentityCredentials)
  AppUserPolicy, statement OwnFolder allows it, which is not enough.
  What is lacking is an allow in a session policy.
  No statement speaks about s3:PutObject here. In IAM, silence is a no.`},
		{"nobody", Request{Principal: Principal{Anonymous: true}, Action: "s3:GetObject", Resource: "arn:aws:s3:::photos-demo/x"}, Policies{}, `
✗ Not allowed: s3:GetObject on photos-demo/x
  asking    nobody (the request is not signed)
  No statement speaks about s3:GetObject here. In IAM, silence is a no.`},
	} {
		if got := Explain(tt.request, tt.policies).Text(); got != tt.want[1:] {
			t.Errorf("%s: got\n%s\nwant%s", tt.name, got, tt.want)
		}
	}
}

func TestTextOfAnElementLeftOut(t *testing.T) {
	p := must(t, KindIdentity, "p", in(`"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::b/secret/${aws:username}/*"`))
	x := Explain(Request{Principal: iamUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x",
		Context: NewContext(map[string][]string{"aws:username": {"ana"}})}, Policies{Identity: []Policy{p}})
	for _, want := range []string{"asking    user ana", "s3:GetObject is not among iam:*", "…/x is not among …/secret/ana/*"} {
		if got := x.Text(); !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q in it", got, want)
		}
	}
}

func TestMoreMissesAreCounted(t *testing.T) {
	one := `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/1"}`
	for n, want := range map[int]string{3: "No other statement", 4: "One more statement", 6: "3 more statements"} {
		p := must(t, KindIdentity, "p", `{"Statement":[`+strings.TrimSuffix(strings.Repeat(one+",", n), ",")+`]}`)
		x := Explain(Request{Principal: iamUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/x"}, Policies{Identity: []Policy{p}})
		if got := x.Text(); !strings.Contains(got, want) {
			t.Errorf("%d statements: got\n%s\nwant %q in it", n, got, want)
		}
	}
}

func TestShortIDs(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an identity id", "a/" + identity + "/b", "a/us-east-1:7f3c…/b"},
		{"the same twice", identity + identity[9:], "us-east-1:7f3c…:7f3c…"},
		{"a pool's example id", poolID, "us-east-1:a1b2…"},
		{"two that would look the same stay", identity + " " + identity[:35] + "0000000000f", identity + " " + identity[:35] + "0000000000f"},
		{"a longer word stays", "x" + identity[10:], "x" + identity[10:]},
	} {
		if got := shortIDs(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
