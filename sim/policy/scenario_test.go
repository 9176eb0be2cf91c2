package policy

import (
	"strings"
	"testing"
)

// scopeDown are the session policies that an identity pool puts on a guest in the enhanced flow.
// https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
func scopeDown(t *testing.T) []Policy {
	quoted := func(actions string) string { return `"` + strings.ReplaceAll(actions, " ", `","`) + `"` }
	allow := func(actions string) string {
		return in(`"Effect":"Allow","Action":[` + quoted(actions) + `],"Resource":"*"`)
	}
	return []Policy{
		must(t, KindSession, "inline", allow("cloudwatch:* logs:* dynamodb:* kinesis:* mobileanalytics:* s3:* ses:* sns:* sqs:* lambda:* "+
			"machinelearning:* execute-api:* iot:* gamelift:* cognito-identity:* cognito-idp:* lex:* polly:* comprehend:* translate:* "+
			"transcribe:* rekognition:* mobiletargeting:* firehose:* appsync:* personalize:* sagemaker:InvokeEndpoint cognito-sync:* "+
			"codewhisperer:* textract:DetectDocumentText textract:AnalyzeDocument sdb:*")),
		must(t, KindSession, "AmazonCognitoUnAuthedIdentitiesSessionPolicy", allow("rum:PutRumEvents sagemaker:InvokeEndpoint polly:* "+
			"comprehend:* translate:* transcribe:* rekognition:* mobiletargeting:* firehose:* personalize:* kms:Encrypt kms:Decrypt")),
	}
}

func TestGuestScopeDown(t *testing.T) {
	everything := []Policy{must(t, KindIdentity, "All", in(`"Effect":"Allow","Action":"*","Resource":"*"`))}
	toSession := must(t, KindResource, "b", in(`"Effect":"Allow","Principal":{"AWS":"`+session+`"},"Action":"*","Resource":"*"`))
	for _, tt := range []struct {
		name, action string
		guest        bool
		resource     *Policy
		want         string // Reason; empty is allowed
	}{
		{"a guest may use S3", "s3:PutObject", true, nil, ""},
		{"a guest may use what only the managed policy has", "rum:PutRumEvents", true, nil, ""},
		{"a guest may not assume roles", "sts:AssumeRole", true, nil, "because no session policy allows the sts:AssumeRole action"},
		{"a guest may not use EC2", "ec2:RunInstances", true, nil, "because no session policy allows the ec2:RunInstances action"},
		{"a guest is refused as was seen at AWS", "evidently:EvaluateFeature", true, nil, "because no session policy allows the evidently:EvaluateFeature action"},
		{"a person who signed in is not cut down", "ec2:RunInstances", false, nil, ""},
		{"a resource that names the session is past it", "evidently:EvaluateFeature", true, &toSession, ""},
	} {
		p := Policies{Identity: everything, Resource: tt.resource}
		if tt.guest {
			p.Session = scopeDown(t)
		}
		r := Request{Principal: appUser(), Action: tt.action, Resource: "*"}
		if got := Decide(r, p).Reason(tt.action); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestCommonPolicies are shapes that people write, each with a request that passes and some that do not.
func TestCommonPolicies(t *testing.T) {
	type try struct {
		why, action, resource string
		keys                  map[string][]string
		want                  bool
	}
	const table, bucket = "arn:aws:dynamodb:us-east-1:111122223333:table/Notes", "arn:aws:s3:::b"
	for _, tt := range []struct {
		name, statements string
		tries            []try
	}{
		{"rows of a table by identity", `{"Effect":"Allow","Action":"dynamodb:*Item","Resource":"` + table + `",
			"Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${cognito-identity.amazonaws.com:sub}"]}}}`, []try{
			{"own row", "dynamodb:GetItem", table, map[string][]string{"dynamodb:LeadingKeys": {identity}}, true},
			{"another's row", "dynamodb:GetItem", table, map[string][]string{"dynamodb:LeadingKeys": {other}}, false},
			{"one of both", "dynamodb:BatchGetItem", table, map[string][]string{"dynamodb:LeadingKeys": {identity, other}}, false},
			{"no key at all slips through", "dynamodb:GetItem", table, nil, true},
		}},
		{"rows of a table by identity, with a guard", `{"Effect":"Allow","Action":"dynamodb:*Item","Resource":"` + table + `",
			"Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${cognito-identity.amazonaws.com:sub}"]},"Null":{"dynamodb:LeadingKeys":"false"}}}`, []try{
			{"own row", "dynamodb:GetItem", table, map[string][]string{"dynamodb:LeadingKeys": {identity}}, true},
			{"no key at all is caught", "dynamodb:GetItem", table, nil, false},
		}},
		{"tags of the person and of the object", `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*-${aws:PrincipalTag/department}/*",
			"Condition":{"StringEquals":{"s3:ExistingObjectTag/clearance":"${aws:PrincipalTag/clearance}"}}}`, []try{
			{"own department and clearance", "s3:GetObject", "arn:aws:s3:::files-legal/x", map[string][]string{"aws:PrincipalTag/department": {"legal"}, "aws:PrincipalTag/clearance": {"red"}, "s3:ExistingObjectTag/clearance": {"red"}}, true},
			{"another clearance", "s3:GetObject", "arn:aws:s3:::files-legal/x", map[string][]string{"aws:PrincipalTag/department": {"legal"}, "aws:PrincipalTag/clearance": {"red"}, "s3:ExistingObjectTag/clearance": {"blue"}}, false},
			{"a department that is a star", "s3:GetObject", "arn:aws:s3:::files-legal/x", map[string][]string{"aws:PrincipalTag/department": {"*"}, "aws:PrincipalTag/clearance": {"red"}, "s3:ExistingObjectTag/clearance": {"red"}}, false},
			{"no tags", "s3:GetObject", "arn:aws:s3:::files-legal/x", map[string][]string{"s3:ExistingObjectTag/clearance": {"red"}}, false},
		}},
		{"nothing from outside the office", `{"Effect":"Allow","Action":"*","Resource":"*"},
			{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]},"Bool":{"aws:ViaAWSService":"false"}}}`, []try{
			{"from the office", "s3:GetObject", bucket + "/k", map[string][]string{"aws:SourceIp": {"203.0.113.5"}, "aws:ViaAWSService": {"false"}}, true},
			{"from elsewhere", "s3:GetObject", bucket + "/k", map[string][]string{"aws:SourceIp": {"198.51.100.5"}, "aws:ViaAWSService": {"false"}}, false},
			{"by a service, from elsewhere", "s3:GetObject", bucket + "/k", map[string][]string{"aws:SourceIp": {"198.51.100.5"}, "aws:ViaAWSService": {"true"}}, true},
			{"without an address", "s3:GetObject", bucket + "/k", map[string][]string{"aws:ViaAWSService": {"false"}}, false},
		}},
		{"a second factor", `{"Effect":"Allow","Action":"*","Resource":"*"},
			{"Effect":"Deny","NotAction":["iam:*","sts:GetSessionToken"],"Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}`, []try{
			{"with it", "s3:GetObject", bucket + "/k", map[string][]string{"aws:MultiFactorAuthPresent": {"true"}}, true},
			{"without it", "s3:GetObject", bucket + "/k", map[string][]string{"aws:MultiFactorAuthPresent": {"false"}}, false},
			{"long-term keys carry no such key", "s3:GetObject", bucket + "/k", nil, false},
			{"what NotAction leaves out", "sts:GetSessionToken", "*", nil, true},
		}},
		{"a month", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{
			"DateGreaterThanEquals":{"aws:CurrentTime":"2024-05-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2024-06-01T00:00:00Z"}}}`, []try{
			{"its first moment", "s3:GetObject", bucket + "/k", map[string][]string{"aws:CurrentTime": {"2024-05-01T00:00:00Z"}}, true},
			{"its last second", "s3:GetObject", bucket + "/k", map[string][]string{"aws:CurrentTime": {"2024-05-31T23:59:59Z"}}, true},
			{"the next month", "s3:GetObject", bucket + "/k", map[string][]string{"aws:CurrentTime": {"2024-06-01T00:00:00Z"}}, false},
		}},
		{"short lists", `{"Effect":"Allow","Action":"s3:ListBucket","Resource":"` + bucket + `","Condition":{"NumericLessThanEquals":{"s3:max-keys":"10"}}}`, []try{
			{"ten", "s3:ListBucket", bucket, map[string][]string{"s3:max-keys": {"10"}}, true},
			{"eleven", "s3:ListBucket", bucket, map[string][]string{"s3:max-keys": {"11"}}, false},
			{"as many as there are", "s3:ListBucket", bucket, nil, false},
		}},
		{"the top of a bucket and one folder", `{"Effect":"Allow","Action":"s3:ListBucket","Resource":"` + bucket + `","Condition":{"StringEquals":{"s3:prefix":["","home/"],"s3:delimiter":["/"]}}}`, []try{
			{"the top", "s3:ListBucket", bucket, map[string][]string{"s3:prefix": {""}, "s3:delimiter": {"/"}}, true},
			{"the folder", "s3:ListBucket", bucket, map[string][]string{"s3:prefix": {"home/"}, "s3:delimiter": {"/"}}, true},
			{"all keys at once", "s3:ListBucket", bucket, map[string][]string{"s3:prefix": {""}}, false},
			{"an empty prefix is not a missing one", "s3:ListBucket", bucket, map[string][]string{"s3:delimiter": {"/"}}, false},
		}},
		{"only certain tags", `{"Effect":"Allow","Action":"s3:PutObject","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team","cost"]}}}`, []try{
			{"one of them", "s3:PutObject", bucket + "/k", map[string][]string{"aws:TagKeys": {"team"}}, true},
			{"a third", "s3:PutObject", bucket + "/k", map[string][]string{"aws:TagKeys": {"team", "owner"}}, false},
			{"none", "s3:PutObject", bucket + "/k", nil, true},
		}},
	} {
		p := must(t, KindIdentity, "p", `{"Version":"2012-10-17","Statement":[`+tt.statements+`]}`)
		for _, one := range tt.tries {
			r := Request{Principal: appUser(), Action: one.action, Resource: one.resource, Context: NewContext(one.keys)}
			r.Context.Set("cognito-identity.amazonaws.com:sub", identity)
			if got := Decide(r, Policies{Identity: []Policy{p}}).Allowed(); got != one.want {
				t.Errorf("%s, %s: got %v, want %v", tt.name, one.why, got, one.want)
			}
		}
	}
}
