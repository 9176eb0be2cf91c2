package policy

import (
	"strings"
	"testing"
)

const trusted = `{"Version":"2012-10-17","Statement":[{"Sid":"Pool","Effect":"Allow",
 "Principal":{"Federated":"cognito-identity.amazonaws.com"},
 "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
 "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"` + poolID + `"},
  "ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}}]}`

// webIdentity is a person with a token of an identity pool who asks for a role.
func webIdentity(pool, amr string) Request {
	return Request{
		Principal: Principal{Federated: cognitoProvider}, Action: "sts:AssumeRoleWithWebIdentity", Resource: role,
		Context: NewContext(map[string][]string{
			"cognito-identity.amazonaws.com:aud": {pool}, "cognito-identity.amazonaws.com:amr": {amr},
			"cognito-identity.amazonaws.com:sub": {identity},
		}),
	}
}

func TestTrustPolicies(t *testing.T) {
	onlyAud := strings.Replace(trusted, `,
  "ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}`, "", 1)
	swap := func(old, new string) string { return strings.ReplaceAll(trusted, old, new) }
	for _, tt := range []struct {
		name, document string
		request        Request
		want           bool
	}{
		{"a signed-in person", trusted, webIdentity(poolID, "authenticated"), true},
		{"a guest", trusted, webIdentity(poolID, "unauthenticated"), false},
		{"a token of another pool", trusted, webIdentity("us-east-1:00000000-5678-90ab-cdef-EXAMPLE22222", "authenticated"), false},
		{"a key with a slip", swap("cognito-identity.amazonaws.com:amr", "cognito-identity.amazon.com:amr"), webIdentity(poolID, "authenticated"), false},
		{"the action of another call", swap("sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"), webIdentity(poolID, "authenticated"), false},
		{"the provider as a service", swap(`"Federated":`, `"Service":`), webIdentity(poolID, "authenticated"), false},
		{"the user pool's service as provider", swap(`"cognito-identity.amazonaws.com"}`, `"cognito-idp.amazonaws.com"}`), webIdentity(poolID, "authenticated"), false},
		{"an OIDC provider's ARN", swap(`"cognito-identity.amazonaws.com"}`, `"arn:aws:iam::111122223333:oidc-provider/cognito-idp.us-east-1.amazonaws.com/us-east-1_Example"}`), webIdentity(poolID, "authenticated"), false},
		{"amr without ForAnyValue", swap("ForAnyValue:", ""), webIdentity(poolID, "authenticated"), false},
		{"no amr lets a guest in", onlyAud, webIdentity(poolID, "unauthenticated"), true},
		{"no aud lets any pool in", swap(`"StringEquals":{"cognito-identity.amazonaws.com:aud":"`+poolID+`"},`, ""), webIdentity("us-east-1:00000000-5678-90ab-cdef-EXAMPLE22222", "authenticated"), true},
		{"a list of pools", swap(`"`+poolID+`"`, `["x","`+poolID+`"]`), webIdentity(poolID, "authenticated"), true},
	} {
		p := must(t, KindTrust, "AppUser", tt.document)
		d, x := DecideTrust(tt.request, p), ExplainTrust(tt.request, p)
		if d.Allowed() != tt.want || x.Outcome != d.Outcome {
			t.Errorf("%s: got %v and %v, want %v", tt.name, d.Outcome, x.Outcome, tt.want)
		}
	}
}

func TestTagsNeedTagSession(t *testing.T) {
	r := webIdentity(poolID, "authenticated")
	r.Action = "sts:TagSession"
	for document, want := range map[string]bool{trusted: true, strings.Replace(trusted, `,"sts:TagSession"`, "", 1): false} {
		if got := DecideTrust(r, must(t, KindTrust, "AppUser", document)).Allowed(); got != want {
			t.Errorf("got %v, want %v for %s", got, want, document)
		}
	}
}

func TestTrustPolicyNeedsItsOwnAllow(t *testing.T) {
	may := []Policy{must(t, KindIdentity, "May", in(`"Sid":"May","Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"`))}
	r := Request{Principal: iamUser(), Action: "sts:AssumeRole", Resource: role}
	for _, tt := range []struct {
		name, principal string
		identity        []Policy
		want            [3]string
	}{
		{"an identity allow is not enough", `{"AWS":"444455556666"}`, may, [3]string{"ImplicitDeny", "role trust policy", ""}},
		{"naming the account leaves it to identity policies", `{"AWS":"111122223333"}`, nil, [3]string{"ImplicitDeny", "identity-based policy", ""}},
		{"account and identity policy together", `{"AWS":"111122223333"}`, may, [3]string{"Allow", "identity-based policy", "May"}},
		{"naming the user is enough", `{"AWS":"arn:aws:iam::111122223333:user/ana"}`, nil, [3]string{"Allow", "role trust policy", "T"}},
	} {
		p := must(t, KindTrust, "R", in(`"Sid":"T","Effect":"Allow","Principal":`+tt.principal+`,"Action":"sts:AssumeRole"`))
		if got := settled(Decide(r, Policies{Resource: &p, Identity: tt.identity})); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	p := must(t, KindTrust, "R", in(`"Sid":"T","Effect":"Deny","Principal":"*","Action":"sts:*"`))
	if got, want := DecideTrust(r, p).Reason("sts:AssumeRole"), "with an explicit deny in the role trust policy"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestBrokenTrustPoliciesAreExplained: STS and the identity pool hide all of these behind one message.
func TestBrokenTrustPoliciesAreExplained(t *testing.T) {
	swap := func(old, new string) string { return strings.ReplaceAll(trusted, old, new) }
	const title = "AppUser, statement Pool"
	for _, tt := range []struct {
		name, document string
		request        Request
		note, change   string
	}{
		{"a guest", trusted, webIdentity(poolID, "unauthenticated"), "",
			"a request whose cognito-identity.amazonaws.com:amr is authenticated"},
		{"a token of another pool", trusted, webIdentity("us-east-1:x", "authenticated"), "",
			"a request whose cognito-identity.amazonaws.com:aud is " + poolID},
		{"a key with a slip", swap("amazonaws.com:amr", "amazon.com:amr"), webIdentity(poolID, "authenticated"),
			"the request has no key cognito-identity.amazon.com:amr; it has cognito-identity.amazonaws.com:amr",
			"the key cognito-identity.amazonaws.com:amr in the place of cognito-identity.amazon.com:amr, in " + title},
		{"the action of another call", swap("sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"), webIdentity(poolID, "authenticated"), "",
			"add sts:AssumeRoleWithWebIdentity to the actions of " + title},
		{"the provider as a service", swap(`"Federated":`, `"Service":`), webIdentity(poolID, "authenticated"),
			"the principal is an identity provider, so it belongs under Federated, not under Service",
			`the principal {"Federated": "cognito-identity.amazonaws.com"} in ` + title},
		{"the user pool as provider", swap(`"cognito-identity.amazonaws.com"}`, `"cognito-idp.amazonaws.com"}`), webIdentity(poolID, "authenticated"),
			"identity pools come as cognito-identity.amazonaws.com, whoever signed the person in",
			`the principal {"Federated": "cognito-identity.amazonaws.com"} in ` + title},
		{"amr without ForAnyValue", swap("ForAnyValue:", ""), webIdentity(poolID, "authenticated"),
			"this key can have several values, so the operator needs ForAnyValue: or ForAllValues:",
			"ForAnyValue:StringLike in the place of StringLike, in " + title},
	} {
		x := ExplainTrust(tt.request, must(t, KindTrust, "AppUser", tt.document))
		note := ""
		for _, part := range x.Findings[0].Parts {
			if !part.OK {
				note = part.Note
			}
		}
		if note != tt.note || x.Change != tt.change {
			t.Errorf("%s: got note %q and change %q,\nwant %q and %q", tt.name, note, x.Change, tt.note, tt.change)
		}
		if x.Kind != KindTrust || !strings.Contains(x.Text(), "a person with a token of cognito-identity.amazonaws.com") {
			t.Errorf("%s: got %s:\n%s", tt.name, x.Kind, x.Text())
		}
	}
}
