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

func iamUser() Principal {
	return Principal{ARN: "arn:aws:iam::111122223333:user/ana", AccountID: account, UserID: "AIDAEXAMPLEEXAMPLE34"}
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

// says is a policy of one statement about s3:GetObject; principal may be empty.
func says(t testing.TB, kind Kind, effect Effect, principal string) Policy {
	t.Helper()
	sid := string(kind[:1]) + string(effect)
	if principal != "" {
		principal = `"Principal":` + principal + `,`
	}
	return must(t, kind, string(kind), in(principal+`"Sid":"`+sid+`","Effect":"`+string(effect)+`","Action":"s3:GetObject","Resource":"*"`))
}

// settled is a decision in three words: outcome, kind, Sid.
func settled(d Decision) [3]string {
	out := [3]string{string(d.Outcome), string(d.Kind), ""}
	if d.By != nil {
		out[2] = d.By.Sid
	}
	return out
}

func TestDecisionOrder(t *testing.T) {
	identity := func(e Effect) []Policy { return []Policy{says(t, KindIdentity, e, "")} }
	session := func(e Effect) []Policy { return []Policy{says(t, KindSession, e, "")} }
	boundary := func(e Effect) *Policy { p := says(t, KindBoundary, e, ""); return &p }
	bucket := func(e Effect, principal string) *Policy { p := says(t, KindResource, e, principal); return &p }
	byRole := `{"AWS":"` + role + `"}`
	for _, tt := range []struct {
		name     string
		policies Policies
		want     [3]string
	}{
		{"silence is a deny", Policies{}, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"an identity policy allows", Policies{Identity: identity(Allow)}, [3]string{"Allow", "identity-based policy", "iAllow"}},
		{"a deny beats an allow", Policies{Identity: append(identity(Allow), identity(Deny)...)}, [3]string{"ExplicitDeny", "identity-based policy", "iDeny"}},
		{"a deny of the bucket beats an identity allow", Policies{Identity: identity(Allow), Resource: bucket(Deny, `"*"`)}, [3]string{"ExplicitDeny", "resource-based policy", "rDeny"}},
		{"a deny for the account beats an identity allow", Policies{Identity: identity(Allow), Resource: bucket(Deny, `{"AWS":"111122223333"}`)}, [3]string{"ExplicitDeny", "resource-based policy", "rDeny"}},
		{"a deny of an identity policy beats the bucket's allow", Policies{Identity: identity(Deny), Resource: bucket(Allow, `"*"`)}, [3]string{"ExplicitDeny", "identity-based policy", "iDeny"}},
		{"a deny of the boundary beats the bucket's allow", Policies{Boundary: boundary(Deny), Resource: bucket(Allow, `"*"`)}, [3]string{"ExplicitDeny", "permissions boundary", "pDeny"}},
		{"a deny of a session policy beats the bucket's allow", Policies{Session: session(Deny), Resource: bucket(Allow, `"*"`)}, [3]string{"ExplicitDeny", "session policy", "sDeny"}},
		{"of several denies the bucket's is named first", Policies{Identity: identity(Deny), Boundary: boundary(Deny), Session: session(Deny), Resource: bucket(Deny, `"*"`)}, [3]string{"ExplicitDeny", "resource-based policy", "rDeny"}},
		{"then the identity policy's", Policies{Identity: identity(Deny), Boundary: boundary(Deny), Session: session(Deny)}, [3]string{"ExplicitDeny", "identity-based policy", "iDeny"}},
		{"then the boundary's", Policies{Identity: identity(Allow), Boundary: boundary(Deny), Session: session(Deny)}, [3]string{"ExplicitDeny", "permissions boundary", "pDeny"}},
		{"then the session policy's", Policies{Identity: identity(Allow), Boundary: boundary(Allow), Session: session(Deny)}, [3]string{"ExplicitDeny", "session policy", "sDeny"}},
		{"the bucket's allow needs no identity allow", Policies{Resource: bucket(Allow, byRole)}, [3]string{"Allow", "resource-based policy", "rAllow"}},
		{"a boundary has to allow", Policies{Identity: identity(Allow), Boundary: boundary(Deny)}, [3]string{"ExplicitDeny", "permissions boundary", "pDeny"}},
		{"a boundary alone allows nothing", Policies{Boundary: boundary(Allow)}, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"a boundary that is silent limits", Policies{Identity: identity(Allow), Boundary: &Policy{Kind: KindBoundary}}, [3]string{"ImplicitDeny", "permissions boundary", ""}},
		{"a boundary that allows lets through", Policies{Identity: identity(Allow), Boundary: boundary(Allow)}, [3]string{"Allow", "identity-based policy", "iAllow"}},
		{"a session policy alone allows nothing", Policies{Session: session(Allow)}, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"no session policy is no limit", Policies{Identity: identity(Allow), Session: nil}, [3]string{"Allow", "identity-based policy", "iAllow"}},
		{"an empty list of session policies allows nothing", Policies{Identity: identity(Allow), Session: []Policy{}}, [3]string{"ImplicitDeny", "session policy", ""}},
		{"HasSession without policies allows nothing", Policies{Identity: identity(Allow), HasSession: true}, [3]string{"ImplicitDeny", "session policy", ""}},
		{"one of several session policies has to allow", Policies{Identity: identity(Allow), Session: append([]Policy{{Kind: KindSession}}, session(Allow)...)}, [3]string{"Allow", "identity-based policy", "iAllow"}},
		{"of several silences the identity policy's is named first", Policies{Boundary: &Policy{}, HasSession: true}, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"then the boundary's silence", Policies{Identity: identity(Allow), Boundary: &Policy{}, HasSession: true}, [3]string{"ImplicitDeny", "permissions boundary", ""}},
	} {
		r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
		if got := settled(Decide(r, tt.policies)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestPrincipalOfABucketPolicy is AWS's table of how far an allow carries.
func TestPrincipalOfABucketPolicy(t *testing.T) {
	for _, tt := range []struct {
		name, principal    string
		as                 Principal
		alone, past, other bool // allows without identity policies; past a silent boundary; past a silent session policy
	}{
		{"the session", `{"AWS":"` + session + `"}`, appUser(), true, true, true},
		{"another session of the role", `{"AWS":"arn:aws:sts::111122223333:assumed-role/AppUser/x"}`, appUser(), false, false, false},
		{"the role", `{"AWS":"` + role + `"}`, appUser(), true, false, false},
		{"the role by its unique id", `{"AWS":"AROAEXAMPLEEXAMPLE12"}`, appUser(), true, false, false},
		{"role and session together", `{"AWS":["` + role + `","` + session + `"]}`, appUser(), true, true, true},
		{"another role", `{"AWS":"arn:aws:iam::111122223333:role/Other"}`, appUser(), false, false, false},
		{"everyone", `"*"`, appUser(), true, true, true},
		{"everyone, written as AWS", `{"AWS":"*"}`, appUser(), true, true, true},
		{"the account's id", `{"AWS":"111122223333"}`, appUser(), false, false, false},
		{"the account's root", `{"AWS":"arn:aws:iam::111122223333:root"}`, appUser(), false, false, false},
		{"another account", `{"AWS":"444455556666"}`, appUser(), false, false, false},
		{"the web identity provider", `{"Federated":"cognito-identity.amazonaws.com"}`, appUser(), true, false, false},
		{"another provider", `{"Federated":"accounts.google.com"}`, appUser(), false, false, false},
		{"a service", `{"Service":"lambda.amazonaws.com"}`, appUser(), false, false, false},
		{"a canonical user", `{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`, appUser(), false, false, false},
		{"the user", `{"AWS":"arn:aws:iam::111122223333:user/ana"}`, iamUser(), true, true, true},
		{"the user by its unique id", `{"AWS":"AIDAEXAMPLEEXAMPLE34"}`, iamUser(), true, true, true},
	} {
		bucket := says(t, KindResource, Allow, tt.principal)
		r := Request{Principal: tt.as, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
		alone := Decide(r, Policies{Resource: &bucket}).Allowed()
		past := Decide(r, Policies{Resource: &bucket, Boundary: &Policy{}}).Allowed()
		other := Decide(r, Policies{Resource: &bucket, HasSession: true}).Allowed()
		if got, want := [3]bool{alone, past, other}, [3]bool{tt.alone, tt.past, tt.other}; got != want {
			t.Errorf("%s: alone, past a boundary, past a session policy: got %v, want %v", tt.name, got, want)
		}
	}
}

func TestAccountPrincipalDelegates(t *testing.T) {
	bucket := says(t, KindResource, Allow, `{"AWS":"111122223333"}`)
	r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
	d := Decide(r, Policies{Resource: &bucket, Identity: []Policy{says(t, KindIdentity, Allow, "")}})
	if got, want := settled(d), [3]string{"Allow", "identity-based policy", "iAllow"}; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEveryoneWithPrincipalArn(t *testing.T) {
	bucket := must(t, KindResource, "b", in(`"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"`+role+`"}}`))
	r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
	limited := Policies{Resource: &bucket, Boundary: &Policy{}, HasSession: true}
	for arn, want := range map[string]bool{role: true, session: false} {
		r.Context = NewContext(map[string][]string{"aws:PrincipalArn": {arn}})
		if got := Decide(r, limited).Allowed(); got != want {
			t.Errorf("aws:PrincipalArn %s: got %v, want %v", arn, got, want)
		}
	}
}

func TestCallersWithoutIdentityPolicies(t *testing.T) {
	for _, tt := range []struct {
		name      string
		as        Principal
		principal string
		want      bool
	}{
		{"nobody is everyone", Principal{Anonymous: true}, `"*"`, true},
		{"nobody is everyone in AWS", Principal{Anonymous: true}, `{"AWS":"*"}`, true},
		{"nobody is no account", Principal{Anonymous: true}, `{"AWS":"111122223333"}`, false},
		{"a service is itself", Principal{Service: "lambda.amazonaws.com"}, `{"Service":"lambda.amazonaws.com"}`, true},
		{"a service is no other", Principal{Service: "lambda.amazonaws.com"}, `{"Service":"sns.amazonaws.com"}`, false},
	} {
		bucket := says(t, KindResource, Allow, tt.principal)
		r := Request{Principal: tt.as, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}
		d := Decide(r, Policies{Resource: &bucket, Identity: []Policy{says(t, KindIdentity, Allow, "")}})
		if d.Allowed() != tt.want || d.Kind != KindResource {
			t.Errorf("%s: got %v, want %v", tt.name, settled(d), tt.want)
		}
	}
}

func TestAnotherAccountNeedsBothSides(t *testing.T) {
	identity := []Policy{says(t, KindIdentity, Allow, "")}
	byAccount, bySession := says(t, KindResource, Allow, `{"AWS":"111122223333"}`), says(t, KindResource, Allow, `{"AWS":"`+session+`"}`)
	for _, tt := range []struct {
		name     string
		policies Policies
		want     [3]string
	}{
		{"identity alone", Policies{Identity: identity}, [3]string{"ImplicitDeny", "resource-based policy", ""}},
		{"resource alone", Policies{Resource: &bySession}, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"both, by account", Policies{Identity: identity, Resource: &byAccount}, [3]string{"Allow", "identity-based policy", "iAllow"}},
		{"both, but a boundary is silent", Policies{Identity: identity, Resource: &bySession, Boundary: &Policy{}}, [3]string{"ImplicitDeny", "permissions boundary", ""}},
	} {
		r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k", ResourceAccount: "444455556666"}
		if got := settled(Decide(r, tt.policies)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestNotPrincipal(t *testing.T) {
	for _, tt := range []struct {
		name, spared string
		as           Principal
		bounded      bool
		denied       bool
	}{
		{"another role", `["arn:aws:iam::111122223333:role/Other","111122223333"]`, appUser(), false, true},
		{"the role alone is not enough", `"` + role + `"`, appUser(), false, true},
		{"account, role and session", `["111122223333","` + role + `","` + session + `"]`, appUser(), false, false},
		{"account and user", `["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/ana"]`, iamUser(), false, false},
		{"a boundary is always denied", `["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/ana"]`, iamUser(), true, true},
		{"nobody is never spared by name", `"111122223333"`, Principal{Anonymous: true}, false, true},
		{"everyone is spared", `"*"`, Principal{Anonymous: true}, false, false},
	} {
		bucket := must(t, KindResource, "b", in(`"Effect":"Deny","NotPrincipal":{"AWS":`+tt.spared+`},"Action":"s3:*","Resource":"*"`))
		p := Policies{Resource: &bucket}
		if tt.bounded {
			p.Boundary = &Policy{}
		}
		d := Decide(Request{Principal: tt.as, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k"}, p)
		if got := d.Outcome == ExplicitDeny; got != tt.denied {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.denied)
		}
	}
}

func TestStatementElements(t *testing.T) {
	for _, tt := range []struct {
		name, statement, action, resource string
		want                              bool
	}{
		{"actions have no case", `"Action":"S3:getOBJECT","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", true},
		{"a star in the name of an action", `"Action":"s3:Get*","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", true},
		{"a question mark in the name of an action", `"Action":"s3:?etObject","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", true},
		{"a star for every action", `"Action":"*","Resource":"*"`, "sts:AssumeRole", "*", true},
		{"another service", `"Action":"iam:*","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", false},
		{"NotAction allows every other", `"NotAction":"s3:Put*","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", true},
		{"NotAction leaves out its own", `"NotAction":"s3:Get*","Resource":"*"`, "s3:GetObject", "arn:aws:s3:::b/k", false},
		{"resources have case", `"Action":"*","Resource":"arn:aws:s3:::B/k"`, "s3:GetObject", "arn:aws:s3:::b/k", false},
		{"a star crosses slashes", `"Action":"*","Resource":"arn:aws:s3:::b/*"`, "s3:GetObject", "arn:aws:s3:::b/a/b/c", true},
		{"a bucket is not its objects", `"Action":"*","Resource":"arn:aws:s3:::b"`, "s3:GetObject", "arn:aws:s3:::b/k", false},
		{"objects are not their bucket", `"Action":"*","Resource":"arn:aws:s3:::b/*"`, "s3:ListBucket", "arn:aws:s3:::b", false},
		{"NotResource allows every other", `"Action":"*","NotResource":"arn:aws:s3:::b/*"`, "s3:GetObject", "arn:aws:s3:::c/k", true},
		{"NotResource leaves out its own", `"Action":"*","NotResource":"arn:aws:s3:::b/*"`, "s3:GetObject", "arn:aws:s3:::b/k", false},
		{"operators are joined by and", `"Action":"*","Resource":"*","Condition":{"Bool":{"k:yes":"true"},"StringEquals":{"k:a":"x"}}`, "s3:GetObject", "*", false},
		{"keys are joined by and", `"Action":"*","Resource":"*","Condition":{"StringEquals":{"k:a":"a","k:b":"x"}}`, "s3:GetObject", "*", false},
		{"values are joined by or", `"Action":"*","Resource":"*","Condition":{"StringEquals":{"k:a":["x","a"],"K:B":"b"}}`, "s3:GetObject", "*", true},
	} {
		p := must(t, KindIdentity, "p", in(`"Effect":"Allow",`+tt.statement))
		r := Request{Principal: appUser(), Action: tt.action, Resource: tt.resource,
			Context: NewContext(map[string][]string{"k:yes": {"true"}, "k:a": {"a"}, "k:b": {"b"}})}
		if got := Decide(r, Policies{Identity: []Policy{p}}).Allowed(); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
