package policy

import (
	"strings"
	"testing"
)

func TestParseBucketPolicy(t *testing.T) {
	statement := func(members string) string { return in(`"Effect":"Allow","Principal":"*",` + members) }
	for _, tt := range []struct{ name, document, want string }{ // empty: taken
		{"objects", statement(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"`), ""},
		{"the bucket", statement(`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"`), ""},
		{"both with both", statement(`"Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`), ""},
		{"every action on objects", statement(`"Action":"s3:*","Resource":"arn:aws:s3:::b/*"`), ""},
		{"a star after the bucket", statement(`"Action":["s3:ListBucket","s3:GetObject"],"Resource":"arn:aws:s3:::b*"`), ""},
		{"all but some objects", statement(`"Action":"s3:ListBucket","NotResource":"arn:aws:s3:::b/open/*"`), ""},
		{"all actions but some", statement(`"NotAction":"s3:DeleteBucket","Resource":"arn:aws:s3:::b"`), ""},
		{"another bucket", statement(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::c/*"`), "Policy has invalid resource"},
		{"a bucket whose name begins alike", statement(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::bb/*"`), "Policy has invalid resource"},
		{"every resource", statement(`"Action":"s3:GetObject","Resource":"*"`), "Policy has invalid resource"},
		{"no ARN", statement(`"Action":"s3:GetObject","Resource":"b/*"`), "Policy has invalid resource"},
		{"an action for objects on the bucket", statement(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b"`), "Action does not apply to any resource(s) in statement"},
		{"an action for the bucket on objects", statement(`"Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::b/*"`), "Action does not apply to any resource(s) in statement"},
		{"an action for the account", statement(`"Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::b"`), "Action does not apply to any resource(s) in statement"},
		{"an operation that is no action", statement(`"Action":"s3:ListObjects","Resource":"arn:aws:s3:::b"`), "Policy has invalid action"},
		{"another service", statement(`"Action":"sts:AssumeRole","Resource":"arn:aws:s3:::b"`), "Policy has invalid action"},
		{"an action without vendor", statement(`"Action":"GetObject","Resource":"arn:aws:s3:::b"`), "Policy has invalid action"},
		{"no principal", in(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"`), "Missing required field Principal"},
		{"no action", statement(`"Resource":"arn:aws:s3:::b/*"`), "Missing required field Action"},
		{"no resource", statement(`"Action":"s3:GetObject"`), "Missing required field Resource"},
		{"an identity id as principal", in(`"Effect":"Allow","Principal":{"AWS":"` + identity + `"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"`), "Invalid principal in policy"},
		{"no JSON", `x`, "Policies must be valid JSON and the first byte must be '{'"},
		{"an unknown element", statement(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Why":"x"`), "Invalid policy syntax."},
	} {
		p, err := ParseBucketPolicy("b", []byte(tt.document))
		got := ""
		if found, ok := asSyntaxError(err); ok {
			got = found.Message
			if found.Detail == "" || found.Line < 1 {
				t.Errorf("%s: no detail or line in %+v", tt.name, found)
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if err == nil && (p.Name != "b" || p.Kind != KindResource) {
			t.Errorf("%s: got name %q and kind %q", tt.name, p.Name, p.Kind)
		}
	}
}

func TestBucketPolicyHelpsWithTheAction(t *testing.T) {
	_, err := ParseBucketPolicy("b", []byte(in(`"Effect":"Allow","Principal":"*","Action":"s3:ListObjects","Resource":"arn:aws:s3:::b"`)))
	if err == nil || !strings.Contains(err.Error(), "the action is s3:ListBucket") {
		t.Errorf("got %v", err)
	}
}
