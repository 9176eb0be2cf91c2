package policy

import (
	"errors"
	"strings"
	"testing"
)

// in wraps members of one statement into a policy of 2012.
func in(statement string) string {
	return `{"Version":"2012-10-17","Statement":[{` + statement + `}]}`
}

func TestParseTakes(t *testing.T) {
	for _, tt := range []struct {
		name     string
		kind     Kind
		document string
	}{
		{"a statement that is an object", KindIdentity, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`},
		{"no version", KindIdentity, `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`},
		{"the version of 2008", KindIdentity, `{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`},
		{"NotAction and NotResource", KindIdentity, in(`"Effect":"Deny","NotAction":["iam:*"],"NotResource":["arn:aws:s3:::b"]`)},
		{"an empty Sid twice", KindIdentity, `{"Statement":[{"Sid":"","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"","Effect":"Deny","Action":"*","Resource":"*"}]}`},
		{"*:*", KindIdentity, in(`"Effect":"Allow","Action":"*:*","Resource":"*"`)},
		{"a star for the rest of an ARN", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:*"`)},
		{"an ARN with a region where there is one", KindIdentity, in(`"Effect":"Allow","Action":"sns:*","Resource":"arn:aws:sns:us-east-1:111122223333:topic"`)},
		{"booleans and numbers in conditions", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":10}}`)},
		{"an empty condition", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{}`)},
		{"an Id in a bucket policy", KindResource, `{"Id":"x","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}`},
		{"a Sid with spaces in a bucket policy", KindResource, in(`"Sid":"Only my bucket","Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*"`)},
		{"every form of AWS principal", KindResource, in(`"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":{"AWS":["111122223333",
			"arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:user/a/b","arn:aws:iam::111122223333:role/r",
			"arn:aws:sts::111122223333:assumed-role/r/s","arn:aws:sts::111122223333:federated-user/f","AIDAEXAMPLEEXAMPLE12"]}`)},
		{"a trust policy for a service", KindTrust, in(`"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"`)},
		{"a trust policy that denies Cognito without a condition", KindTrust, in(`"Effect":"Deny","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"`)},
	} {
		if _, err := Parse(tt.kind, "p", []byte(tt.document)); err != nil {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

const syntaxErrors = "Syntax errors in policy."

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		name     string
		kind     Kind
		document string
		want     string
	}{
		{"no JSON", KindIdentity, `{"Statement":`, syntaxErrors},
		{"text after the document", KindIdentity, `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}} x`, syntaxErrors},
		{"a list", KindIdentity, `[]`, syntaxErrors},
		{"another version", KindIdentity, `{"Version":"2012-10-18","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`, syntaxErrors},
		{"an empty version", KindIdentity, `{"Version":"","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`, syntaxErrors},
		{"no statement", KindIdentity, `{"Version":"2012-10-17"}`, syntaxErrors},
		{"an empty list of statements", KindIdentity, `{"Statement":[]}`, syntaxErrors},
		{"a statement that is text", KindIdentity, `{"Statement":["x"]}`, syntaxErrors},
		{"an unknown element", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Comment":"x"`), syntaxErrors},
		{"an element in other case", KindIdentity, in(`"Effect":"Allow","action":"*","Resource":"*"`), syntaxErrors},
		{"an element twice", KindIdentity, in(`"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"`), syntaxErrors},
		{"an Id in an identity policy", KindIdentity, `{"Id":"x","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`, syntaxErrors},
		{"no effect", KindIdentity, in(`"Action":"*","Resource":"*"`), syntaxErrors},
		{"an effect of another word", KindIdentity, in(`"Effect":"Permit","Action":"*","Resource":"*"`), syntaxErrors},
		{"an effect in other case", KindIdentity, in(`"Effect":"allow","Action":"*","Resource":"*"`), "The policy failed legacy parsing"},
		{"Action beside NotAction", KindIdentity, in(`"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"`), syntaxErrors},
		{"Resource beside NotResource", KindIdentity, in(`"Effect":"Allow","Action":"*","NotResource":"*","Resource":"*"`), syntaxErrors},
		{"an action that is a number", KindIdentity, in(`"Effect":"Allow","Action":1,"Resource":"*"`), syntaxErrors},
		{"a list in a list of actions", KindIdentity, in(`"Effect":"Allow","Action":[["*"]],"Resource":"*"`), syntaxErrors},
		{"an unknown operator", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqual":{"k:k":"v"}}`), syntaxErrors},
		{"NullIfExists", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"k:k":"true"}}`), syntaxErrors},
		{"a prefix in the wrong place", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLikeIfExists:ForAnyValue":{"k:k":"true"}}`), syntaxErrors},
		{"a condition without values", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"k:k":[]}}`), syntaxErrors},
		{"a condition on null", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"k:k":null}}`), syntaxErrors},
		{"a condition that is text", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":"x"`), syntaxErrors},
		{"a date that is none", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2024-13-01"}}`), "The policy failed legacy parsing"},
		{"a Sid with a space", KindIdentity, in(`"Sid":"a b","Effect":"Allow","Action":"*","Resource":"*"`), iamWording[faultSidLetters]},
		{"a Sid twice", KindIdentity, `{"Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"*","Resource":"*"}]}`, "Statement IDs (SID) in a single policy must be unique."},
		{"no action", KindIdentity, in(`"Effect":"Allow","Resource":"*"`), "Policy statement must contain actions."},
		{"an empty list of actions", KindIdentity, in(`"Effect":"Allow","Action":[],"Resource":"*"`), "Policy statement must contain actions."},
		{"no resource", KindIdentity, in(`"Effect":"Allow","Action":"*"`), "Policy statement must contain resources."},
		{"an empty list of resources", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":[]`), "Policy statement must contain resources."},
		{"an action without vendor", KindIdentity, in(`"Effect":"Allow","Action":"PutObject","Resource":"*"`), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
		{"an action with two colons", KindIdentity, in(`"Effect":"Allow","Action":"s3:Put:Object","Resource":"*"`), "Actions/Condition can contain only one colon."},
		{"an action with nothing before the colon", KindIdentity, in(`"Effect":"Allow","Action":":PutObject","Resource":"*"`), "Vendor  is not valid"},
		{"a wildcard in the vendor", KindIdentity, in(`"Effect":"Allow","Action":"s*:PutObject","Resource":"*"`), "Vendor s* is not valid"},
		{"a condition key without vendor", KindIdentity, in(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"prefix":"a"}}`), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
		{"a resource that is no ARN", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"photos/*"`), `Resource photos/* must be in ARN format or "*".`},
		{"another partition", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:ws:s3:::b"`), `Partition "ws" is not valid for resource "arn:ws:s3:::b".`},
		{"an ARN that lacks its beginning", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"aws:s3:::photos"`), `Partition "s3" is not valid for resource "arn:s3:::photos:*".`},
		{"an ARN without a service", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws::::photos"`), "The policy failed legacy parsing"},
		{"an ARN cut short", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:x:s3"`), `Partition "x" is not valid for resource "arn:x:s3:*:*:*".`},
		{"a wildcard for the service", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:*:::b"`), "Resource vendor must be fully qualified and cannot contain regexes."},
		{"too few fields", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3::b"`), "The policy failed legacy parsing"},
		{"a region in an S3 ARN", KindIdentity, in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:us-east-1::b"`), "Resource arn:aws:s3:us-east-1::b can not contain region information."},
		{"a region in an IAM ARN", KindIdentity, in(`"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam:us-east-1:111122223333:role/r"`), "IAM resource arn:aws:iam:us-east-1:111122223333:role/r cannot contain region information."},
		{"a principal in an identity policy", KindIdentity, in(`"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"`), "Policy document should not specify a principal."},
		{"a principal in a session policy", KindSession, in(`"Effect":"Allow","NotPrincipal":"*","Action":"s3:*","Resource":"*"`), "Policy document should not specify a principal."},
		{"no principal in a trust policy", KindTrust, in(`"Effect":"Allow","Action":"sts:AssumeRole"`), "Missing required field Principal"},
		{"a resource in a trust policy", KindTrust, in(`"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"`), "Has prohibited field Resource."},
		{"an action of another service in a trust policy", KindTrust, in(`"Effect":"Allow","Principal":"*","Action":"s3:GetObject"`), "AssumeRole policy may only specify STS AssumeRole actions."},
		{"Cognito without a condition", KindTrust, in(`"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"`), "A condition block must be present for the Cognito provider"},
		{"a wildcard in a principal", KindResource, in(`"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"s3:*","Resource":"*"`), `Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"`},
		{"an identity id as principal", KindResource, in(`"Effect":"Allow","Principal":{"AWS":"` + identity + `"},"Action":"s3:*","Resource":"*"`), `Invalid principal in policy: "AWS":"` + identity + `"`},
		{"a sub of a user pool as principal", KindResource, in(`"Effect":"Allow","Principal":{"AWS":"7f3c9a10-0000-4000-8000-000000000001"},"Action":"s3:*","Resource":"*"`), `Invalid principal in policy: "AWS":"7f3c9a10-0000-4000-8000-000000000001"`},
		{"a principal of nobody", KindTrust, in(`"Effect":"Allow","Principal":{"AWS":[]},"Action":"sts:AssumeRole"`), "Invalid principal in policy"},
		{"all but nobody", KindResource, in(`"Effect":"Deny","NotPrincipal":{"AWS":[]},"Action":"s3:*","Resource":"*"`), "Invalid principal in policy"},
		{"a service without a dot", KindTrust, in(`"Effect":"Allow","Principal":{"Service":"lambda"},"Action":"sts:AssumeRole"`), `Invalid principal in policy: "SERVICE":"lambda"`},
		{"a principal that is other text", KindResource, in(`"Effect":"Allow","Principal":"me","Action":"s3:*","Resource":"*"`), syntaxErrors},
		{"an unknown sort of principal", KindResource, in(`"Effect":"Allow","Principal":{"Aws":"*"},"Action":"s3:*","Resource":"*"`), syntaxErrors},
	} {
		_, err := Parse(tt.kind, "p", []byte(tt.document))
		var found *SyntaxError
		if !errors.As(err, &found) || found.Message != tt.want {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestSyntaxErrorSaysWhere(t *testing.T) {
	for _, tt := range []struct {
		name, document, detail string
		line                   int
	}{
		{"a broken comma", "{\n\"Version\": \"2012-10-17\",\n}", "not JSON", 3},
		{"an element in other case", "{\"Statement\": [\n{\"Effect\": \"Allow\",\n \"action\": \"*\"}]}", `"action"; the nearest is "Action"`, 3},
		{"an operator with a slip", "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\n\"Condition\":{\n\"StringEqals\":{\"k:k\":\"v\"}}}}", "nearest is StringEquals", 3},
		{"a member that stands twice", "{\"Version\": \"2012-10-17\",\n\n\"Version\": \"2012-10-17\"}", "twice", 3},
		{"nothing at all", "", "not JSON", 1},
		{"an action in a list", "{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":[\n\"s3:Get*\",\n\"Put\"]}}", "", 3},
	} {
		_, err := Parse(KindIdentity, "p", []byte(tt.document))
		found, ok := asSyntaxError(err)
		if !ok || found.Line != tt.line || !strings.Contains(found.Detail, tt.detail) {
			t.Errorf("%s: got %+v, want line %d and %q", tt.name, found, tt.line, tt.detail)
		}
	}
}

func TestStatementKnowsItsLine(t *testing.T) {
	p := must(t, KindIdentity, "p", "{\n \"Statement\": [\n  {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},\n\n  {\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}\n ]}")
	if a, b := p.Statements[0].Line, p.Statements[1].Line; a != 3 || b != 5 {
		t.Errorf("got lines %d and %d, want 3 and 5", a, b)
	}
}

func TestVariablesCountOnlyAfterTheFifthColon(t *testing.T) {
	p := must(t, KindIdentity, "p", in(`"Effect":"Allow","Action":"*","Resource":"arn:aws:sns:${aws:username}:111122223333:${aws:username}"`))
	keys := NewContext(map[string][]string{"aws:username": {"ana"}})
	for text, want := range map[string]bool{
		"arn:aws:sns:${aws:username}:111122223333:ana": true,
		"arn:aws:sns:ana:111122223333:ana":             false,
	} {
		if got := p.Statements[0].Resources[0].match(text, keys); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

// FuzzParse: nothing that is parsed can make a decision or an explanation panic, and both agree.
func FuzzParse(f *testing.F) {
	f.Add(in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*","Condition":{"StringLike":{"k:k":["a*","${k:k}"]}}`))
	f.Add(in(`"Effect":"Deny","NotAction":"s3:*","NotResource":"*","Condition":{"ForAllValues:ArnLikeIfExists":{"k:k":"arn:aws:*:${k:k}:*:*"}}`))
	f.Add(in(`"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"`))
	f.Add(`{"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"k:k":"10.0.0.0/8"},"Null":{"a:b":true}}}}`)
	f.Fuzz(func(t *testing.T, document string) {
		r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/ana/x",
			Context: Context{"k:k": {"arn:aws:iam::1:role/x"}, "aws:username": {"ana"}}}
		for _, kind := range []Kind{KindIdentity, KindResource, KindTrust} {
			p, err := Parse(kind, "p", []byte(document))
			if err != nil {
				if found, ok := asSyntaxError(err); !ok || found.Message == "" || found.Line < 1 {
					t.Errorf("not a whole SyntaxError: %#v", err)
				}
				continue
			}
			IsPublic(p)
			policies := Policies{Identity: []Policy{p}}
			if kind != KindIdentity {
				policies = Policies{Resource: &p}
			}
			x := Explain(r, policies)
			if d := Decide(r, policies); d.Outcome != x.Outcome || d.Kind != x.Kind {
				t.Errorf("Decide %+v, Explain %+v", d, x.Decision)
			}
			if x.Text() == "" {
				t.Error("no text")
			}
		}
		if _, err := ParseBucketPolicy("b", []byte(document)); err != nil {
			if _, ok := asSyntaxError(err); !ok {
				t.Errorf("not a SyntaxError: %#v", err)
			}
		}
	})
}
