package policy

import "testing"

// TestReason are the ends of AWS's AccessDenied messages.
func TestReason(t *testing.T) {
	for _, tt := range []struct {
		kind               Kind
		implicit, explicit string
	}{
		{KindIdentity, "because no identity-based policy allows the s3:PutObject action", "with an explicit deny in an identity-based policy"},
		{KindSession, "because no session policy allows the s3:PutObject action", "with an explicit deny in a session policy"},
		{KindBoundary, "because no permissions boundary allows the s3:PutObject action", "with an explicit deny in a permissions boundary"},
		{KindResource, "because no resource-based policy allows the s3:PutObject action", "with an explicit deny in a resource-based policy"},
		{KindTrust, "because no role trust policy allows the s3:PutObject action", "with an explicit deny in the role trust policy"},
	} {
		if got := (Decision{Outcome: ImplicitDeny, Kind: tt.kind}).Reason("s3:PutObject"); got != tt.implicit {
			t.Errorf("implicit: got %q, want %q", got, tt.implicit)
		}
		if got := (Decision{Outcome: ExplicitDeny, Kind: tt.kind}).Reason("s3:PutObject"); got != tt.explicit {
			t.Errorf("explicit: got %q, want %q", got, tt.explicit)
		}
		if got := (Decision{Outcome: Allowed, Kind: tt.kind}).Reason("s3:PutObject"); got != "" {
			t.Errorf("allowed: got %q, want nothing", got)
		}
	}
}

func TestPrincipalsAreIntroduced(t *testing.T) {
	for want, p := range map[string]Principal{
		"role AppUser (session CognitoIdentityCredentials)": appUser(),
		"user ana":                           iamUser(),
		"nobody (the request is not signed)": {Anonymous: true},
		"nobody":                             {},
		"Service lambda.amazonaws.com":       {Service: "lambda.amazonaws.com"},
		"a person with a token of " + cognitoProvider:      {Federated: cognitoProvider},
		"arn:aws:sts::111122223333:federated-user/visitor": {ARN: "arn:aws:sts::111122223333:federated-user/visitor"},
	} {
		if got := p.introduced(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestContextKeysHaveNoCase(t *testing.T) {
	given := map[string][]string{"AWS:UserName": {"ana"}}
	c := NewContext(given)
	c.Set("S3:Prefix", "a", "b")
	given["AWS:UserName"][0] = "changed later"
	if got := c["aws:username"]; len(got) != 1 || got[0] != "ana" {
		t.Errorf("got %q, want ana", got)
	}
	if got := c["s3:prefix"]; len(got) != 2 {
		t.Errorf("got %q, want two values", got)
	}
}
